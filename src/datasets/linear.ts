/** Noisy linear regression without end: every epoch of every run draws examples that were never there before. */
import { trueWeights } from '../experiment/linearTask.ts';
import { createRandom, type Random } from '../science/random.ts';
import type { DataSettings, Dataset, Split } from './dataset.ts';
import { validationCountOf } from './split.ts';

/**
 * Inputs [dimension], x ~ N(0, I), targets y = x · w* + noise · ξ, ξ ~ N(0, 1); |w*| = 1. `training` stands for what an
 * epoch is, for previews and measurements: training takes `fresh`. Throws RangeError for settings out of range.
 */
export function linear(settings: DataSettings): Dataset {
  const { size, noise, dimension, dataSeed } = settings;
  const validation = validationCountOf(settings);
  if (!Number.isInteger(dimension) || dimension < 1)
    throw new RangeError(`dimension must be a whole number from 1, got ${dimension}`);
  const truth = trueWeights(dimension, dataSeed);
  const draw = (count: number, random: Random): Split => drawSplit(truth, noise, count, random);
  return {
    id: 'linear',
    inputShape: [dimension],
    classes: 0,
    training: draw(size, createRandom(dataSeed, 'linear training')),
    validation: draw(validation, createRandom(dataSeed, 'linear validation')),
    fresh: (seed, epoch) => draw(size, createRandom(seed, `linear epoch ${epoch} of data ${dataSeed}`)),
    truth,
  };
}

function drawSplit(truth: Float64Array, noise: number, count: number, random: Random): Split {
  const width = truth.length;
  const inputs = new Float32Array(count * width);
  const targets = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    let sum = 0;
    for (let k = 0; k < width; k++) {
      const x = Math.fround(random.normal());
      inputs[i * width + k] = x;
      sum += x * truth[k];
    }
    targets[i] = sum + noise * random.normal();
  }
  return { inputs, labels: new Uint8Array(count), targets, count };
}
