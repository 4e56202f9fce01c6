/** The linear task: y = x · w* + σ ξ with x ~ N(0, I) and ξ ~ N(0, 1); its true weights are known. */
import { createRandom, type Random } from '../science/random.ts';

/** A direction drawn evenly from all: [dimension], length 1 (Muller 1959: normal numbers, divided by their length). */
function direction(dimension: number, random: Random): Float64Array<ArrayBuffer> {
  const drawn = Float64Array.from({ length: dimension }, () => random.normal());
  const length = Math.hypot(...drawn);
  return drawn.map((x) => x / length);
}

/** w*, the weights that the targets are made with: [dimension], length 1, fixed by `dataSeed`. */
export const trueWeights = (dimension: number, dataSeed: number): Float64Array<ArrayBuffer> =>
  direction(dimension, createRandom(dataSeed, 'linear truth'));

/** w* + distance · u as float32, u a direction of length 1 that `seed` draws. */
export function weightsNear(
  truth: Float64Array,
  distance: number,
  seed: number,
  stream: string,
): Float32Array<ArrayBuffer> {
  const away = direction(truth.length, createRandom(seed, stream));
  return Float32Array.from(truth, (w, i) => w + distance * away[i]);
}

/** |w − w*|: how far `weights` [dimension] are from the true ones. */
export const distanceFromTruth = (weights: ArrayLike<number>, truth: Float64Array): number =>
  Math.sqrt(truth.reduce((sum, w, i) => sum + (weights[i] - w) ** 2, 0));
