/** How generated data are split: training and validation are drawn apart, each from a stream of its own. */
import { createRandom, permutation, type Random } from '../science/random.ts';
import type { DataSettings, Dataset, DatasetId, Split } from './dataset.ts';

/** Writes one example of class `label` into inputs[at …]; the inputs hold zeros before. */
export type Draw = (label: number, random: Random, inputs: Float32Array, at: number) => void;

export interface Recipe {
  id: DatasetId;
  inputShape: number[];
  classes: number;
}

/**
 * A dataset of `settings.size` training examples and, besides them, round(size × validationShare) validation examples
 * (at least one). Classes are balanced to within one example and shuffled. The training examples do not depend on the
 * validation share. Throws RangeError where a setting is no number in its range.
 */
export function drawDataset(recipe: Recipe, settings: DataSettings, draw: Draw): Dataset {
  const { size, dataSeed } = settings;
  const validation = validationCountOf(settings);
  return {
    id: recipe.id,
    inputShape: recipe.inputShape,
    classes: recipe.classes,
    training: drawSplit(recipe, size, createRandom(dataSeed, `${recipe.id} training`), draw),
    validation: drawSplit(recipe, validation, createRandom(dataSeed, `${recipe.id} validation`), draw),
  };
}

/** The first `count` examples of a split, not copied. */
export function firstExamples(split: Split, count: number): Split {
  const width = split.inputs.length / split.count;
  return {
    inputs: split.inputs.subarray(0, count * width),
    labels: split.labels.subarray(0, count),
    count,
    ...(split.targets && { targets: split.targets.subarray(0, count) }),
  };
}

/** How many validation examples there are. Throws RangeError where a setting is no number in its range. */
export function validationCountOf({ size, validationShare, noise }: DataSettings): number {
  if (!Number.isInteger(size) || size < 1)
    throw new RangeError(`size must be a whole number from 1, got ${size}`);
  if (!(validationShare > 0 && validationShare <= 1))
    throw new RangeError(`validationShare must be above 0 and at most 1, got ${validationShare}`);
  if (!(noise >= 0 && Number.isFinite(noise)))
    throw new RangeError(`noise must be a number from 0, got ${noise}`);
  return Math.max(1, Math.round(size * validationShare));
}

function drawSplit(recipe: Recipe, count: number, random: Random, draw: Draw): Split {
  const width = recipe.inputShape.reduce((a, b) => a * b, 1);
  const inputs = new Float32Array(count * width);
  const labels = new Uint8Array(count);
  const order = permutation(count, random);
  for (let i = 0; i < count; i++) {
    labels[i] = order[i] % recipe.classes;
    draw(labels[i], random, inputs, i * width);
  }
  return { inputs, labels, count };
}
