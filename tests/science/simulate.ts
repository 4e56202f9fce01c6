/** Simulated gradients and runs whose truth is known. */
import type { UpdatesToTarget } from '../../src/science/criticalBatch.ts';
import type { GradientSquares, NoiseMeasurement } from '../../src/science/noiseScale.ts';
import { permutation, type Random } from '../../src/science/random.ts';

type Vector = readonly number[];

export const sum = (values: readonly number[]): number => values.reduce((total, v) => total + v, 0);
export const mean = (values: readonly number[]): number => sum(values) / values.length;
export const squared = (vector: Vector): number => sum(vector.map((v) => v * v));
export const meanOf = (vectors: readonly Vector[]): number[] =>
  vectors[0].map((_, k) => mean(vectors.map((v) => v[k])));

/** Squares of the gradients of a batch and of its consecutive parts of `small`. */
export function squaresOf(gradients: readonly Vector[], small: number, population?: number): GradientSquares {
  const parts = Array.from({ length: gradients.length / small }, (_, i) =>
    squared(meanOf(gradients.slice(i * small, (i + 1) * small))),
  );
  const largeSquare = squared(meanOf(gradients));
  return { small, large: gradients.length, smallSquare: mean(parts), largeSquare, population };
}

/** Gradients of `count` examples with covariance diag(spread²) about `centre`. */
export const gradientsAbout = (random: Random, centre: Vector, spread: Vector, count: number): number[][] =>
  Array.from({ length: count }, () => centre.map((c, k) => c + spread[k] * random.normal()));

/** `count` of `all`, without replacement, as an epoch draws them. */
export const drawn = <T>(random: Random, all: readonly T[], count: number): T[] =>
  Array.from(permutation(all.length, random).subarray(0, count), (i) => all[i]);

/** Every ordered choice of `count` of `all`, without replacement. */
export function arrangements<T>(all: readonly T[], count: number): T[][] {
  if (count === 0) return [[]];
  return all.flatMap((item, i) =>
    arrangements([...all.slice(0, i), ...all.slice(i + 1)], count - 1).map((rest) => [item, ...rest]),
  );
}

/** Equally large groups of gradients: the mean of each, and its mean |g|². */
interface Group {
  mean: ArrayLike<number>;
  square: number;
}

/** What the groups are together, and without each in turn. */
function measurement(groups: readonly Group[], size: number, population?: number): NoiseMeasurement {
  const k = groups.length;
  const total = Array.from(groups[0].mean, (_, i) => sum(groups.map((g) => g.mean[i])));
  const smallSum = sum(groups.map((g) => g.square));
  return {
    ...{ small: 1, large: k * size, population },
    ...{ smallSquare: smallSum / k, largeSquare: squared(total) / k ** 2 },
    without: groups.map((g) => ({
      smallSquare: (smallSum - g.square) / (k - 1),
      largeSquare: squared(total.map((v, i) => v - g.mean[i])) / (k - 1) ** 2,
    })),
  };
}

/** Gradients of one draw in consecutive equal groups. */
export function measurementOf(
  gradients: readonly Vector[],
  groups: number,
  population?: number,
): NoiseMeasurement {
  const size = gradients.length / groups;
  const parts = Array.from({ length: groups }, (_, j) => gradients.slice(j * size, (j + 1) * size));
  return measurement(
    parts.map((part) => ({ mean: meanOf(part), square: mean(part.map(squared)) })),
    size,
    population,
  );
}

export interface Regression {
  dimension: number;
  sigma: number;
  distance: number;
}

/**
 * Gradients of noisy linear regression, fresh draws, by its definition: x ~ N(0, I_d), y = x·w* + σξ, loss ½(x·w - y)²;
 * w* = 0 and w = (distance, 0, …), which loses no generality. Streams: the gradients are never held at once. `each` are
 * the groups by themselves.
 */
export function regression(
  random: Random,
  { dimension, sigma, distance }: Regression,
  groups: number,
  size: number,
): NoiseMeasurement & { each: GradientSquares[] } {
  const x = new Float64Array(dimension);
  const drawnGroups = Array.from({ length: groups }, (): Group => {
    const own = new Float64Array(dimension);
    let square = 0;
    for (let i = 0; i < size; i++) {
      for (let k = 0; k < dimension; k++) x[k] = random.normal();
      const error = x[0] * distance - sigma * random.normal();
      for (let k = 0; k < dimension; k++) {
        const gradient = error * x[k];
        own[k] += gradient / size;
        square += (gradient * gradient) / size;
      }
    }
    return { mean: own, square };
  });
  const each = drawnGroups.map((g) => ({
    ...{ small: 1, large: size, population: undefined },
    ...{ smallSquare: g.square, largeSquare: squared(Array.from(g.mean)) },
  }));
  return { ...measurement(drawnGroups, size), each };
}

export interface Law {
  sizes: readonly number[];
  seeds: number;
  minUpdates: number;
  criticalBatch: number;
  /** Standard deviation of log S from run to run, and of what all seeds of a batch size share. */
  noise: number;
  shared?: number;
  /** The budget: a run ends there, target or not. */
  mostExamples?: number;
  mostUpdates?: number;
}

/** Runs to a target by S = S_min(1 + Bc/B) with noise, cut off by the budget. */
export function runsOf(random: Random, law: Law): UpdatesToTarget[] {
  const { sizes, seeds, minUpdates, criticalBatch, noise, shared = 0 } = law;
  return sizes.flatMap((batchSize) => {
    const own = shared * random.normal();
    const most = Math.min((law.mostExamples ?? Infinity) / batchSize, law.mostUpdates ?? Infinity);
    return Array.from({ length: seeds }, (_, seed) => {
      const needed = minUpdates * (1 + criticalBatch / batchSize) * Math.exp(own + noise * random.normal());
      const censored = needed > most;
      return { batchSize, updates: censored ? most : needed, censored, seed };
    });
  });
}

/** How many of `seeds` runs of `check` say true. */
export const countOf = (seeds: number, check: (seed: number) => boolean): number =>
  Array.from({ length: seeds }, (_, seed) => check(seed)).filter(Boolean).length;
