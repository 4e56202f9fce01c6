import { describe, expect, it } from 'vitest';
import { meanInterval, pairedDifference } from '../../src/science/paired.ts';
import { createRandom, type Random } from '../../src/science/random.ts';
import { countOf, mean, sum } from './simulate.ts';

const A = [0.91, 0.93, 0.92, 0.95, 0.9];
const B = [0.9, 0.91, 0.92, 0.93, 0.89];

/** Scores of `count` seeds under two settings: what the seed brings is shared and large, the rest is not. */
function scoresOf(random: Random, count: number, difference: number): [number[], number[]] {
  const shared = Array.from({ length: count }, () => 90 + 2 * random.normal());
  return [
    shared.map((s) => s + difference + 0.3 * random.normal()),
    shared.map((s) => s + 0.3 * random.normal()),
  ];
}

const within = (interval: { low: number; high: number }, truth: number): boolean =>
  interval.low <= truth && truth <= interval.high;

/** The interval for independent groups, which knows nothing of the pairs (t of 8 degrees of freedom). */
function unpaired(a: readonly number[], b: readonly number[]): { low: number; high: number } {
  const spread = (v: readonly number[]): number => sum(v.map((x) => (x - mean(v)) ** 2)) / (v.length - 1);
  const middle = mean(a) - mean(b);
  const reach = 2.306 * Math.sqrt((spread(a) + spread(b)) / a.length);
  return { low: middle - reach, high: middle + reach };
}

/** The normal interval, which takes the spread of 5 values for known. */
function normal(a: readonly number[], b: readonly number[]): { low: number; high: number } {
  const d = a.map((v, i) => v - b[i]);
  const reach = 1.96 * Math.sqrt(sum(d.map((v) => (v - mean(d)) ** 2)) / 4 / 5);
  return { low: mean(d) - reach, high: mean(d) + reach };
}

const paired = (
  a: readonly number[],
  b: readonly number[],
  comparisons = 1,
): { low: number; high: number } => {
  const result = pairedDifference(a, b, comparisons);
  if (result.status !== 'interval') throw new Error(`expected an interval, got ${result.status}`);
  return result;
};

describe('pairedDifference', () => {
  it('agrees with SciPy 1.x ttest_rel, with and without correction for 3 comparisons', () => {
    expect(pairedDifference(A, B)).toEqual({
      status: 'interval',
      mean: expect.closeTo(0.012, 12),
      low: expect.closeTo(0.0016114937, 8),
      high: expect.closeTo(0.0223885063, 8),
      pairs: 5,
    });
    const corrected = paired(A, B, 3);
    expect(corrected.low).toBeCloseTo(-0.002819906, 8);
    expect(corrected.high).toBeCloseTo(0.026819906, 8);
  });

  it('covers at its level, where the normal interval covers too seldom and the unpaired one decides nothing', () => {
    const trials = Array.from({ length: 4000 }, (_, seed) => scoresOf(createRandom(seed, 'paired'), 5, 0.8));
    const share = (check: (pair: [number[], number[]]) => boolean): number =>
      trials.filter(check).length / trials.length;
    const atLevel = (covered: number): boolean => covered > 0.94 && covered < 0.96;

    expect(atLevel(share(([a, b]) => within(paired(a, b), 0.8)))).toBe(true);
    expect(atLevel(share(([a, b]) => within(normal(a, b), 0.8)))).toBe(false);
    expect(atLevel(share(([a, b]) => within(unpaired(a, b), 0.8)))).toBe(false);

    expect(share(([a, b]) => paired(a, b).low > 0)).toBeGreaterThan(0.7);
    expect(share(([a, b]) => unpaired(a, b).low > 0)).toBeLessThan(0.05);
  });

  it('misses anywhere among 6 corrected comparisons at most 5 times in 100, uncorrected far more often', () => {
    const pairs = [0, 1, 2, 3].flatMap((i) => [0, 1, 2, 3].filter((k) => k > i).map((k) => [i, k]));
    const missed = (comparisons: number): number =>
      countOf(1000, (seed) => {
        const random = createRandom(seed, 'comparisons');
        const scores = [0, 1, 2, 3].map(() => Array.from({ length: 5 }, () => random.normal()));
        return pairs.some(([i, k]) => !within(paired(scores[i], scores[k], comparisons), 0));
      }) / 1000;
    expect(missed(pairs.length)).toBeLessThan(0.06);
    expect(missed(1)).toBeGreaterThan(0.15);
  });

  it('gives no interval where the spread is not known', () => {
    expect(pairedDifference([], [])).toEqual({ status: 'none' });
    expect(pairedDifference([NaN], [1])).toEqual({ status: 'none' });
    expect(pairedDifference([0.9], [0.8])).toEqual({ status: 'one-pair', mean: expect.closeTo(0.1, 12) });
    expect(pairedDifference([1, 1, 1], [1, 1, 1])).toEqual({ status: 'no-spread', mean: 0, pairs: 3 });
    const same = [0.3, 0.2, 0.7].map((v) => [v + 0.1, v]);
    expect(
      pairedDifference(
        same.map(([a]) => Math.fround(a)),
        same.map(([, b]) => b),
      ),
    ).toEqual({ status: 'no-spread', mean: expect.closeTo(0.1, 6), pairs: 3 });
  });

  it('leaves pairs out that are not finite and says how many are left', () => {
    expect(pairedDifference([...A, Infinity], [...B, 0.5])).toEqual(pairedDifference(A, B));
    expect(pairedDifference([1, NaN, 3], [1, 2, 2])).toHaveProperty('pairs', 2);
  });

  it('refuses unequal lengths and numbers of comparisons below 1', () => {
    expect(() => pairedDifference([1, 2], [1])).toThrow('got 2 and 1');
    expect(() => pairedDifference([1], [1], 0)).toThrow('got 0');
    expect(() => pairedDifference([1], [1], 1.5)).toThrow('got 1.5');
  });
});

describe('meanInterval', () => {
  it('covers at its level', () => {
    const covered =
      countOf(4000, (seed) => {
        const random = createRandom(seed, 'mean');
        const { low, high } = meanInterval([0, 1, 2].map(() => 5 + random.normal()));
        return low !== undefined && high !== undefined && within({ low, high }, 5);
      }) / 4000;
    expect(covered).toBeGreaterThan(0.94);
    expect(covered).toBeLessThan(0.96);
  });

  it('is worked out by hand for 1, 2, 3', () => {
    const reach = 4.302652729749 / Math.sqrt(3);
    expect(meanInterval([1, 2, 3])).toEqual({
      value: 2,
      low: expect.closeTo(2 - reach, 9),
      high: expect.closeTo(2 + reach, 9),
    });
  });

  it.each([[[4]], [[4, 4, 4]], [[4, NaN]]])('has no ends for %j', (values) => {
    expect(meanInterval(values)).toEqual({ value: 4, low: undefined, high: undefined });
  });

  it('refuses no value', () => {
    expect(() => meanInterval([NaN])).toThrow('got 1 that are not');
  });
});
