/** A network for tf.layers, and random data to train on. */
import { layers, sequential, train, type LayersModel } from '@tensorflow/tfjs';
import type { Dataset } from '../../src/datasets/dataset.ts';
import { sizeOf, type ModelSpec } from '../../src/experiment/model.ts';
import { createRandom } from '../../src/science/random.ts';

export const LEARNING_RATE = 0.05;

/** A network of dense layers as tf.layers' documentation builds it: softmax output, categorical cross-entropy, SGD. */
export function layersModel({ inputShape, layers: specs }: ModelSpec): LayersModel {
  const model = sequential();
  specs.forEach((spec, i) => {
    if (spec.kind !== 'dense') return;
    const next = specs.at(i + 1);
    const activation = next?.kind === 'activation' ? next.fn : 'softmax';
    model.add(layers.dense({ units: spec.units, activation, ...(i === 0 ? { inputShape } : {}) }));
  });
  model.compile({ optimizer: train.sgd(LEARNING_RATE), loss: 'categoricalCrossentropy' });
  return model;
}

export function benchData({ inputShape, layers: specs }: ModelSpec, count: number): Dataset {
  const random = createRandom(1, 'bench');
  const output = specs.at(-1);
  const classes = output?.kind === 'dense' ? output.units : 0;
  const inputs = new Float32Array(count * sizeOf(inputShape)).map(() =>
    random.uniform() < 0.8 ? 0 : random.uniform(),
  );
  const labels = new Uint8Array(count).map(() => random.integer(classes));
  const split = { inputs, labels, count };
  return { id: 'digits', inputShape, classes, training: split, validation: split };
}
