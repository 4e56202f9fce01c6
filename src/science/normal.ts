/** The lower tail of the standard normal distribution, exact enough far out for likelihoods of censored values. */

const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

/** Below this the series loses digits and the continued fraction is used. */
const TAIL = -4;

/** Φ(x) for x of at least TAIL. */
function centre(x: number): number {
  let term = x;
  let sum = x;
  for (let k = 3; Math.abs(term) > 1e-17 * Math.abs(sum) && k < 400; k += 2) {
    term *= (x * x) / k;
    sum += term;
  }
  return 0.5 + sum * Math.exp(-0.5 * x * x - HALF_LOG_TWO_PI);
}

/** φ(x)/Φ(x) for x below TAIL. */
function tailHazard(x: number): number {
  let fraction = -x;
  for (let k = 60; k >= 1; k--) fraction = -x + k / fraction;
  return fraction;
}

/**
 * log Φ(x) and its derivative φ(x)/Φ(x), to about 10 digits, for any finite x.
 *
 * Source: Φ(x) = 1/2 + φ(x)(x + x³/3 + x⁵/(3·5) + …), Marsaglia 2004, "Evaluating the Normal Distribution", Journal of
 * Statistical Software 11(4); in the tail Laplace's continued fraction of the Mills ratio (Abramowitz & Stegun 26.2.14).
 */
export function logNormalTail(x: number): { logTail: number; hazard: number } {
  const logDensity = -0.5 * x * x - HALF_LOG_TWO_PI;
  if (x < TAIL) {
    const hazard = tailHazard(x);
    return { logTail: logDensity - Math.log(hazard), hazard };
  }
  const tail = x > 9 ? 1 : centre(x);
  return { logTail: Math.log(tail), hazard: Math.exp(logDensity) / tail };
}
