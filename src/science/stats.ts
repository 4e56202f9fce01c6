/** Order statistics, and how far apart two measured shares must be to tell them apart. */

/**
 * The q-quantile (0 to 1) of `values` by linear interpolation between neighbours (Hyndman & Fan 1996, type 7, as in R
 * and NumPy). NaN when `values` is empty or holds a NaN.
 * @throws RangeError when q is outside [0, 1].
 */
export function quantile(values: ArrayLike<number>, q: number): number {
  if (!(q >= 0 && q <= 1)) throw new RangeError(`the quantile must be from 0 to 1, got ${q}`);
  const sorted = Float64Array.from(values).sort();
  if (sorted.length === 0 || Number.isNaN(sorted[sorted.length - 1])) return NaN;
  const place = q * (sorted.length - 1);
  const below = Math.floor(place);
  const share = place - below;
  return share === 0 ? sorted[below] : (1 - share) * sorted[below] + share * sorted[below + 1];
}

/** The middle value, or the mean of the two middle ones (Hyndman & Fan 1996, type 7, at 1/2). NaN when empty. */
export function median(values: ArrayLike<number>): number {
  return quantile(values, 0.5);
}

/**
 * Standard error of the median of values scattered about it: 1.2533 σ/√n with σ from the quartiles, which a few wild values
 * do not move. undefined for one value.
 *
 * Source: McGill, Tukey & Larsen 1978, "Variations of Box Plots", The American Statistician 32(1).
 */
export function medianError(values: readonly number[]): number | undefined {
  if (values.length < 2) return undefined;
  const spread = (quantile(values, 0.75) - quantile(values, 0.25)) / 1.349;
  return (Math.sqrt(Math.PI / 2) * spread) / Math.sqrt(values.length);
}

/** A share measured on `count` independent examples. */
export interface MeasuredShare {
  /** In [0, 1]. */
  share: number;
  count: number;
}

/**
 * Standard error of the difference of two shares: sqrt(Σ p(1 - p)/m) with one success and one failure added to each,
 * so that 0% and 100% are not held to be certain: p = (share·n + 1)/(n + 2), m = n + 2.
 * Two networks judged on the same examples differ by less than this on average, so it errs on the side of caution.
 *
 * Source: Agresti & Caffo 2000, "Simple and effective confidence intervals for proportions and differences of
 * proportions result from adding two successes and two failures", The American Statistician 54(4).
 */
export function differenceError(a: MeasuredShare, b: MeasuredShare): number {
  const variance = ({ share, count }: MeasuredShare): number => {
    const p = (share * count + 1) / (count + 2);
    return (p * (1 - p)) / (count + 2);
  };
  return Math.sqrt(variance(a) + variance(b));
}
