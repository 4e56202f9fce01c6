import { describe, expect, it } from 'vitest';
import {
  averageOver,
  noiseGrowth,
  noiseLevel,
  windowsOf,
  type NoiseLook,
  type SeedAverage,
} from '../../src/science/noiseLevel.ts';
import { createRandom, type Random } from '../../src/science/random.ts';

const look = (update: number, variance: number, signal: number, signalVariance = 0): NoiseLook => ({
  ...{ update, variance, signal, signalVariance },
  groups: 16,
});
const seed = (variance: number, signal: number, reach = 0): SeedAverage => ({ variance, signal, reach });

const resolvedOf = (level: ReturnType<typeof noiseLevel>) => {
  if (level.status === 'unresolved') throw new Error('not resolved');
  return level;
};

describe('windows', () => {
  it('are the looks of the first and the last fifth', () => {
    const updates = Array.from({ length: 51 }, (_, i) => 2 * i);
    expect(windowsOf(updates)).toEqual({
      first: { from: 0, to: 20, looks: 11, fifth: true },
      last: { from: 80, to: 100, looks: 11, fifth: true },
    });
  });

  it('are five looks where a fifth holds fewer, and none where there are fewer than five', () => {
    const geometric = [0, 4, 8, 16, 32, 64, 128, 256];
    expect(windowsOf(geometric)).toEqual({
      first: { from: 0, to: 32, looks: 5, fifth: true },
      last: { from: 16, to: 256, looks: 5, fifth: false },
    });
    expect(windowsOf(geometric.slice(0, 4))).toBeUndefined();
  });
});

describe('the average of a seed', () => {
  it('counts a look with the stretch that it stands for, V and |G|² apart', () => {
    // ∫ of the broken line through the looks: (1·1 + 3·4)/4 with |G|² of 1 from 0 to 1, and from 1 to 4 from 1 to 7.
    const looks = [look(0, 10, 1), look(1, 10, 1), look(4, 30, 7), look(9, 1e9, 1e9)];
    const found = averageOver(looks, { from: 0, to: 4, looks: 3, fifth: true });
    expect(found.signal).toBeCloseTo((1 * 1 + 3 * 4) / 4, 12);
    expect(found.variance).toBeCloseTo((1 * 10 + 3 * 20) / 4, 12);
  });

  it('does not change where looks lie closer', () => {
    const line = (update: number) => look(update, 5 + update, 2 * update);
    const of = (updates: number[]) =>
      averageOver(updates.map(line), { from: 0, to: 8, looks: updates.length, fifth: true });
    expect(of([0, 1, 2, 3, 3.5, 4, 8]).signal).toBeCloseTo(of([0, 2, 4, 6, 8]).signal, 12);
  });

  it('knows how far the examples drawn may be off', () => {
    const looks = [0, 1, 2].map((update) => look(update, 1, 1, 4));
    // Shares ¼, ½, ¼; t(0.975, 15) = 2.1314.
    const { reach } = averageOver(looks, { from: 0, to: 2, looks: 3, fifth: true });
    expect(reach).toBeCloseTo(2.1314 * 2 * Math.sqrt(1 / 16 + 1 / 4 + 1 / 16), 3);
  });
});

describe('the level', () => {
  it('is the mean V over the mean |G|², not the mean of the ratios', () => {
    expect(resolvedOf(noiseLevel([seed(200, 1), seed(200, 3)])).value).toBeCloseTo(100, 12);
  });

  it('has no interval with one seed or two', () => {
    for (const n of [1, 2])
      expect(noiseLevel(Array.from({ length: n }, (_, i) => seed(100 + i, 1 + i)))).toMatchObject({
        ...{ status: 'resolved', low: undefined, high: undefined },
      });
  });

  it('has the jackknife’s t interval on the logarithm with three', () => {
    const seeds = [seed(100, 1), seed(100, 2), seed(100, 3)];
    const { value, low, high } = resolvedOf(noiseLevel(seeds));
    const without = [200 / 5, 200 / 4, 200 / 3].map(Math.log);
    const mean = without.reduce((a, b) => a + b) / 3;
    const variance = (2 / 3) * without.reduce((sum, v) => sum + (v - mean) ** 2, 0);
    const reach = 4.30265 * Math.sqrt(variance * 1.5 * (1 + 3 / 50));
    expect(value).toBeCloseTo(50, 9);
    expect(Math.log((high ?? NaN) / value)).toBeCloseTo(reach, 4);
    expect(Math.log(value / (low ?? NaN))).toBeCloseTo(reach, 4);
  });

  it.each([
    ['|G|² is 0', [seed(100, 0)]],
    ['|G|² is negative on average', [seed(100, -3), seed(100, 1), seed(100, 1)]],
    ['V is negative', [seed(-1, 1)]],
    ['one seed’s |G|² may come from the examples drawn', [seed(100, 1, 1.1)]],
    [
      'three seeds’ may',
      [seed(100, 1, 2), seed(100, 1, 2), seed(100, 1, 2)].map((s) => ({ ...s, signal: 0.9 })),
    ],
    ['it is not above 0 without one of the seeds', [seed(100, 3), seed(100, -1), seed(100, -1)]],
    ['a number is none', [seed(NaN, 1), seed(1, 1), seed(1, 1)]],
    ['there is no seed', []],
  ])('is not resolved where %s', (_, seeds) => {
    expect(noiseLevel(seeds)).toEqual({ status: 'unresolved' });
    expect(noiseGrowth(seeds, seeds)).toEqual({ status: 'unresolved' });
  });

  it('stays with its seeds in another unit of the loss', () => {
    const seeds = [seed(100, 1), seed(110, 1.4), seed(90, 2), seed(95, 1.1)];
    const scaled = seeds.map(({ variance, signal }) => seed(49 * variance, 49 * signal));
    const [a, b] = [resolvedOf(noiseLevel(seeds)), resolvedOf(noiseLevel(scaled))];
    expect([b.value / a.value, (b.low ?? NaN) / (a.low ?? 1)]).toEqual([
      expect.closeTo(1, 9),
      expect.closeTo(1, 9),
    ]);
  });
});

