/** The same networks for Batchscope and for tf.layers, and random data to train them on. */
import { layers, sequential, type LayersModel } from '@tensorflow/tfjs-layers';
import { train } from '@tensorflow/tfjs-core';
import type { Dataset } from '../../src/datasets/dataset.ts';
import type { LayerSpec, ModelSpec } from '../../src/experiment/model.ts';
import { createRandom } from '../../src/science/random.ts';
import type { ModelName } from './messages.ts';

export const LEARNING_RATE = 0.05;

interface Shape {
  widths: number[];
  activation: 'relu' | 'tanh';
}

const SHAPES: Record<ModelName, Shape> = {
  tiny: { widths: [2, 4, 2, 2], activation: 'tanh' },
  mlp: { widths: [784, 128, 10], activation: 'relu' },
};

export function ourModel(name: ModelName): ModelSpec {
  const { widths, activation } = SHAPES[name];
  const last = widths.length - 1;
  const specs = widths.slice(1).flatMap((units, i): LayerSpec[] => {
    const dense: LayerSpec = { kind: 'dense', name: `dense${i}`, units };
    return i + 1 === last ? [dense] : [dense, { kind: 'activation', name: `act${i}`, fn: activation }];
  });
  return { inputShape: [widths[0]], layers: specs, loss: 'softmaxCrossEntropy' };
}

/** The network as tf.layers' documentation builds it: softmax output, categorical cross-entropy, SGD. */
export function layersModel(name: ModelName): LayersModel {
  const { widths, activation } = SHAPES[name];
  const last = widths.length - 1;
  const model = sequential();
  widths.slice(1).forEach((units, i) => {
    const first = i === 0 ? { inputShape: [widths[0]] } : {};
    model.add(layers.dense({ units, activation: i + 1 === last ? 'softmax' : activation, ...first }));
  });
  model.compile({ optimizer: train.sgd(LEARNING_RATE), loss: 'categoricalCrossentropy' });
  return model;
}

export function benchData(name: ModelName, count: number): Dataset {
  const { widths } = SHAPES[name];
  const random = createRandom(1, 'bench');
  const [size, classes] = [widths[0], widths[widths.length - 1]];
  const inputs = new Float32Array(count * size).map(() => (random.uniform() < 0.8 ? 0 : random.uniform()));
  const labels = new Uint8Array(count).map(() => random.integer(classes));
  const split = { inputs, labels, count };
  return { id: 'digits', inputShape: [size], classes, training: split, validation: split };
}
