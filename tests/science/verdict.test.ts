import { describe, expect, it } from 'vitest';
import { levelAt, nextLook, LEVEL, LOOKS } from '../../src/science/levels.ts';
import { seedsNeeded } from '../../src/science/needed.ts';
import { normalQuantile } from '../../src/science/normal.ts';
import { createRandom } from '../../src/science/random.ts';
import { decisionOf, meanInterval, pairedDifference } from '../../src/science/verdict.ts';
import { countOf, mean } from './simulate.ts';
import {
  judgedNetworks,
  judgedPairs,
  missesAnywhere,
  missesUncorrected,
  seedsOf,
} from './verdictSimulation.ts';

const A = [0.91, 0.93, 0.92, 0.95, 0.9];
const B = [0.9, 0.91, 0.92, 0.93, 0.89];
const alone = { level: 0.05, comparisons: 1 };

/** Three standard errors of a share of `count` above `level`. */
const atMost = (level: number, count: number): number => level + 3 * Math.sqrt((level * (1 - level)) / count);

describe('pairedDifference', () => {
  it('agrees with SciPy 1.x ttest_rel, with and without correction for 3 comparisons', () => {
    expect(pairedDifference(A, B, alone)).toMatchObject({
      status: 'interval',
      mean: expect.closeTo(0.012, 12),
      low: expect.closeTo(0.0016114937, 8),
      high: expect.closeTo(0.0223885063, 8),
      seeds: 5,
    });
    expect(pairedDifference(A, B, { level: 0.05, comparisons: 3 })).toMatchObject({
      low: expect.closeTo(-0.002819906, 8),
      high: expect.closeTo(0.026819906, 8),
    });
  });

  it('adds what all seeds share as squares, with its own degrees of freedom', () => {
    // 2.7764451·0.0037417 = 0.0103885 of the seeds; 1.959964·0.01 and 2.2281389·0.01 of the rest.
    const half = (shared: number, degrees?: number): number => {
      const found = pairedDifference(A, B, { ...alone, shared, ...(degrees && { sharedDegrees: degrees }) });
      return found.status === 'interval' ? found.high - found.mean : NaN;
    };
    expect(half(0.01)).toBeCloseTo(Math.hypot(0.0103885, 0.01959964), 6);
    expect(half(0.01, 10)).toBeCloseTo(Math.hypot(0.0103885, 0.02228139), 6);
  });

  it('has no interval for one seed, none for two, and none without any known error', () => {
    expect(pairedDifference([], [], alone)).toEqual({ status: 'none' });
    expect(pairedDifference([NaN], [1], alone)).toEqual({ status: 'none' });
    expect(pairedDifference([0.9], [0.8], alone)).toMatchObject({ status: 'one-seed', seeds: 1 });
    // Their t interval would be 0.02 ± 12.7·0.01.
    expect(pairedDifference([0.9, 0.92], [0.88, 0.88], alone)).toMatchObject({ status: 'two-seeds' });
    const same = [0.3, 0.2, 0.7].map((v) => [Math.fround(v + 0.1), v]);
    const [a, b] = [0, 1].map((i) => same.map((pair) => pair[i]));
    expect(pairedDifference(a, b, alone)).toMatchObject({ status: 'no-spread', seeds: 3 });
    expect(pairedDifference(a, b, { ...alone, shared: 0.01 })).toMatchObject({
      status: 'interval',
      low: expect.closeTo(0.1 - 0.0196, 4),
      spread: 0,
    });
  });

  it('leaves out what is not finite and refuses what makes no sense', () => {
    expect(pairedDifference([...A, Infinity], [...B, 0.5], alone)).toEqual(pairedDifference(A, B, alone));
    expect(() => pairedDifference([1, 2], [1], alone)).toThrow('got 2 and 1');
    expect(() => pairedDifference([1], [1], { level: 0.05, comparisons: 0 })).toThrow('got 0');
    expect(() => pairedDifference([1], [1], { level: 1, comparisons: 1 })).toThrow('got 1');
  });

  it('calls equal only what lies within bounds, never what it cannot tell', () => {
    const wide = pairedDifference([1, 2, 3], [1, 2.5, 2], alone);
    expect(decisionOf(wide)).toBe('open');
    expect(decisionOf(wide, 0.1)).toBe('open');
    expect(decisionOf(wide, 10)).toBe('equivalent');
    expect(decisionOf(pairedDifference(A, B, alone))).toBe('ahead');
    expect(decisionOf(pairedDifference(B, A, alone))).toBe('behind');
    expect(decisionOf(pairedDifference([1, 1, 1], [1, 1, 1], alone), 1)).toBe('open');
  });
});

describe('meanInterval', () => {
  it('is worked out by hand for 1, 2, 3, and has no ends for fewer', () => {
    const reach = 4.302652729749 / Math.sqrt(3);
    expect(meanInterval([1, 2, 3])).toEqual({
      value: 2,
      low: expect.closeTo(2 - reach, 9),
      high: expect.closeTo(2 + reach, 9),
    });
    for (const few of [[4], [4, 5], [4, 4, 4], [4, NaN, 4]])
      expect(meanInterval(few)).toMatchObject({ low: undefined, high: undefined });
    expect(() => meanInterval([NaN])).toThrow('got 1 that are not');
  });
});

