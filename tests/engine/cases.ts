/** The models that every backend is checked on, small enough for the float64 reference. */
import type { Dataset } from '../../src/datasets/dataset.ts';
import {
  outputCount,
  sizeOf,
  type Activation,
  type LayerSpec,
  type ModelSpec,
} from '../../src/experiment/model.ts';
import type { OptimizerSpec } from '../../src/experiment/optimizer.ts';
import { initialWeights } from '../../src/experiment/weights.ts';
import { createRandom } from '../../src/science/random.ts';

export interface Case {
  name: string;
  model: ModelSpec;
  batch: number;
}

const dense = (name: string, units: number): LayerSpec => ({ kind: 'dense', name, units });
const unbiased = (name: string, units: number): LayerSpec => ({ kind: 'dense', name, units, bias: false });
const conv = (name: string, filters: number, size: number): LayerSpec => ({
  kind: 'conv',
  name,
  filters,
  size,
});
const pool = (name: string, size: number): LayerSpec => ({ kind: 'maxPool', name, size });
const norm = (name: string): LayerSpec => ({ kind: 'batchNorm', name });
const act = (name: string, fn: Activation): LayerSpec => ({ kind: 'activation', name, fn });
const flatten: LayerSpec = { kind: 'flatten', name: 'flatten' };

const flat = (inputs: number, ...layers: LayerSpec[]): ModelSpec => ({
  inputShape: [inputs],
  layers,
  loss: 'softmaxCrossEntropy',
});
const picture = (side: number, channels: number, ...layers: LayerSpec[]): ModelSpec => ({
  inputShape: [side, side, channels],
  layers,
  loss: 'softmaxCrossEntropy',
});
const mlp = (fn: Activation): ModelSpec =>
  flat(5, dense('a', 7), act('b', fn), dense('c', 6), act('d', fn), dense('e', 3));

/** Odd and even widths and batches, because textures pack values two by two. */
export const CASES: readonly Case[] = [
  { name: 'softmax regression', model: flat(4, dense('output', 3)), batch: 6 },
  { name: 'softmax regression on pictures', model: picture(4, 1, flatten, dense('output', 10)), batch: 5 },
  {
    name: 'tiny 2-4-2-2 tanh',
    model: flat(2, dense('a', 4), act('b', 'tanh'), dense('c', 2), act('d', 'tanh'), dense('e', 2)),
    batch: 4,
  },
  { name: 'mlp relu', model: mlp('relu'), batch: 9 },
  { name: 'mlp tanh', model: mlp('tanh'), batch: 8 },
  { name: 'mlp sigmoid', model: mlp('sigmoid'), batch: 7 },
  { name: 'mlp, batch of one', model: mlp('relu'), batch: 1 },
  { name: 'mlp, more rows than a texture is wide in the reduction', model: mlp('tanh'), batch: 130 },
  { name: 'squared error', model: { ...mlp('tanh'), loss: 'squaredError' }, batch: 5 },
  { name: 'conv alone', model: picture(5, 2, conv('a', 3, 3), flatten, dense('c', 3)), batch: 3 },
  {
    name: 'conv relu',
    model: picture(6, 1, conv('a', 4, 3), act('b', 'relu'), flatten, dense('c', 4)),
    batch: 4,
  },
  {
    name: 'conv tanh, conv sigmoid',
    model: picture(
      7,
      2,
      conv('a', 3, 3),
      act('b', 'tanh'),
      conv('c', 2, 2),
      act('d', 'sigmoid'),
      flatten,
      dense('e', 3),
    ),
    batch: 3,
  },
  {
    name: 'maxPool with a row left over',
    model: picture(7, 2, conv('a', 3, 3), pool('b', 2), flatten, dense('c', 3)),
    batch: 3,
  },
  {
    name: 'maxPool of the input',
    model: picture(6, 2, pool('a', 3), conv('b', 3, 2), flatten, dense('c', 3)),
    batch: 3,
  },
  {
    name: 'batchNorm after dense',
    model: flat(4, dense('a', 5), norm('b'), act('c', 'tanh'), dense('d', 3)),
    batch: 9,
  },
  { name: 'batchNorm of the input', model: flat(4, norm('a'), dense('b', 3)), batch: 8 },
  {
    name: 'cnn',
    model: picture(
      10,
      1,
      conv('a', 3, 3),
      act('b', 'relu'),
      pool('c', 2),
      conv('d', 4, 2),
      act('e', 'relu'),
      pool('f', 2),
      flatten,
      dense('g', 10),
    ),
    batch: 5,
  },
  {
    name: 'cnn-bn',
    model: picture(
      10,
      1,
      conv('a', 3, 3),
      norm('n'),
      act('b', 'relu'),
      pool('c', 2),
      conv('d', 4, 2),
      norm('m'),
      act('e', 'relu'),
      pool('f', 2),
      flatten,
      dense('g', 10),
    ),
    batch: 6,
  },
  {
    name: 'linear regression',
    model: { ...flat(5, unbiased('output', 1)), loss: 'squaredError' },
    batch: 7,
  },
  {
    name: 'a number from an mlp without bias',
    model: {
      ...flat(3, unbiased('a', 6), act('b', 'relu'), unbiased('c', 5), act('d', 'tanh'), unbiased('e', 1)),
      loss: 'squaredError',
    },
    batch: 8,
  },
];

/** Convolutions and pools, no batch normalisation. */
export const CNN = CASES.find(({ name }) => name === 'cnn')!.model;

export const OPTIMIZERS: readonly OptimizerSpec[] = [
  { id: 'sgd', weightDecay: 0 },
  { id: 'sgd', weightDecay: 0.01 },
  { id: 'momentum', momentum: 0.9, weightDecay: 0.01 },
  { id: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.01 },
];

/**
 * `count` random examples for `model`, inputs in [-1, 1], the same for training and validation; the answers are numbers
 * in [-1, 1] for a model of one output.
 */
export function randomData(model: ModelSpec, count: number, seed = 7): Dataset {
  const random = createRandom(seed, 'examples');
  const size = sizeOf(model.inputShape);
  const classes = outputCount(model);
  const inputs = new Float32Array(count * size).map(() => 2 * random.uniform() - 1);
  const labels = new Uint8Array(count).map(() => random.integer(classes));
  const targets = new Float32Array(classes === 1 ? count : 0).map(() => 2 * random.uniform() - 1);
  const split = { inputs, labels, count, ...(classes === 1 && { targets }) };
  return { id: 'moons', inputShape: model.inputShape, classes, training: split, validation: split };
}

/** Initial weights with every tensor moved off its start value, so that no gradient is zero by symmetry. */
export function stirredWeights(model: ModelSpec, seed = 3): Float32Array<ArrayBuffer>[] {
  const random = createRandom(seed, 'stir');
  return initialWeights(model, seed).map((tensor) => tensor.map((v) => v + 0.2 * random.uniform()));
}

/** Rows `indices` of a split, as plain numbers for the reference; `labels` are targets where the answers are numbers. */
export function pick(data: Dataset, indices: ArrayLike<number>): { inputs: number[]; labels: number[] } {
  const size = sizeOf(data.inputShape);
  const answers = data.training.targets ?? data.training.labels;
  const rows = Array.from(indices);
  return {
    inputs: rows.flatMap((i) => Array.from(data.training.inputs.subarray(i * size, (i + 1) * size))),
    labels: rows.map((i) => answers[i]),
  };
}
