import { describe, expect, it } from 'vitest';
import { differenceError, median, quantile } from '../../src/science/stats.ts';

describe('quantile and median', () => {
  it.each([
    [[3], 0.5, 3],
    [[3, 1], 0.5, 2],
    [[5, 1, 3], 0.5, 3],
    [[10, 9, 2], 0.5, 9],
    [[1, 2, 3, 4], 0.25, 1.75],
    [[1, 2, 3, 4], 0, 1],
    [[1, 2, 3, 4], 1, 4],
    [[1, Infinity], 1, Infinity],
    [[1, 2, Infinity], 0.5, 2],
  ])('of %j at %d is %d', (values, q, expected) => {
    expect(quantile(values, q)).toBe(expected);
    if (q === 0.5) expect(median(Float32Array.from(values))).toBe(expected);
  });

  it('is NaN of nothing and of NaN, and leaves its argument as it is', () => {
    expect(median([])).toBeNaN();
    expect(median([1, NaN, 2])).toBeNaN();
    const values = [3, 1, 2];
    median(values);
    expect(values).toEqual([3, 1, 2]);
  });

  it.each([-0.1, 1.1, NaN])('refuses quantile %d', (q) => {
    expect(() => quantile([1], q)).toThrow(`got ${q}`);
  });
});

describe('differenceError', () => {
  it('is worked out by hand for 96.8% and 95.1% of 2,000', () => {
    // p = 1937/2002 and 1903/2002
    const expected = Math.sqrt((1937 * 65 + 1903 * 99) / 2002 ** 3);
    expect(differenceError({ share: 0.968, count: 2000 }, { share: 0.951, count: 2000 })).toBeCloseTo(
      expected,
      12,
    );
  });

  it('holds neither 0% nor 100% for certain', () => {
    expect(differenceError({ share: 1, count: 10 }, { share: 0, count: 10 })).toBeGreaterThan(0.05);
  });
});
