/** Several treatments tried on the same blocks: how they scatter once what a treatment and a block share is taken off. */

export interface Scatter {
  /** Standard deviation of a single value. */
  spread: number;
  degrees: number;
}

const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;

/**
 * The residual spread of value = treatment + block + error, with (k - 1)(n - 1) degrees of freedom. `rows`: a treatment
 * each, with the same n blocks in the same order. With two treatments it is exactly that of the paired t interval; with
 * more, all of them tell of it, so that few blocks go further. undefined for fewer than 2 of either.
 *
 * Source: Fisher 1935, "The Design of Experiments", chapter 4 (randomised blocks).
 */
export function blockedScatter(rows: readonly (readonly number[])[]): Scatter | undefined {
  const blocks = rows[0]?.length ?? 0;
  if (rows.length < 2 || blocks < 2) return undefined;
  const byRow = rows.map(mean);
  const byBlock = rows[0].map((_, j) => mean(rows.map((row) => row[j])));
  const all = mean(byRow);
  let squares = 0;
  rows.forEach((row, i) => row.forEach((v, j) => void (squares += (v - byRow[i] - byBlock[j] + all) ** 2)));
  const degrees = (rows.length - 1) * (blocks - 1);
  return { spread: Math.sqrt(squares / degrees), degrees };
}
