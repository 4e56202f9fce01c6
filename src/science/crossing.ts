/** When a curve that is looked at now and then first reached a target. */

/**
 * The first x at which `y` is at or beyond `target` (`up`: at least, `down`: at most), by linear interpolation between
 * that point and the one before, which had not reached it; x[0] when the first point already has. undefined when none
 * has. `x` ascending. Points that are not finite are passed over.
 *
 * Without interpolation a crossing would be late by up to a whole evaluation interval, and by more updates for small
 * batches than for large ones (linear inverse interpolation, Abramowitz & Stegun 25.2).
 * @throws RangeError when the lengths differ.
 */
export function firstCrossing(
  x: readonly number[],
  y: readonly number[],
  target: number,
  direction: 'up' | 'down',
): number | undefined {
  if (x.length !== y.length)
    throw new RangeError(`x and y must be equally long, got ${x.length} and ${y.length}`);
  let before = -1;
  for (let i = 0; i < x.length; i++) {
    if (!Number.isFinite(x[i]) || !Number.isFinite(y[i])) continue;
    if (direction === 'up' ? y[i] >= target : y[i] <= target) {
      if (before < 0) return x[i];
      return x[before] + ((target - y[before]) / (y[i] - y[before])) * (x[i] - x[before]);
    }
    before = i;
  }
  return undefined;
}
