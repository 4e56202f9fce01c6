/** How a learning rate that suits one batch size is carried over to another. */

/** Rates on either side of the centre of a grid, and the factor between neighbours. */
const GRID_REACH = 2;
const GRID_FACTOR = 2;

/**
 * The learning rate η' at batch size B' = `batchSize`, from η at B = `base.batchSize`, with κ = B'/B:
 * `fixed` η; `linear` ηκ; `sqrt` η√κ.
 *
 * Source: linear: Goyal et al. 2017 (arXiv 1706.02677), section 2.1, there with warm-up; square root: Krizhevsky 2014
 * (arXiv 1404.5997), section 5; Hoffer et al. 2017 (arXiv 1705.08741), section 7; for Adam, Malladi et al. 2022 (arXiv
 * 2205.10287), who also change its β. None holds everywhere: Shallue et al. 2019 (arXiv 1811.03600), section 4.7.
 * @throws RangeError when a number is not above 0.
 */
export function ruledRate(
  rule: 'fixed' | 'linear' | 'sqrt',
  base: { learningRate: number; batchSize: number },
  batchSize: number,
): number {
  const { learningRate, batchSize: known } = base;
  for (const [name, value] of Object.entries({ learningRate, batchSize: known, newBatchSize: batchSize }))
    if (!(value > 0 && value < Infinity)) throw new RangeError(`${name} must be above 0, got ${value}`);
  const ratio = batchSize / base.batchSize;
  switch (rule) {
    case 'fixed':
      return base.learningRate;
    case 'linear':
      return base.learningRate * ratio;
    case 'sqrt':
      return base.learningRate * Math.sqrt(ratio);
    default:
      return rule satisfies never;
  }
}

/**
 * Five rates to choose the best from, ascending, each twice the one before; the middle one is `centre` rounded to 3
 * significant digits. Tuning at every batch size is the only fair comparison (Shallue et al. 2019, arXiv 1811.03600).
 * @throws RangeError when the centre is not above 0.
 */
export function rateGrid(centre: number): number[] {
  if (!(centre > 0 && centre < Infinity)) throw new RangeError(`the rate must be above 0, got ${centre}`);
  const middle = Number(centre.toPrecision(3));
  return Array.from({ length: 2 * GRID_REACH + 1 }, (_, i) => middle * GRID_FACTOR ** (i - GRID_REACH));
}
