/** Which of several settings is ahead, from values paired over seeds; science.md and docs/sweeps.md say why so. */
import { normalQuantile } from './normal.ts';
import { tQuantile } from './studentT.ts';

/** Two values tell a spread so badly that their interval is wider than any scale: no interval is made from fewer. */
export const LEAST_SEEDS = 3;

/** A spread below this share of the values is rounding (they may have been float32), not information. */
const ROUNDING = 1e-6;

/**
 * `interval`: mean difference with its simultaneous interval. `two-seeds`, `one-seed`: too few for any. `no-spread`: the
 * differences agree to the last digit and nothing is known of other errors, so an interval would have no width. `none`: no
 * pair of values. `spread`: standard deviation of the differences over seeds.
 */
export type Difference =
  | {
      status: 'interval';
      mean: number;
      low: number;
      high: number;
      seeds: number;
      spread: number;
    }
  | { status: 'no-spread'; mean: number; seeds: number }
  | { status: 'two-seeds' | 'one-seed'; mean: number; seeds: number }
  | { status: 'none' };

export interface Reading {
  /** Chance that any of the intervals read together misses, 0 to 1. */
  level: number;
  /** How many differences are read together. */
  comparisons: number;
  /**
   * Standard error of the difference from what all seeds share, such as the finite set of validation examples or the time of
   * an update; in the unit of the values. undefined: not known, or none. */
  shared?: number | undefined;
  /** Degrees of freedom of `shared`; infinite (normal) unless given. */
  sharedDegrees?: number;
}

export const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, v) => sum + v, 0) / values.length;

/** Standard deviation with n - 1; 0 for one value. */
export function spreadOf(values: readonly number[]): number {
  const mean = meanOf(values);
  const squares = values.reduce((sum, v) => sum + (v - mean) ** 2, 0);
  return values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1));
}

/** The two-sided quantile at `level` shared out over `comparisons` (Bonferroni); normal without `degrees`. */
export function quantileOf(level: number, comparisons: number, degrees = Infinity): number {
  const p = 1 - level / (2 * comparisons);
  return degrees === Infinity ? normalQuantile(p) : tQuantile(p, degrees);
}

/**
 * Mean of a - b, where a[i] and b[i] share a seed (initial weights and order of the examples), with the interval
 * d̄ ± √((t s/√n)² + (z e)²): s the standard deviation of these n differences and of no others, so that sizes that scatter
 * more spoil no other pair; t with n - 1 degrees of freedom; e the error that all seeds share. Pairs with a number that is
 * not finite are left out.
 *
 * Source: Student 1908 (paired t); Dunn 1961, JASA 56 (level / comparisons); Zou & Donner 2008, Statistics in Medicine 27
 * (half widths of independent errors add up as squares).
 * @throws RangeError when the lengths differ, or level or comparisons make no sense.
 */
export function pairedDifference(
  a: readonly number[],
  b: readonly number[],
  { level, comparisons, shared, sharedDegrees }: Reading,
): Difference {
  if (a.length !== b.length)
    throw new RangeError(`pairs need equal lengths, got ${a.length} and ${b.length}`);
  if (!Number.isInteger(comparisons) || comparisons < 1)
    throw new RangeError(`comparisons must be a whole number of at least 1, got ${comparisons}`);
  if (!(level > 0 && level < 1)) throw new RangeError(`the level must be between 0 and 1, got ${level}`);
  const kept = a.map((left, i) => [left, b[i]]).filter((pair) => pair.every(Number.isFinite));
  const seeds = kept.length;
  if (seeds === 0) return { status: 'none' };
  const differences = kept.map(([left, right]) => left - right);
  const mean = meanOf(differences);
  if (seeds === 1) return { status: 'one-seed', mean, seeds };
  if (seeds < LEAST_SEEDS) return { status: 'two-seeds', mean, seeds };
  const magnitude = kept.flat().reduce((most, v) => Math.max(most, Math.abs(v)), 0);
  const measured = spreadOf(differences);
  const spread = measured > ROUNDING * magnitude ? measured : 0;
  const common = shared === undefined || !(shared > 0) ? 0 : shared;
  if (spread === 0 && common === 0) return { status: 'no-spread', mean, seeds };
  const reach = Math.hypot(
    spread === 0 ? 0 : (quantileOf(level, comparisons, seeds - 1) * spread) / Math.sqrt(seeds),
    common === 0 ? 0 : quantileOf(level, comparisons, sharedDegrees) * common,
  );
  return { status: 'interval', mean, low: mean - reach, high: mean + reach, seeds, spread };
}

/**
 * What an interval of a difference says: `ahead` or `behind` where it leaves zero out, `equivalent` where it lies within
 * ±bound, else `open`. Without an interval always `open`: "cannot tell" is not "equal".
 */
export function decisionOf(
  difference: Difference,
  bound?: number,
): 'ahead' | 'behind' | 'equivalent' | 'open' {
  if (difference.status !== 'interval') return 'open';
  const { low, high } = difference;
  if (low > 0) return 'ahead';
  if (high < 0) return 'behind';
  return bound !== undefined && low > -bound && high < bound ? 'equivalent' : 'open';
}

/**
 * Mean of at least 3 values with its 95% interval x̄ ± √((t s/√n)² + (z e)²), e an error that they share. The ends are
 * undefined for fewer, and where the values do not differ and e is not known. Values that are not finite are left out.
 * @throws RangeError when no value is left.
 */
export function meanInterval(
  values: readonly number[],
  shared?: number,
): { value: number; low: number | undefined; high: number | undefined } {
  const kept = values.filter(Number.isFinite);
  if (kept.length === 0)
    throw new RangeError(`a mean needs a finite value, got ${values.length} that are not`);
  const value = meanOf(kept);
  const found = pairedDifference(
    kept,
    kept.map(() => 0),
    { level: 0.05, comparisons: 1, shared },
  );
  return found.status === 'interval'
    ? { value, low: found.low, high: found.high }
    : { value, low: undefined, high: undefined };
}
