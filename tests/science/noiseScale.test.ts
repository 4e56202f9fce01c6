import { describe, expect, it } from 'vitest';
import {
  linearNoiseScale,
  noiseEstimate,
  noiseScale,
  noiseTrack,
  type GradientSquares,
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
  regressionSquares,
  squared,
  squaresOf,
  sum,
} from './simulate.ts';

const covers = (scale: NoiseScale, truth: number): boolean =>
  scale.status === 'resolved' && scale.low <= truth && truth <= scale.high;

/** V/|G|² of every sample by itself: what must not be averaged. */
const ratiosOf = (samples: readonly GradientSquares[]): number[] =>
  samples.map(noiseEstimate).map((e) => e.variance / e.signal);

/**
 * Student's t of V - ρ|G|² against 0 over weighted samples, over its 0.975 quantile: 1 and -1 at the ends of Fieller's
 * interval, by his definition.
 */
function tAt(ratio: number, samples: readonly GradientSquares[], weights: readonly number[]): number {
  const d = samples.map(noiseEstimate).map((e) => e.variance - ratio * e.signal);
  const n = sum(weights) ** 2 / squared(weights);
  const middle = sum(d.map((v, i) => weights[i] * v)) / sum(weights);
  const spread = sum(d.map((v, i) => weights[i] * (v - middle) ** 2)) / sum(weights);
  return middle / Math.sqrt(spread / (n - 1)) / tQuantile(0.975, n - 1);
}

