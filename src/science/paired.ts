/** Means and differences of a few repeated runs with 95% intervals, and when there is none to be had. */
import { tQuantile } from './studentT.ts';

const LEVEL = 0.95;

/**
 * `none`: no pair. `one-pair`: nothing is known of the spread. `no-spread`: several pairs whose differences agree to the
 * last digit. Their t interval would have no width and claim a certainty that so few, coarse values cannot give
 * (accuracies that have reached 100% do this), so none is given.
 */
export type PairedDifference =
  | { status: 'interval'; mean: number; low: number; high: number; pairs: number }
  | { status: 'no-spread'; mean: number; pairs: number }
  | { status: 'one-pair'; mean: number }
  | { status: 'none' };

/** A spread below this share of the values is rounding (they may have been float32), not information. */
const ROUNDING = 1e-6;

interface Moments {
  mean: number;
  /** Standard error of the mean; undefined for one value, or where the values do not differ. */
  error: number | undefined;
}

/** `scale`: the magnitude of what the values were computed from. */
function momentsOf(values: readonly number[], scale: number): Moments {
  const n = values.length;
  const mean = values.reduce((sum, v) => sum + v, 0) / n;
  if (n < 2) return { mean, error: undefined };
  const variance = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (n - 1);
  return { mean, error: Math.sqrt(variance) > ROUNDING * scale ? Math.sqrt(variance / n) : undefined };
}

const magnitude = (values: readonly number[]): number =>
  values.reduce((most, v) => Math.max(most, Math.abs(v)), 0);

/**
 * Mean of a - b over pairs (a[i] and b[i] share a seed: initial weights and data) with its 95% interval
 * d̄ ± t(1 - 0.05/2m, n - 1) s_d/√n, where m = `comparisons` intervals are read together (Bonferroni): the chance that
 * any of them misses is then at most 5%. Pairs with a number that is not finite are left out; `pairs` counts the rest.
 *
 * Source: Student 1908, "The Probable Error of a Mean" (paired t); Dunn 1961, "Multiple Comparisons Among Means", JASA 56.
 * @throws RangeError when the lengths differ or `comparisons` is not a whole number of at least 1.
 */
export function pairedDifference(
  a: readonly number[],
  b: readonly number[],
  comparisons = 1,
): PairedDifference {
  if (a.length !== b.length)
    throw new RangeError(`pairs need equal lengths, got ${a.length} and ${b.length}`);
  if (!Number.isInteger(comparisons) || comparisons < 1)
    throw new RangeError(`comparisons must be a whole number of at least 1, got ${comparisons}`);
  const kept = a.map((left, i) => [left, b[i]]).filter((pair) => pair.every(Number.isFinite));
  const differences = kept.map(([left, right]) => left - right);
  const pairs = differences.length;
  if (pairs === 0) return { status: 'none' };
  const { mean, error } = momentsOf(differences, magnitude(kept.flat()));
  if (pairs === 1) return { status: 'one-pair', mean };
  if (error === undefined) return { status: 'no-spread', mean, pairs };
  const reach = tQuantile(1 - (1 - LEVEL) / (2 * comparisons), pairs - 1) * error;
  return { status: 'interval', mean, low: mean - reach, high: mean + reach, pairs };
}

/**
 * Mean with its 95% interval x̄ ± t(0.975, n - 1) s/√n (Student 1908). The ends are undefined for one value and where
 * the values do not differ: nothing is known of the spread then. Values that are not finite are left out.
 * @throws RangeError when no value is left.
 */
export function meanInterval(values: readonly number[]): {
  value: number;
  low: number | undefined;
  high: number | undefined;
} {
  const kept = values.filter(Number.isFinite);
  if (kept.length === 0)
    throw new RangeError(`a mean needs a finite value, got ${values.length} that are not`);
  const { mean, error } = momentsOf(kept, magnitude(kept));
  if (error === undefined) return { value: mean, low: undefined, high: undefined };
  const reach = tQuantile(1 - (1 - LEVEL) / 2, kept.length - 1) * error;
  return { value: mean, low: mean - reach, high: mean + reach };
}
