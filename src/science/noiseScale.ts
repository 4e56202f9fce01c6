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

/** B_simple in examples with its 95% interval, 0 < low ≤ value ≤ high < Infinity, or that it cannot be told yet. */
export type NoiseScale =
  { status: 'resolved'; value: number; low: number; high: number } | { status: 'unresolved' };

/** Default memory of `noiseTrack`, in samples. */
export const TRACK_MEMORY = 10;

const LEVEL = 0.95;

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
export function noiseEstimate(squares: GradientSquares): { variance: number; signal: number } {
  const { small, large, smallSquare, largeSquare, population = Infinity } = squares;
  if (!(small >= 1 && small < large && large <= population))
    throw new RangeError(`batch sizes must be 1 ≤ b < B ≤ N, got ${small}, ${large}, ${population}`);
  const variance = (smallSquare - largeSquare) / (1 / small - 1 / large);
  const signal = (large * largeSquare - small * smallSquare) / (large - small) + variance / population;
  return { variance, signal };
}

/** Weighted means of V and |G|² and what is needed for their errors, brought up to date sample by sample. */
interface Average {
  variance: number;
  signal: number;
  /** Weighted covariances, divided by the sum of the weights. */
  vv: number;
  vs: number;
  ss: number;
  /** Sums of the weights and of their squares. */
  weight: number;
  squaredWeight: number;
}

const NOTHING: Average = { variance: 0, signal: 0, vv: 0, vs: 0, ss: 0, weight: 0, squaredWeight: 0 };

/** One more sample of weight 1; all before it count for `kept` of what they did (West 1979, CACM 22(9)). */
function include(average: Average, sample: { variance: number; signal: number }, kept: number): Average {
  const weight = kept * average.weight + 1;
  const share = 1 / weight;
  const dv = sample.variance - average.variance;
  const ds = sample.signal - average.signal;
  return {
    variance: average.variance + share * dv,
    signal: average.signal + share * ds,
    vv: (1 - share) * (average.vv + share * dv * dv),
    vs: (1 - share) * (average.vs + share * dv * ds),
    ss: (1 - share) * (average.ss + share * ds * ds),
    weight,
    squaredWeight: kept * kept * average.squaredWeight + 1,
  };
}

/**
 * The ratio of the averages with Fieller's interval: every ρ for which mean(V) - ρ·mean(|G|²) is within t standard errors
 * of 0. Weights count as n = (Σw)²/Σw² equal ones (Kish 1965, "Survey Sampling", 11.7).
 *
 * Source: Fieller 1954, "Some Problems in Interval Estimation", JRSS B 16(2).
 */
function ratioOf(average: Average): NoiseScale {
  const { variance, signal, vv, vs, ss } = average;
  const degrees = average.weight ** 2 / average.squaredWeight - 1;
  if (!(degrees > 0.5 && variance > 0 && signal > 0)) return { status: 'unresolved' };
  const reach = tQuantile(1 - (1 - LEVEL) / 2, degrees) ** 2 / degrees;
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

function estimateOf(sample: GradientSquares): { variance: number; signal: number } | undefined {
  return Number.isFinite(sample.smallSquare) && Number.isFinite(sample.largeSquare)
    ? noiseEstimate(sample)
    : undefined;
}

/**
 * B_simple = V/|G|², from samples taken at (nearly) the same weights: V and |G|² are averaged apart and then divided,
 * because the mean of their ratios is biased and need not exist. `unresolved` while the interval of either average
 * reaches 0, for one sample, and where a gradient is not finite.
 *
 * Source: McCandlish et al. 2018 (arXiv 1812.06162), equation 2.9 and appendix A.1; interval by Fieller 1954.
 */
export function noiseScale(samples: readonly GradientSquares[]): NoiseScale {
  let average = NOTHING;
  for (const sample of samples) {
    const estimate = estimateOf(sample);
    if (estimate === undefined) return { status: 'unresolved' };
    average = include(average, estimate, 1);
  }
  return ratioOf(average);
}

/**
 * The noise scale along a run, one for each sample in order: moving averages of V and |G|² in which a sample loses 1/`memory`
 * of its weight with each one after it, divided by the weight gathered so far, so that the start is not pulled towards 0.
 * The interval is that of the averages: where V and |G|² change fast they lag behind. A sample that is not finite is
 * `unresolved` and left out of later averages.
 *
 * Source: McCandlish et al. 2018, appendix A.1; bias correction: Kingma & Ba 2015 (arXiv 1412.6980), section 3.
 * @throws RangeError when `memory` is not above 1.
 */
export function noiseTrack(samples: readonly GradientSquares[], memory = TRACK_MEMORY): NoiseScale[] {
  if (!(memory > 1)) throw new RangeError(`the memory must be above 1 sample, got ${memory}`);
  const kept = 1 - 1 / memory;
  let average = NOTHING;
  return samples.map((sample) => {
    const estimate = estimateOf(sample);
    if (estimate === undefined) return { status: 'unresolved' };
    average = include(average, estimate, kept);
    return ratioOf(average);
  });
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
