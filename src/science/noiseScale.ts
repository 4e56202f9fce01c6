/** The gradient noise scale (McCandlish et al. 2018, arXiv 1812.06162). Derivations: docs/noise-scale.md. */
import { tQuantile } from './studentT.ts';

/** Squared lengths of gradients of batches of two sizes, the small ones nested in the large one. */
export interface GradientSquares {
  /** Examples in a small batch, b; 1 where they are of single examples. */
  small: number;
  /** Examples in the large batch, B > b. */
  large: number;
  /** Mean of |G_b|² over the small batches. */
  smallSquare: number;
  /** |G_B|². */
  largeSquare: number;
  /** N where batches are drawn without replacement from N examples; undefined for fresh draws. */
  population: number | undefined;
}

/** The squares of one draw of examples in equal groups, and the same squares without each group in turn. */
export interface NoiseMeasurement extends GradientSquares {
  /** One for each group: of all examples but its own, in large batches of `large`·(1 - 1/groups). */
  without: readonly { smallSquare: number; largeSquare: number }[];
}

/** B_simple in examples with its 95% interval, 0 < low ≤ value ≤ high < Infinity, or that it cannot be told yet. */
export type NoiseScale =
  { status: 'resolved'; value: number; low: number; high: number } | { status: 'unresolved' };

const LEVEL = 0.95;

interface Estimate {
  variance: number;
  signal: number;
}

/**
 * Unbiased estimates of V = trΣ (`variance`) and |G|² (`signal`) from one batch: with E|G_n|² = |G|² + V(1/n - 1/N),
 * V = (|G_b|² - |G_B|²)/(1/b - 1/B) and |G|² = (B|G_B|² - b|G_b|²)/(B - b) + V/N. Σ is the covariance of per-example
 * gradients, with divisor N - 1 where they are a population of N; the last term is absent for fresh draws. For b = 1, V is
 * (mean|g|² - |ḡ|²)·B/(B - 1). A single `signal` may well be below 0: it is noisy, and unbiased for that very reason.
 *
 * Source: McCandlish et al. 2018 (arXiv 1812.06162), appendix A.1, equations A.2 and A.3; V/N from the variance of a mean
 * of draws without replacement, Cochran 1977, "Sampling Techniques", theorem 2.2; b = 1: Gray et al. 2024 (arXiv 2411.00999).
 * @throws RangeError unless 1 ≤ b < B ≤ N.
 */
export function noiseEstimate(squares: GradientSquares): Estimate {
  const { small, large, smallSquare, largeSquare, population = Infinity } = squares;
  if (!(small >= 1 && small < large && large <= population))
    throw new RangeError(`batch sizes must be 1 ≤ b < B ≤ N, got ${small}, ${large}, ${population}`);
  const variance = (smallSquare - largeSquare) / (1 / small - 1 / large);
  const signal = (large * largeSquare - small * smallSquare) / (large - small) + variance / population;
  return { variance, signal };
}

/** Examples that are left without one of the groups. */
const largeWithout = (large: number, groups: number): number => (large / groups) * (groups - 1);

/** V and |G|² with the variances and the covariance of their errors. */
interface Pair extends Estimate {
  vv: number;
  vs: number;
  ss: number;
}

/**
 * Of one measurement, the errors by the jackknife over its groups, (k - 1)/k Σ(θ₋ⱼ - θ̄)², times 1 - n/N where n of N
 * examples were drawn without replacement: with all of them there is no error. |G|² is a sum over pairs of examples, for
 * which the jackknife errs on the side of caution.
 *
 * Source: Tukey 1958 (Annals of Mathematical Statistics 29, 614); Efron & Stein 1981, "The Jackknife Estimate of
 * Variance", Annals of Statistics 9(3); 1 - n/N: Cochran 1977, theorem 2.2.
 */
function measured(all: NoiseMeasurement): Pair {
  const { small, population, without } = all;
  const groups = without.length;
  const large = largeWithout(all.large, groups);
  const whole = noiseEstimate(all);
  let [v, s, vv, vs, ss] = [0, 0, 0, 0, 0];
  for (const { smallSquare, largeSquare } of without) {
    const one = noiseEstimate({ small, large, smallSquare, largeSquare, population });
    const [dv, ds] = [one.variance - whole.variance, one.signal - whole.signal];
    v += dv / groups;
    s += ds / groups;
    vv += (dv * dv) / groups;
    vs += (dv * ds) / groups;
    ss += (ds * ds) / groups;
  }
  const share = (groups - 1) * (1 - all.large / (population ?? Infinity));
  return { ...whole, vv: share * (vv - v * v), vs: share * (vs - v * s), ss: share * (ss - s * s) };
}

