/** Time of one update against batch size: a fixed overhead and a cost for every example. */

export interface UpdateTimeFit {
  /** t0 ≥ 0, milliseconds. */
  overheadMs: number;
  /** c > 0, milliseconds for each example. */
  perExampleMs: number;
  /** Root mean square of (measured - fitted)/fitted. */
  residual: number;
  /** t0/c: the batch size at which examples take as long as the overhead and half the top speed is reached. */
  saturation: number;
}

interface Point {
  batchSize: number;
  updateMs: number;
}

/** Least squares of t0 + cB with `weights`, both at least 0. */
function weighted(points: readonly Point[], weights: readonly number[]): { t0: number; c: number } {
  let w = 0;
  let x = 0;
  let y = 0;
  let xx = 0;
  let xy = 0;
  points.forEach(({ batchSize, updateMs }, i) => {
    w += weights[i];
    x += weights[i] * batchSize;
    y += weights[i] * updateMs;
    xx += weights[i] * batchSize * batchSize;
    xy += weights[i] * batchSize * updateMs;
  });
  const c = (w * xy - x * y) / (w * xx - x * x);
  if (!(c > 0)) return { t0: y / w, c: 0 };
  const t0 = (y - c * x) / w;
  return t0 >= 0 ? { t0, c } : { t0: 0, c: xy / xx };
}

/**
 * Fits t(B) = t0 + cB with t0, c ≥ 0 by least squares of the relative residuals: times span decades, and so do their
 * errors. Dividing by the measured times would pull the curve down (low ones count for more), so the weights are those of
 * the fitted times, found by repeating (iteratively reweighted least squares: Carroll & Ruppert 1988, "Transformation and
 * Weighting in Regression", chapter 2). The law: Hockney & Jesshope 1988, "Parallel Computers 2", section 1.3.2
 * (t = (n + n_½)/r∞; n_½ is our t0/c).
 *
 * Times that are not above 0 (below the clock's resolution) are left out. undefined with fewer than 2 batch sizes and where
 * time does not grow with the batch size: the cost of an example cannot be told then.
 */
export function fitUpdateTime(points: readonly Point[]): UpdateTimeFit | undefined {
  const kept = points.filter(
    ({ batchSize, updateMs }) => batchSize > 0 && updateMs > 0 && updateMs < Infinity,
  );
  if (new Set(kept.map((p) => p.batchSize)).size < 2) return undefined;
  let line = weighted(
    kept,
    kept.map((p) => p.updateMs ** -2),
  );
  const fitted = (p: Point): number => line.t0 + line.c * p.batchSize;
  for (let i = 0; i < 30; i++)
    line = weighted(
      kept,
      kept.map((p) => fitted(p) ** -2),
    );
  if (line.c === 0) return undefined;
  const squares = kept.reduce((sum, p) => sum + (p.updateMs / fitted(p) - 1) ** 2, 0);
  return {
    overheadMs: line.t0,
    perExampleMs: line.c,
    residual: Math.sqrt(squares / kept.length),
    saturation: line.t0 / line.c,
  };
}
