import { describe, expect, it } from 'vitest';
import {
  linearNoiseScale,
  noiseEstimate,
  noiseScale,
  type GradientSquares,
  type NoiseMeasurement,
  type NoiseScale,
} from '../../src/science/noiseScale.ts';
import { createRandom } from '../../src/science/random.ts';
import { tQuantile } from '../../src/science/studentT.ts';
import {
  arrangements,
  countOf,
  drawn,
  gradientsAbout,
  mean,
  meanOf,
  measurementOf,
  regression,
  squared,
  squaresOf,
  sum,
} from './simulate.ts';

const covers = (scale: NoiseScale, truth: number): boolean =>
  scale.status === 'resolved' && scale.low <= truth && truth <= scale.high;

/** V/|G|² of every sample by itself: what must not be averaged. */
const ratiosOf = (samples: readonly GradientSquares[]): number[] =>
  samples.map(noiseEstimate).map((e) => e.variance / e.signal);

/** A population of 6 gradients in 3 dimensions with its exact |G|² and trΣ (divisors N - 1 and N). */
const population = gradientsAbout(createRandom(3, 'population'), [0.4, -0.2, 0], [1, 0.6, 0.3], 6);
const N = population.length;
const whole = meanOf(population);
const trueSignal = squared(whole);
const scatter = sum(population.map((g) => squared(g.map((v, k) => v - whole[k]))));
const trueVariance = scatter / (N - 1);

const averageOf = (all: readonly { variance: number; signal: number }[]) => ({
  variance: mean(all.map((e) => e.variance)),
  signal: mean(all.map((e) => e.signal)),
});

describe('noiseEstimate', () => {
  it.each([
    [1, 2],
    [1, 4],
    [2, 4],
    [3, 6],
    [1, 6],
  ])('is exactly unbiased over all orders of batches without replacement, b = %d, B = %d', (small, large) => {
    const estimates = arrangements(population, large).map((batch) =>
      noiseEstimate(squaresOf(batch, small, N)),
    );
    const average = averageOf(estimates);
    expect(average.variance).toBeCloseTo(trueVariance, 10);
    expect(average.signal).toBeCloseTo(trueSignal, 10);
  });

  it('would be biased there without V/N, and without B/(B - 1)', () => {
    const batches = arrangements(population, 4).map((batch) => squaresOf(batch, 1, N));
    const fresh = averageOf(batches.map((s) => noiseEstimate({ ...s, population: undefined })));
    expect(fresh.signal).toBeCloseTo(trueSignal - trueVariance / N, 10);
    expect(Math.abs(fresh.signal / trueSignal - 1)).toBeGreaterThan(0.1);
    const plain = mean(batches.map((s) => s.smallSquare - s.largeSquare));
    expect(plain).toBeCloseTo(0.75 * trueVariance, 10);
  });

  it('is exactly unbiased for fresh draws: over all draws with replacement, as from an endless source', () => {
    const pairs = population.flatMap((g) => population.map((h) => [g, h]));
    const average = averageOf(pairs.map((batch) => noiseEstimate(squaresOf(batch, 1))));
    expect(average.variance).toBeCloseTo(scatter / N, 10);
    expect(average.signal).toBeCloseTo(trueSignal, 10);
  });

  it.each([
    { small: 1, large: 16, limited: false },
    { small: 4, large: 16, limited: false },
    { small: 1, large: 32, limited: true },
    { small: 8, large: 32, limited: true },
  ])('is unbiased by simulation with known Σ: %o', ({ small, large, limited }) => {
    const random = createRandom(5, `simulation ${small} ${large}`);
    const centre = [0.5, 0, -0.3, 0, 0.1, 0, 0, 0];
    const spread = centre.map((_, k) => 1 / (k + 1));
    const all = gradientsAbout(random, centre, spread, 48);
    const G = limited ? meanOf(all) : centre;
    const V = limited ? sum(all.map((g) => squared(g.map((v, k) => v - G[k])))) / 47 : squared(spread);
    const samples = Array.from({ length: 2000 }, () =>
      limited
        ? squaresOf(drawn(random, all, large), small, all.length)
        : squaresOf(gradientsAbout(random, centre, spread, large), small),
    );
    const close = (estimates: readonly number[], truth: number): boolean => {
      const error = Math.sqrt(mean(estimates.map((e) => (e - mean(estimates)) ** 2)) / estimates.length);
      return Math.abs(mean(estimates) - truth) < 3.3 * error;
    };
    const estimates = samples.map(noiseEstimate);
    const signals = estimates.map((e) => e.signal);
    const variances = estimates.map((e) => e.variance);
    expect(close(signals, squared(G))).toBe(true);
    expect(close(variances, V)).toBe(true);

    const biased = samples.map((s) => (s.smallSquare - s.largeSquare) * s.small);
    expect(close(biased, V)).toBe(false);
    expect(
      close(
        samples.map((s) => s.largeSquare),
        squared(G),
      ),
    ).toBe(false);
    if (limited) {
      const endless = samples.map((s) => noiseEstimate({ ...s, population: undefined }).signal);
      expect(close(endless, squared(G))).toBe(false);
    }
  });

  it.each([
    [2, 2, 10],
    [4, 2, 10],
    [0, 2, 10],
    [1, 11, 10],
    [NaN, 2, 10],
  ])('refuses b = %d, B = %d, N = %d', (small, large, size) => {
    const squares = { small, large, smallSquare: 1, largeSquare: 1, population: size };
    expect(() => noiseEstimate(squares)).toThrow(`got ${small}, ${large}, ${size}`);
  });
});

