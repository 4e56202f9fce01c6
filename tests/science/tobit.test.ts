import { describe, expect, it } from 'vitest';
import { logNormalTail } from '../../src/science/normal.ts';
import { createRandom } from '../../src/science/random.ts';
import { LEAST_SPREAD, normalFit, type CensoredValue } from '../../src/science/tobit.ts';
import { mean } from './simulate.ts';

const known = (value: number): CensoredValue => ({ value, censored: false });
const above = (value: number): CensoredValue => ({ value, censored: true });

describe('logNormalTail', () => {
  it.each([
    [-40, -804.6084420137539, 40.024968847210886],
    [-10, -53.23128515051248, 10.098093233962564],
    [-4.01, -10.402405227302367, 4.235141307340643],
    [-3.99, -10.317893078460456, 4.216074767277458],
    [-1, -1.8410216450092634, 1.525135276160981],
    [0, -0.6931471805599453, 0.7978845608028654],
    [2, -0.023012909328963476, 0.05524786267898995],
    [5, -2.8665161296376294e-7, 1.486719940904906e-6],
  ])('agrees with SciPy at %d', (x, logTail, hazard) => {
    const result = logNormalTail(x);
    expect(result.logTail / logTail).toBeCloseTo(1, 7);
    expect(result.hazard / hazard).toBeCloseTo(1, 7);
  });

  it('has no step where the formula changes, and is finite far out', () => {
    expect(logNormalTail(-4 - 1e-9).logTail).toBeCloseTo(logNormalTail(-4).logTail, 7);
    for (const x of [-1e6, -300, 300, 1e6]) expect(Number.isFinite(logNormalTail(x).logTail)).toBe(true);
  });
});

describe('normalFit', () => {
  it('agrees with a general optimiser (SciPy) on values of both kinds', () => {
    const fit = normalFit([...[1, 1.5, 2.2, 2.9].map(known), ...[2.5, 3.5, 0.2].map(above)]);
    expect(fit.mean).toBeCloseTo(2.5301738, 5);
    expect(fit.spread).toBeCloseTo(1.1226818, 5);
    expect(fit.logLikelihood).toBeCloseTo(-4.2420395594, 8);
  });

  it('is the mean and the root mean square where nothing is censored, by either way', () => {
    const values = [1, 2, 4].map(known);
    const fit = normalFit(values);
    expect(fit.mean).toBeCloseTo(7 / 3, 12);
    expect(fit.spread).toBeCloseTo(Math.sqrt(14) / 3, 12);
    const other = normalFit([...values, above(-1000)]);
    expect(other.mean).toBeCloseTo(fit.mean, 6);
    expect(other.spread).toBeCloseTo(fit.spread, 6);
    expect(other.logLikelihood).toBeCloseTo(fit.logLikelihood, 9);
  });

  it('does not take equal values for certain', () => {
    expect(normalFit([known(3), known(3)])).toMatchObject({ mean: 3, spread: LEAST_SPREAD });
    const fit = normalFit([known(3), known(3), above(2)]);
    expect(fit.mean).toBeCloseTo(3, 6);
    expect(fit.spread).toBeCloseTo(LEAST_SPREAD, 9);
  });

  it('finds the mean of values cut off in the middle; without those cut off it would be too low', () => {
    const random = createRandom(1, 'cut');
    const values = Array.from({ length: 4000 }, () => 5 + random.normal());
    const cut = values.map((v) => (v > 5 ? above(5) : known(v)));
    expect(normalFit(cut).mean).toBeCloseTo(5, 1);
    expect(normalFit(cut).spread).toBeCloseTo(1, 1);
    expect(mean(cut.filter((v) => !v.censored).map((v) => v.value))).toBeLessThan(4.4);
  });
});