describe('levels of looks', () => {
  it('spend 5% at most, however many looks there are', () => {
    const looks: number[] = [];
    let spent = 0;
    for (let n = 3; n < 60; n++) {
      spent += levelAt(looks, n);
      looks.push(n);
    }
    expect(spent).toBeLessThanOrEqual(LEVEL);
    expect(LOOKS.map((n, i) => levelAt(LOOKS.slice(0, i), n))[0]).toBe(0.04);
    // The same look again, or after it, spends nothing more.
    expect(levelAt([5], 5)).toBe(levelAt([], 5));
    expect(levelAt([5, 10], 5)).toBe(levelAt([], 5));
    expect(levelAt([3, 5], 10)).toBeLessThan(levelAt([3], 10));
  });

  it('go on to the next number of seeds that is enough', () => {
    expect([nextLook(3), nextLook(3, 9), nextLook(5, 6), nextLook(10, 80), nextLook(20)]).toEqual([
      ...[5, 10, 10, 20],
      undefined,
    ]);
  });
});

describe('verdicts on simulated sweeps', () => {
  const sizes = [2, 3, 10];
  it.each(sizes.flatMap((k) => [3, 5, 10].map((n) => [k, n])))(
    'miss at their level: %i sizes, %i seeds, spreads that differ tenfold',
    (k, n) => {
      const means = Array.from({ length: k }, (_, i) => i % 3);
      const spreads = Array.from({ length: k }, (_, i) => (i % 2 === 0 ? 0.2 : 2));
      const count = 1500;
      const missed = countOf(count, (seed) =>
        missesAnywhere(createRandom(seed, `verdict ${k} ${n}`), { means, spreads }, [n]),
      );
      expect(missed / count).toBeLessThan(atMost(0.04, count));
    },
  );

  it('declare no difference that is none at repeated looks, as uncorrected ones do', () => {
    const truth = { means: [0, 0, 0], spreads: [0.3, 1, 3] };
    const count = 1500;
    const share = (missed: typeof missesAnywhere): number =>
      countOf(count, (seed) => missed(createRandom(seed, 'looks'), truth, LOOKS)) / count;
    expect(share(missesAnywhere)).toBeLessThan(atMost(0.05, count));
    expect(share(missesUncorrected)).toBeGreaterThan(0.17);
  });

  it('hold the error of few validation examples, with discordant counts and without', () => {
    const same = { accuracy: 0.8, spread: 0.003 };
    const networks = [same, { ...same }] as const;
    const share = (counts: boolean): { misses: number; told: number } => {
      const found = Array.from({ length: 300 }, (_, seed) =>
        judgedNetworks(createRandom(seed, 'examples'), [networks[0], { accuracy: 0.86, spread: 0.003 }], {
          ...{ seeds: 3, count: 200, counts },
        }),
      );
      return {
        misses: mean(found.map((f) => Number(f.misses))),
        told: mean(found.map((f) => Number(f.told))),
      };
    };
    const [binomials, counted] = [share(false), share(true)];
    expect(binomials.misses).toBeLessThan(atMost(0.05, 300));
    expect(counted.misses).toBeLessThan(atMost(0.05, 300));
    // What both answer alike tells nothing, so the counts tell more.
    expect(counted.told).toBeGreaterThan(binomials.told);
  });

  it('have the power that docs/sweeps.md states for the race', () => {
    // 72.0%, 66.3% and 32.4% at equal updates, with spreads as recorded: few small batches scatter most.
    const race = { means: [72, 66.3, 32.4], spreads: [1, 7, 12], block: 0 };
    /** The shares of sweeps that tell 1,024 from 64, 1,024 from 8, and 64 from 8. */
    const power = (n: number): number[] =>
      [0, 1, 2].map(
        (k) =>
          countOf(1000, (seed) => {
            const pairs = judgedPairs(seedsOf(createRandom(seed, 'power'), race, n), race.means, 0.04);
            return decisionOf(pairs[k].difference) === 'ahead';
          }) / 1000,
      );
    const near = (share: number): number => expect.closeTo(share, 1) as number;
    expect(power(3)).toEqual([near(0.04), near(0.35), near(0.21)]);
    expect(power(5)).toEqual([near(0.1), near(0.97), near(0.8)]);
    expect(power(5)[1]).toBeGreaterThan(0.93);
  });
});

describe('seedsNeeded', () => {
  const seen = { spread: 2, shared: 0, comparisons: 1, levelAt: () => 0.05 };

  it('names as many seeds as tell the difference eight times in ten', () => {
    for (const difference of [1.5, 2, 3]) {
      const n = seedsNeeded({ ...seen, difference }, 0);
      if (typeof n !== 'number') throw new Error(`expected a number, got ${n}`);
      const power =
        countOf(2000, (seed) => {
          const random = createRandom(seed, 'needed');
          const d = Array.from({ length: n }, () => difference + 2 * random.normal());
          return (
            decisionOf(
              pairedDifference(
                d,
                d.map(() => 0),
                alone,
              ),
            ) === 'ahead'
          );
        }) / 2000;
      expect(power).toBeGreaterThan(0.72);
      expect(power).toBeLessThan(0.9);
    }
  });

  it('says where no number of seeds helps', () => {
    expect(seedsNeeded({ ...seen, difference: 1, shared: 1 }, 3)).toBe('examples');
    expect(seedsNeeded({ ...seen, difference: 0.01 }, 3)).toBe('many');
    expect(seedsNeeded({ ...seen, difference: -9 }, 3)).toBe(4);
  });
});

it('normalQuantile agrees with tables', () => {
  expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 9);
  expect(normalQuantile(0.5)).toBeCloseTo(0, 9);
  expect(normalQuantile(1e-6)).toBeCloseTo(-4.753424308822899, 8);
  expect(() => normalQuantile(1)).toThrow('got 1');
});