describe('the variance of a batch mean drawn without replacement', () => {
  const distance = (batch: readonly (readonly number[])[]): number =>
    squared(meanOf(batch).map((v, k) => v - whole[k]));
  const formula = (B: number): number => ((scatter / N / B) * (N - B)) / (N - 1);

  it.each([1, 2, 3, 5, 6])('is trΣ/B·(N - B)/(N - 1), exactly, for B = %d', (B) => {
    expect(mean(arrangements(population, B).map(distance))).toBeCloseTo(formula(B), 12);
  });

  it('is what the seeded shuffle of an epoch gives, and trΣ/B is not', () => {
    const random = createRandom(9, 'epochs');
    const seen = mean(Array.from({ length: 20_000 }, () => distance(drawn(random, population, 4))));
    expect(Math.abs(seen / formula(4) - 1)).toBeLessThan(0.03);
    expect(Math.abs(seen / (scatter / N / 4) - 1)).toBeGreaterThan(0.5);
  });
});

describe('noiseScale', () => {
  it.each([
    { dimension: 10, sigma: 1, distance: 0.5, groups: 16, size: 32 },
    { dimension: 20, sigma: 1, distance: 0.3, groups: 16, size: 64 },
    { dimension: 10, sigma: 1, distance: 0.3, groups: 8, size: 256 },
    { dimension: 40, sigma: 0.5, distance: 0.5, groups: 32, size: 32 },
  ])(
    'covers the closed form of linear regression in at least 90 of 100 seeds: %o',
    ({ groups, size, ...about }) => {
      const truth = linearNoiseScale(about);
      const widths: number[] = [];
      const values: number[] = [];
      const naive: number[] = [];
      const covered = countOf(100, (seed) => {
        const sample = regression(createRandom(seed, 'regression'), about, groups, size);
        const scale = noiseScale([sample]);
        if (scale.status === 'resolved') {
          widths.push(scale.high / scale.low);
          values.push(scale.value / truth);
        }
        naive.push(mean(ratiosOf(sample.each)) / truth);
        return covers(scale, truth);
      });
      expect(covered).toBeGreaterThanOrEqual(90);
      expect(mean(widths)).toBeLessThan(5);
      expect(Math.abs(mean(values) - 1)).toBeLessThan(0.1);
      expect(Math.abs(mean(naive) - 1)).toBeGreaterThan(0.3);
    },
  );

  it('covers what three runs have on average, at weights of their own, in at least 90 of 100 cases', () => {
    const distances = [0.25, 0.5, 1];
    const about = { dimension: 10, sigma: 1 };
    const truth = linearNoiseScale({ ...about, distance: Math.sqrt(mean(distances.map((d) => d * d))) });
    const one = (seed: number): NoiseScale => {
      const random = createRandom(seed, 'three runs');
      return noiseScale(distances.map((distance) => regression(random, { ...about, distance }, 16, 16)));
    };
    expect(countOf(100, (seed) => covers(one(seed), truth))).toBeGreaterThanOrEqual(90);
  });

  /** 256 gradients, of which the truth is known, and `count` of them. */
  const finite = (seed: number, count: number) => {
    const random = createRandom(seed, 'finite');
    const spread = Array.from({ length: 12 }, (_, k) => 1 / Math.sqrt(k + 1));
    const centre = spread.map((_, k) => (k < 2 ? 0.2 : 0));
    const all = gradientsAbout(random, centre, spread, 256);
    const G = meanOf(all);
    const truth = sum(all.map((g) => squared(g.map((v, k) => v - G[k])))) / 255 / squared(G);
    return { truth, sample: measurementOf(drawn(random, all, count), 16, all.length) };
  };

  it('covers for draws without replacement, and is narrower for them', () => {
    const cases = Array.from({ length: 100 }, (_, seed) => finite(seed, 192));
    const endless = (sample: NoiseMeasurement): NoiseScale =>
      noiseScale([{ ...sample, population: undefined }]);
    const width = (scale: NoiseScale): number =>
      scale.status === 'resolved' ? (scale.high - scale.low) / scale.value : NaN;
    expect(
      cases.filter(({ sample, truth }) => covers(noiseScale([sample]), truth)).length,
    ).toBeGreaterThanOrEqual(90);
    const widths = cases.map(({ sample }) => width(noiseScale([sample])) / width(endless(sample)));
    expect(mean(widths.filter(Number.isFinite))).toBeLessThan(0.6);
  });

  it('is exact, without an interval, where all examples were looked at', () => {
    const { sample, truth } = finite(1, 256);
    const scale = noiseScale([sample]);
    expect(scale).toMatchObject({ status: 'resolved', value: expect.closeTo(truth, 9) });
    expect(scale).toMatchObject({ low: expect.closeTo(truth, 6), high: expect.closeTo(truth, 6) });
  });

  const square = (largeSquare: number, smallSquare = 10): NoiseMeasurement => ({
    ...{ small: 1, large: 12, smallSquare, largeSquare, population: undefined },
    without: [0.9, 1, 1.1].map((f) => ({ smallSquare, largeSquare: largeSquare * f })),
  });

  it('divides the averages over runs', () => {
    const V = mean([6, 7, 4].map((v) => (v * 12) / 11));
    const G = mean([(48 - 10) / 11, (60 - 12) / 11, (72 - 10) / 11]);
    const scale = noiseScale([square(4), square(5, 12), square(6)]);
    expect(scale).toMatchObject({ status: 'resolved', value: expect.closeTo(V / G, 12) });
  });

  it('ends where V - ρ|G|² is a t quantile of jackknife errors from 0 (Fieller)', () => {
    const about = { dimension: 5, sigma: 1, distance: 1 };
    const sample = regression(createRandom(2, 'Fieller'), about, 8, 32);
    const scale = noiseScale([sample]);
    const at = (ratio: number): number => {
      const { variance, signal } = noiseEstimate(sample);
      const others = sample.without.map((squares) => {
        const one = noiseEstimate({ ...sample, ...squares, large: 224 });
        return one.variance - ratio * one.signal;
      });
      const error = Math.sqrt((7 / 8) * sum(others.map((v) => (v - mean(others)) ** 2)));
      return (variance - ratio * signal) / error / tQuantile(0.975, 7);
    };
    if (scale.status !== 'resolved') throw new Error('not resolved');
    expect(at(scale.low)).toBeCloseTo(1, 7);
    expect(at(scale.value)).toBeCloseTo(0, 7);
    expect(at(scale.high)).toBeCloseTo(-1, 7);
  });

  it('does not depend on a constant factor of the loss', () => {
    const sample = regression(createRandom(3, 'factor'), { dimension: 5, sigma: 1, distance: 1 }, 8, 32);
    const times = <T extends { smallSquare: number; largeSquare: number }>(one: T): T => ({
      ...one,
      ...{ smallSquare: 4 * one.smallSquare, largeSquare: 4 * one.largeSquare },
    });
    const scaled = { ...times(sample), without: sample.without.map(times) };
    const [one, other] = [noiseScale([sample]), noiseScale([scaled])];
    expect(one.status).toBe('resolved');
    for (const key of ['value', 'low', 'high'])
      expect(other).toHaveProperty(key, expect.closeTo(Reflect.get(one, key), 9));
  });

  const broken = (value: number): NoiseMeasurement => ({
    ...square(5),
    without: [...square(5).without, { smallSquare: 10, largeSquare: value }],
  });
  it.each<[string, NoiseMeasurement[]]>([
    ['no run', []],
    ['a |G|² of 0 or less', [square(0.5), square(0.6), square(0.7)]],
    ['a |G|² that could be 0', [square(1.1)]],
    ['a V of 0 or less', [square(11), square(12), square(13)]],
    ['no gradient at all', [square(0, 0)]],
    ['a gradient that is not finite', [square(5), square(NaN)]],
    ['an infinite gradient', [square(5), square(5, Infinity)]],
    ['a group that is not finite', [broken(NaN)]],
    ['one group', [{ ...square(5), without: [square(5)] }]],
    ['no groups', [{ ...square(5), without: [] }]],
    ['two groups that are small batches', [{ ...square(5), small: 6, without: square(5).without.slice(1) }]],
    ['more examples than there are', [{ ...square(5), population: 11 }]],
  ])('is unresolved for %s', (_, runs) => {
    expect(noiseScale([square(5)]).status).toBe('resolved');
    expect(noiseScale(runs)).toEqual({ status: 'unresolved' });
  });

  it('is seldom resolved where there is no signal, and never beyond all bounds', () => {
    const resolved = countOf(200, (seed) => {
      const random = createRandom(seed, 'no signal');
      const none = [0, 0, 0, 0, 0, 0];
      const scale = noiseScale([
        measurementOf(
          gradientsAbout(
            random,
            none,
            none.map(() => 1),
            256,
          ),
          16,
        ),
      ]);
      if (scale.status === 'resolved') {
        expect(scale.low).toBeGreaterThan(0);
        expect(scale.low).toBeLessThanOrEqual(scale.value);
        expect(scale.value).toBeLessThanOrEqual(scale.high);
        expect(scale.high).toBeLessThan(Infinity);
      }
      return scale.status === 'resolved';
    });
    expect(resolved).toBeLessThan(10);
  });
});

