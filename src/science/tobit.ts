/** Normal values of which some are known only to be greater than something (Tobin 1958, Econometrica 26). */
import { logNormalTail } from './normal.ts';

export interface CensoredValue {
  value: number;
  /** The true value is above `value`. */
  censored: boolean;
}

/**
 * Least spread that values are given, so that a fit that happens to go through all of them is not held to be exact. They are
 * logarithms of update counts read off curves between evaluations: 1%.
 */
export const LEAST_SPREAD = 0.01;

/** Values centred on the mean of those known exactly, of which only the count and the sum of squares matter. */
interface Centred {
  count: number;
  squares: number;
  censored: readonly number[];
}

/** The log-likelihood at (γ, θ) = (μ/σ, 1/σ), its gradient and minus its Hessian, less the constant -n/2·log 2π. */
function derivatives({ count, squares, censored }: Centred, gamma: number, theta: number) {
  let height = count * Math.log(theta) - 0.5 * (count * gamma * gamma + theta * theta * squares);
  let byGamma = -count * gamma;
  let byTheta = count / theta - theta * squares;
  let gg = count;
  let gt = 0;
  let tt = squares + count / (theta * theta);
  for (const value of censored) {
    const above = gamma - theta * value;
    const { logTail, hazard } = logNormalTail(above);
    const curve = hazard * (hazard + above);
    height += logTail;
    byGamma += hazard;
    byTheta -= hazard * value;
    gg += curve;
    gt -= curve * value;
    tt += curve * value * value;
  }
  return { height, byGamma, byTheta, gg, gt, tt };
}

/** The γ of greatest likelihood at a fixed θ: Newton's method on a concave function, with halved steps. */
function centreAt(values: Centred, theta: number): number {
  let gamma = 0;
  let now = derivatives(values, gamma, theta);
  for (let i = 0; i < 100; i++) {
    let step = now.byGamma / now.gg;
    let next = derivatives(values, gamma + step, theta);
    while (!(next.height >= now.height) && Math.abs(step) > 1e-12) {
      step /= 2;
      next = derivatives(values, gamma + step, theta);
    }
    gamma += step;
    now = next;
    if (Math.abs(step) < 1e-9 * (1 + Math.abs(gamma))) break;
  }
  return gamma;
}

/**
 * The greatest log-likelihood (less a constant) of `values` as independent normal ones, with the mean and spread at which it
 * has it; the spread is at least LEAST_SPREAD. At least one value must not be censored.
 *
 * Source: Olsen 1978, "Note on the Uniqueness of the Maximum Likelihood Estimator for the Tobit Model", Econometrica 46(5): in
 * (μ/σ, 1/σ) it is concave, so Newton's method finds the one maximum.
 */
export function normalFit(values: readonly CensoredValue[]): {
  logLikelihood: number;
  mean: number;
  spread: number;
} {
  const seen = values.filter((v) => !v.censored).map((v) => v.value);
  const shift = seen.reduce((sum, v) => sum + v, 0) / seen.length;
  const squares = seen.reduce((sum, v) => sum + (v - shift) ** 2, 0);
  const guess = Math.max(LEAST_SPREAD, Math.sqrt(squares / seen.length));
  if (seen.length === values.length) {
    const logLikelihood = -seen.length * Math.log(guess) - squares / (2 * guess * guess);
    return { logLikelihood, mean: shift, spread: guess };
  }

  const censored = values.filter((v) => v.censored).map((v) => v.value - shift);
  const centred = { count: seen.length, squares, censored };
  const greatest = 1 / LEAST_SPREAD;
  const result = (gamma: number, theta: number, logLikelihood: number) => ({
    logLikelihood,
    mean: shift + gamma / theta,
    spread: 1 / theta,
  });
  if (guess < 5 * LEAST_SPREAD) {
    const gamma = centreAt(centred, greatest);
    const { height, byTheta } = derivatives(centred, gamma, greatest);
    if (byTheta >= 0) return result(gamma, greatest, height);
  }

  let gamma = 0;
  let theta = 1 / guess;
  let now = derivatives(centred, gamma, theta);
  for (let i = 0; i < 100; i++) {
    const determinant = now.gg * now.tt - now.gt * now.gt;
    const stepGamma = (now.tt * now.byGamma - now.gt * now.byTheta) / determinant;
    const stepTheta = (now.gg * now.byTheta - now.gt * now.byGamma) / determinant;
    let share = 1;
    let next = now;
    for (; share > 1e-9; share /= 2) {
      const ahead = theta + share * stepTheta;
      if (!(ahead > 0 && ahead <= greatest)) continue;
      next = derivatives(centred, gamma + share * stepGamma, ahead);
      if (next.height >= now.height) break;
    }
    if (!(next.height - now.height > 0)) break;
    gamma += share * stepGamma;
    theta += share * stepTheta;
    const gained = next.height - now.height;
    now = next;
    if (gained < 1e-11) break;
  }
  return result(gamma, theta, now.height);
}