/**
 * The ratio of V and |G|² with Fieller's interval: every ρ for which V - ρ|G|² is within t standard errors of 0.
 *
 * Source: Fieller 1954, "Some Problems in Interval Estimation", JRSS B 16(2).
 */
function ratioOf({ variance, signal, vv, vs, ss }: Pair, degrees: number): NoiseScale {
  if (!(variance > 0 && signal > 0)) return { status: 'unresolved' };
  const reach = tQuantile(1 - (1 - LEVEL) / 2, degrees) ** 2;
  const a = signal * signal - reach * ss;
  const b = variance * signal - reach * vs;
  const c = variance * variance - reach * vv;
  if (!(a > 0 && b > 0 && c > 0)) return { status: 'unresolved' };
  const root = Math.sqrt(Math.max(0, b * b - a * c));
  const value = variance / signal;
  const low = Math.min(value, c / (b + root));
  const high = Math.max(value, (b + root) / a);
  return high < Infinity ? { status: 'resolved', value, low, high } : { status: 'unresolved' };
}

const finite = ({ smallSquare, largeSquare }: { smallSquare: number; largeSquare: number }): boolean =>
  Number.isFinite(smallSquare) && Number.isFinite(largeSquare);

/** Whether a measurement can be used: what is left without a group must still be larger than a small batch. */
export const isMeasurement = (one: NoiseMeasurement): boolean =>
  finite(one) &&
  one.without.every(finite) &&
  one.small >= 1 &&
  one.small < largeWithout(one.large, one.without.length) &&
  one.large <= (one.population ?? Infinity);

/**
 * B_simple = V/|G|² at one moment, from one measurement of each run there: V and |G|² are averaged over the runs apart and
 * then divided, because the mean of their ratios is biased and need not exist. The interval is that of the examples
 * drawn, for these runs as they are; t has the degrees of freedom of the run with the fewest groups, which is safe where
 * runs differ in their errors. `unresolved` while the interval of V or of |G|² reaches 0, and without a usable measurement.
 *
 * Source: McCandlish et al. 2018 (arXiv 1812.06162), equation 2.9 and appendix A.1; interval by Fieller 1954.
 */
export function noiseScale(runs: readonly NoiseMeasurement[]): NoiseScale {
  if (runs.length === 0 || !runs.every(isMeasurement)) return { status: 'unresolved' };
  const n = runs.length;
  const total: Pair = { variance: 0, signal: 0, vv: 0, vs: 0, ss: 0 };
  for (const { variance, signal, vv, vs, ss } of runs.map(measured)) {
    total.variance += variance / n;
    total.signal += signal / n;
    total.vv += vv / n ** 2;
    total.vs += vs / n ** 2;
    total.ss += ss / n ** 2;
  }
  return ratioOf(total, Math.min(...runs.map(({ without }) => without.length - 1)));
}

/**
 * B_simple of noisy linear regression at given weights, in closed form: (d + 1) + dσ²/|w - w*|².
 *
 * x ~ N(0, I_d) drawn afresh, y = x·w* + σξ with ξ ~ N(0, 1), model x·w, loss ½(x·w - y)² (Batchscope's squared error;
 * without the half every gradient doubles, V and |G|² are 4 times as large and their ratio is the same). With δ = w - w*
 * the gradient of one example is g = (x·δ - σξ)x, so that G = E g = δ, E|g|² = E[(x·δ)²|x|²] + σ²E|x|² = (d + 2)|δ|² + dσ²
 * (Isserlis 1918, fourth moments of normal variables), and V = E|g|² - |G|² = (d + 1)|δ|² + dσ².
 *
 * @param about.dimension d.
 * @param about.sigma σ ≥ 0.
 * @param about.distance |w - w*|; at 0 there is no signal, and the result is Infinity unless σ = 0.
 */
export function linearNoiseScale(about: { dimension: number; sigma: number; distance: number }): number {
  const { dimension, sigma, distance } = about;
  if (!(dimension >= 1 && sigma >= 0 && distance >= 0))
    throw new RangeError(`d ≥ 1, σ ≥ 0, distance ≥ 0 are needed, got ${dimension}, ${sigma}, ${distance}`);
  return dimension + 1 + (sigma === 0 ? 0 : dimension * (sigma / distance) ** 2);
}
