/** How many seeds would tell a difference as large as the one seen. */
import { quantileOf } from './verdict.ts';
import { normalQuantile } from './normal.ts';

export interface Seen {
  /** The difference seen, of either sign, and the standard deviation of the differences over seeds. */
  difference: number;
  spread: number;
  /** The error that all seeds share; 0 where there is none. */
  shared: number;
  comparisons: number;
  /** The level of a verdict at so many seeds. */
  levelAt(seeds: number): number;
}

/** Chance that the verdict is reached if the difference is what it seems. */
export const POWER = 0.8;

/** Of more nobody would wait for. */
const MOST = 500;

/**
 * The least number of seeds n, above `now`, with |d| ≥ √((t s/√n)² + (z e)²) + z(0.8) s/√n: the interval then leaves zero out
 * with a chance of about 0.8 (Cohen 1988, "Statistical Power Analysis", chapter 2, with the normal for the noncentral t).
 * `examples`: the validation examples are too few to tell so small a difference, however many seeds there are. `many`: more
 * than 500. d and s are themselves of few seeds, so the number is a rough one.
 */
export function seedsNeeded(seen: Seen, now: number): number | 'examples' | 'many' {
  const { spread, shared, comparisons } = seen;
  const difference = Math.abs(seen.difference);
  const again = normalQuantile(POWER);
  for (let n = Math.max(3, now + 1); n <= MOST; n++) {
    const level = seen.levelAt(n);
    const error = spread / Math.sqrt(n);
    const common = quantileOf(level, comparisons) * shared;
    if (common >= difference) return 'examples';
    if (difference >= Math.hypot(quantileOf(level, comparisons, n - 1) * error, common) + again * error)
      return n;
  }
  return 'many';
}