describe('the growth', () => {
  it('is paired: what both ends of a seed share cancels', () => {
    const shared = [0.3, 1, 2, 5];
    const first = shared.map((s) => seed(100, s));
    const last = shared.map((s) => seed(300, s));
    const { value, low, high } = resolvedOf(noiseGrowth(first, last));
    expect([value, low, high].map((v) => v?.toFixed(9))).toEqual([
      '3.000000000',
      '3.000000000',
      '3.000000000',
    ]);
    expect(resolvedOf(noiseGrowth(first.slice(0, 2), last.slice(0, 2))).low).toBeUndefined();
    expect(() => noiseGrowth(first, last.slice(1))).toThrow(RangeError);
  });
});

interface Jumps {
  /** Share of the looks at which |G|² is ten times as large. */
  share: number;
  /** Standard deviation of its logarithm otherwise, from look to look. */
  wander: number;
}

/** |G|² of a seed wanders from look to look and jumps now and then, and every seed has its own height. */
function trainingOf(random: Random, level: number, spread: number, jumps: Jumps): SeedAverage {
  const own = Math.exp(spread * random.normal());
  let wander = random.normal();
  const looks = Array.from({ length: 9 }, (_, i) => {
    wander = 0.3 * wander + Math.sqrt(1 - 0.09) * random.normal();
    const jump = random.uniform() < jumps.share ? 10 : 1;
    return look(i, level * Math.exp(0.05 * random.normal()), own * jump * Math.exp(jumps.wander * wander));
  });
  return averageOver(looks, { from: 0, to: 8, looks: 9, fifth: true });
}

const pooled = (seeds: readonly SeedAverage[]): number =>
  seeds.reduce((sum, s) => sum + s.variance, 0) / seeds.reduce((sum, s) => sum + s.signal, 0);

describe('coverage of what 50 other seeds give together', () => {
  it.each([
    ...[3, 4, 5, 10, 20].map((n) => [n, 0.1, { share: 0, wander: 0.6 }, 0.93] as const),
    ...[3, 4, 5, 10].map((n) => [n, 0.1, { share: 0.01, wander: 0.6 }, 0.91] as const),
    ...[3, 4, 5, 10].map((n) => [n, 0.2, { share: 0.05, wander: 0.4 }, 0.88] as const),
  ])('%d seeds, own spread %d, jumps %o: above %d', (n, spread, jumps, least) => {
    const random = createRandom(n, `noise level ${spread} ${jumps.share}`);
    const many = (level: number, count: number) =>
      Array.from({ length: count }, () => trainingOf(random, level, spread, jumps));
    const trials = 300;
    let [level, growth] = [0, 0];
    for (let trial = 0; trial < trials; trial++) {
      const [first, last] = [many(100, n), many(300, n)];
      const [othersFirst, othersLast] = [many(100, 50), many(300, 50)];
      const holds = (found: ReturnType<typeof noiseLevel>, truth: number) =>
        found.status === 'resolved' && (found.low ?? Infinity) <= truth && truth <= (found.high ?? -Infinity);
      if (holds(noiseLevel(last), pooled(othersLast))) level++;
      if (holds(noiseGrowth(first, last), pooled(othersLast) / pooled(othersFirst))) growth++;
    }
    expect(level / trials).toBeGreaterThan(least);
    expect(growth / trials).toBeGreaterThan(least);
  });

  it('is narrow enough to tell a doubling with five seeds', () => {
    const random = createRandom(7, 'noise level');
    const made = (level: number) =>
      Array.from({ length: 5 }, () => trainingOf(random, level, 0.1, { share: 0, wander: 0.6 }));
    const trials = 300;
    let told = 0;
    for (let trial = 0; trial < trials; trial++) {
      const growth = noiseGrowth(made(100), made(200));
      if (growth.status === 'resolved' && (growth.low ?? 0) > 1) told++;
    }
    expect(told / trials).toBeGreaterThan(0.5);
  });
});
