import { describe, expect, it } from 'vitest';
import { tQuantile } from '../../src/science/studentT.ts';

describe('tQuantile', () => {
  it.each([
    [0.975, 0.6, 67.84439532957197],
    [0.975, 1, 12.706204736174694],
    [0.975, 2, 4.302652729749462],
    [0.975, 4, 2.7764451051977934],
    [0.995, 9, 3.249835541592126],
    [0.975, 29.5, 2.043724966772122],
    [0.9999, 3, 22.203742273205],
    [0.6, 7, 0.2631668613520229],
    [0.975, 1000, 1.9623390808264083],
  ])('agrees with SciPy at p = %d and %d degrees of freedom', (p, degrees, expected) => {
    expect(tQuantile(p, degrees) / expected).toBeCloseTo(1, 8);
    expect(tQuantile(1 - p, degrees) / -expected).toBeCloseTo(1, 8);
  });

  it('is 0 in the middle and nears the normal quantile', () => {
    expect(tQuantile(0.5, 3)).toBe(0);
    expect(tQuantile(0.975, 1e7)).toBeCloseTo(1.959964, 5);
  });

  it.each([
    [0, 3],
    [1, 3],
    [NaN, 3],
    [0.9, 0],
    [0.9, Infinity],
  ])('refuses p = %d with %d degrees of freedom', (p, degrees) => {
    expect(() => tQuantile(p, degrees)).toThrow('got');
  });
});