function expectFieller(
  scale: NoiseScale,
  samples: readonly GradientSquares[],
  weights: readonly number[],
): void {
  expect(scale.status).toBe('resolved');
  if (scale.status !== 'resolved') return;
  expect(tAt(scale.low, samples, weights)).toBeCloseTo(1, 7);
  expect(tAt(scale.value, samples, weights)).toBeCloseTo(0, 7);
  expect(tAt(scale.high, samples, weights)).toBeCloseTo(-1, 7);
}

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
    { dimension: 10, sigma: 1, distance: 0.5, large: 64, count: 30 },
    { dimension: 20, sigma: 1, distance: 0.3, large: 128, count: 40 },
    { dimension: 10, sigma: 1, distance: 0.3, large: 256, count: 20 },
    { dimension: 40, sigma: 0.5, distance: 0.5, large: 64, count: 20 },
  ])(
    'covers the closed form of linear regression in at least 90 of 100 seeds: %o',
    ({ large, count, ...about }) => {
      const truth = linearNoiseScale(about);
      const widths: number[] = [];
      const values: number[] = [];
      const naive: number[] = [];
      const covered = countOf(100, (seed) => {
        const random = createRandom(seed, 'regression');
        const samples = Array.from({ length: count }, () => regressionSquares(random, about, large));
        const scale = noiseScale(samples);
        if (scale.status === 'resolved') {
          widths.push(scale.high / scale.low);
          values.push(scale.value / truth);
        }
        naive.push(mean(ratiosOf(samples)) / truth);
        return covers(scale, truth);
      });
      expect(covered).toBeGreaterThanOrEqual(90);
      expect(mean(widths)).toBeLessThan(5);
      expect(Math.abs(mean(values) - 1)).toBeLessThan(0.05);
      expect(Math.abs(mean(naive) - 1)).toBeGreaterThan(0.3);
    },
  );

  it('covers for batches without replacement, where the mean of ratios and fresh-draw formulas do not', () => {
    const truths: number[] = [];
    const samplesOf = (seed: number): GradientSquares[] => {
      const random = createRandom(seed, 'finite');
      const spread = Array.from({ length: 12 }, (_, k) => 1 / Math.sqrt(k + 1));
      const centre = spread.map((_, k) => (k < 2 ? 0.2 : 0));
      const all = gradientsAbout(random, centre, spread, 256);
      const G = meanOf(all);
      truths[seed] = sum(all.map((g) => squared(g.map((v, k) => v - G[k])))) / 255 / squared(G);
      return Array.from({ length: 50 }, () => squaresOf(drawn(random, all, 64), 1, all.length));
    };
    const every = Array.from({ length: 100 }, (_, seed) => samplesOf(seed));
    const covered = (scaleOf: (samples: GradientSquares[]) => NoiseScale): number =>
      countOf(100, (seed) => covers(scaleOf(every[seed]), truths[seed]));

    const meanOfRatios = (samples: GradientSquares[]): NoiseScale => {
      const ratios = ratiosOf(samples);
      const value = mean(ratios);
      const reach = 2.01 * Math.sqrt(sum(ratios.map((r) => (r - value) ** 2)) / 49 / 50);
      return { status: 'resolved', value, low: value - reach, high: value + reach };
    };
    const endless = (samples: GradientSquares[]): NoiseScale =>
      noiseScale(samples.map((s) => ({ ...s, population: undefined })));
    expect(covered(noiseScale)).toBeGreaterThanOrEqual(90);
    expect(covered(meanOfRatios)).toBeLessThan(80);
    expect(covered(endless)).toBeLessThan(80);
  });

  const square = (largeSquare: number, smallSquare = 10): GradientSquares => ({
    small: 1,
    large: 11,
    smallSquare,
    largeSquare,
    population: undefined,
  });

  it('divides the averages', () => {
    const samples = [square(4), square(5, 12), square(6)];
    const V = mean([6, 7, 4].map((v) => 1.1 * v));
    const G = mean([(44 - 10) / 10, (55 - 12) / 10, (66 - 10) / 10]);
    expect(noiseScale(samples)).toMatchObject({ status: 'resolved', value: expect.closeTo(V / G, 12) });
  });

  it('ends where V - ρ|G|² is a t quantile of standard errors from 0 (Fieller)', () => {
    const samples = [square(4), square(5, 12), square(6), square(5.5, 9)];
    expectFieller(noiseScale(samples), samples, [1, 1, 1, 1]);
  });

  it('does not depend on a constant factor of the loss', () => {
    const samples = [4, 5, 6].map((v) => square(v));
    const doubled = [4, 5, 6].map((v) => square(4 * v, 40));
    const [one, other] = [noiseScale(samples), noiseScale(doubled)];
    expect(one.status).toBe('resolved');
    for (const key of ['value', 'low', 'high'])
      expect(other).toHaveProperty(key, expect.closeTo(Reflect.get(one, key), 9));
  });

  it.each<[string, GradientSquares[]]>([
    ['no sample', []],
    ['one sample', [square(5)]],
    ['an average |G|² of 0 or less', [square(0.5), square(0.6), square(0.7)]],
    ['an average |G|² that could be 0', [square(0.2), square(3), square(1), square(2)]],
    ['an average V of 0 or less', [square(11), square(12), square(13)]],
    ['no gradient at all', [square(0, 0), square(0, 0), square(0, 0)]],
    ['a gradient that is not finite', [square(5), square(5.1), square(5.2), square(NaN)]],
    ['an infinite gradient', [square(5), square(5.1), square(5.2), square(5, Infinity)]],
  ])('is unresolved for %s', (_, samples) => {
    expect(noiseScale(samples)).toEqual({ status: 'unresolved' });
  });

  it('is seldom resolved where there is no signal, and never beyond all bounds', () => {
    const resolved = countOf(200, (seed) => {
      const random = createRandom(seed, 'no signal');
      const spread = [1, 1, 1, 1, 1, 1];
      const samples = Array.from({ length: 12 }, () =>
        squaresOf(gradientsAbout(random, [0, 0, 0, 0, 0, 0], spread, 32), 1),
      );
      const scale = noiseScale(samples);
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

describe('noiseTrack', () => {
  const about = { dimension: 10, sigma: 1, distance: 0.5 };
  const samplesOf = (seed: number, count: number): GradientSquares[] => {
    const random = createRandom(seed, 'track');
    return Array.from({ length: count }, () => regressionSquares(random, about, 64));
  };

  it('has one entry for each sample; the first is unresolved, and with a long memory the last is noiseScale', () => {
    const samples = samplesOf(1, 30);
    const track = noiseTrack(samples, 1e9);
    const last = noiseScale(samples);
    expect(track).toHaveLength(30);
    expect(track[0]).toEqual({ status: 'unresolved' });
    expect(last.status).toBe('resolved');
    expect(track.at(-1)).toHaveProperty('value', expect.closeTo(Reflect.get(last, 'value'), 4));
    expect(track.at(-1)).toHaveProperty('low', expect.closeTo(Reflect.get(last, 'low'), 3));
    expect(track.at(-1)).toHaveProperty('high', expect.closeTo(Reflect.get(last, 'high'), 3));
  });

  it('divides bias-corrected moving averages', () => {
    const samples = samplesOf(2, 6);
    const estimates = samples.map(noiseEstimate);
    const weights = samples.map((_, i) => 0.75 ** (5 - i));
    const average = (values: readonly number[]): number =>
      sum(values.map((v, i) => v * weights[i])) / sum(weights);
    const expected = average(estimates.map((e) => e.variance)) / average(estimates.map((e) => e.signal));
    const last = noiseTrack(samples, 4)[5];
    expect(last).toHaveProperty('value', expect.closeTo(expected, 9));
    expectFieller(last, samples, weights);
  });

  it('covers the closed form in at least 90 of 100 seeds at frozen weights', () => {
    const truth = linearNoiseScale(about);
    expect(countOf(100, (seed) => covers(noiseTrack(samplesOf(seed, 25))[24], truth))).toBeGreaterThanOrEqual(
      90,
    );
  });

  it('follows a change, and forgets what came before', () => {
    const before = { ...about, distance: 2 };
    const random = createRandom(4, 'change');
    const samples = Array.from({ length: 80 }, (_, i) =>
      regressionSquares(random, i < 40 ? before : about, 64),
    );
    const track = noiseTrack(samples, 5);
    expect(covers(track[39], linearNoiseScale(before))).toBe(true);
    expect(covers(track[79], linearNoiseScale(about))).toBe(true);
    expect(covers(track[79], linearNoiseScale(before))).toBe(false);
  });

  it('passes over a sample that is not finite', () => {
    const samples = samplesOf(5, 20);
    const broken = [...samples.slice(0, 10), { ...samples[0], largeSquare: Infinity }, ...samples.slice(10)];
    const track = noiseTrack(broken);
    expect(track[10]).toEqual({ status: 'unresolved' });
    expect(track.at(-1)).toEqual(noiseTrack(samples).at(-1));
  });

  it.each([1, 0, NaN])('refuses a memory of %d', (memory) => {
    expect(() => noiseTrack([], memory)).toThrow(`got ${memory}`);
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
    const { smallSquare, largeSquare } = regressionSquares(random, about, 100_000);
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
