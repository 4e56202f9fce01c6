/** Student's t distribution: how much wider an interval must be when the spread, too, comes from few values. */

/** log Γ(x), x > 0: Stirling's series (Abramowitz & Stegun 6.1.41) after moving x above 10. */
function logGamma(x: number): number {
  let shift = 0;
  while (x < 10) shift -= Math.log(x++);
  const r = 1 / (x * x);
  const series = (1 / 12 - r * (1 / 360 - r * (1 / 1260 - r * (1 / 1680 - r / 1188)))) / x;
  return shift + (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series;
}

/** The continued fraction of the incomplete beta function (DLMF 8.17.22) by Lentz's method. */
function betaFraction(x: number, a: number, b: number): number {
  const tiny = 1e-300;
  const guard = (v: number): number => (Math.abs(v) < tiny ? tiny : v);
  let c = 1;
  let d = 1 / guard(1 - ((a + b) * x) / (a + 1));
  let result = d;
  for (let m = 1; m < 500; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / guard(1 + even * d);
    c = guard(1 + even / c);
    result *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / guard(1 + odd * d);
    c = guard(1 + odd / c);
    result *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  return result;
}

/** P(T > t), t ≥ 0: half the regularised incomplete beta function I_x(ν/2, 1/2) at x = ν/(ν + t²). */
function upperTail(t: number, degrees: number, logNorm: number): number {
  const x = degrees / (degrees + t * t);
  const y = (t * t) / (degrees + t * t);
  const a = degrees / 2;
  const front = Math.exp(logNorm + a * Math.log(x) + 0.5 * Math.log(y));
  if (x < (a + 1) / (a + 2.5)) return (0.5 * front * betaFraction(x, a, 0.5)) / a;
  return 0.5 - (0.5 * front * betaFraction(y, 0.5, a)) / 0.5;
}

/**
 * The p-quantile of Student's t distribution with `degrees` of freedom (any number above 0; it need not be whole), to
 * 7 digits or more.
 *
 * Source: Student 1908, "The Probable Error of a Mean"; distribution by the incomplete beta function (Abramowitz &
 * Stegun 26.7.1). Newton's method: above 0 the distribution function is concave, so steps from 0 rise to the root.
 * @throws RangeError unless 0 < p < 1 and 0 < degrees < Infinity.
 */
export function tQuantile(p: number, degrees: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`the probability must be between 0 and 1, got ${p}`);
  if (!(degrees > 0 && degrees < Infinity))
    throw new RangeError(`degrees of freedom must be above 0, got ${degrees}`);
  if (p === 0.5) return 0;
  if (p < 0.5) return -tQuantile(1 - p, degrees);
  const logNorm = logGamma((degrees + 1) / 2) - logGamma(degrees / 2) - 0.5 * Math.log(Math.PI);
  const wanted = 1 - p;
  let t = 0;
  for (let i = 0; i < 500; i++) {
    const density = Math.exp(
      logNorm - 0.5 * Math.log(degrees) - ((degrees + 1) / 2) * Math.log1p((t * t) / degrees),
    );
    const above = t === 0 ? 0.5 : upperTail(t, degrees, logNorm);
    const step = (above - wanted) / density;
    t += step;
    if (!(step > 1e-10 * t)) break;
  }
  return t;
}