describe('linearNoiseScale', () => {
  it.each([
    { dimension: 1, sigma: 0.7, distance: 0.5 },
    { dimension: 10, sigma: 1, distance: 0.5 },
    { dimension: 30, sigma: 0.2, distance: 1.5 },
    { dimension: 5, sigma: 0, distance: 2 },
  ])('is trΣ/|G|² of gradients of ½(x·w - y)², drawn by definition: %o', (about) => {
    const random = createRandom(6, `closed form ${about.dimension}`);
    const { smallSquare, largeSquare } = regression(random, about, 2, 50_000);
    const G = about.distance ** 2;
    expect(largeSquare / G).toBeCloseTo(1, 1);
    const simulated = smallSquare / G - 1;
    expect(simulated / linearNoiseScale(about)).toBeGreaterThan(0.97);
    expect(simulated / linearNoiseScale(about)).toBeLessThan(1.03);
  });

  it('is worked out by hand for d = 10, σ = 1, distance ½, and at its ends', () => {
    expect(linearNoiseScale({ dimension: 10, sigma: 1, distance: 0.5 })).toBe(51);
    expect(linearNoiseScale({ dimension: 10, sigma: 1, distance: 0 })).toBe(Infinity);
    expect(linearNoiseScale({ dimension: 10, sigma: 0, distance: 0 })).toBe(11);
  });

  it.each([
    [0, 1, 1],
    [1, -1, 1],
    [1, 1, NaN],
  ])('refuses d = %d, σ = %d, distance %d', (dimension, sigma, distance) => {
    expect(() => linearNoiseScale({ dimension, sigma, distance })).toThrow(`got ${dimension}`);
  });
});
