import { describe, expect, it } from 'vitest';
import type { ExperimentConfig, ModelId } from '../../src/experiment/config.ts';
import { optimizerOf } from '../../src/experiment/config.ts';
import { modelOf, trainingCount, validationCount } from '../../src/experiment/derive.ts';
import {
  layerShapes,
  outputCount,
  outputShape,
  parameterCount,
  parameterTensors,
  type LayerSpec,
} from '../../src/experiment/model.ts';
import { slotCount } from '../../src/experiment/optimizer.ts';
import { configOf } from './support.ts';

const model = (id: ModelId, more: Partial<ExperimentConfig> = {}) =>
  modelOf({ ...configOf(), model: id, ...more });

describe('parameter counts, worked by hand', () => {
  it.each<[ModelId, Partial<ExperimentConfig>, number]>([
    ['softmax', {}, 784 * 10 + 10],
    ['mlp', {}, 784 * 128 + 128 + 128 * 10 + 10],
    ['mlp', { hidden: [64, 32] }, 784 * 64 + 64 + 64 * 32 + 32 + 32 * 10 + 10],
    ['softmax', { dataset: 'moons' }, 2 * 2 + 2],
    ['mlp', { dataset: 'blobs', hidden: [16] }, 2 * 16 + 16 + 16 * 4 + 4],
    // two 5 × 5 convolutions, 1 → 8 → 16 filters; 28 → 24 → 12 → 8 → 4 wide; 4·4·16 = 256 features
    ['cnn', {}, 25 * 8 + 8 + 25 * 8 * 16 + 16 + 256 * 10 + 10],
    // and a trainable scale and shift for each of the 8 + 16 filters
    ['cnn-bn', {}, 208 + 3216 + 2570 + 2 * (8 + 16)],
  ])('%s %j has %d', (id, more, count) => {
    expect(parameterCount(model(id, more))).toBe(count);
  });

  it('are 7,850 for softmax, 101,770 for the mlp and 5,994 for the cnn', () => {
    expect(['softmax', 'mlp', 'cnn'].map((id) => parameterCount(model(id as ModelId)))).toEqual([
      7850, 101_770, 5994,
    ]);
  });
});

describe('modelOf', () => {
  it('draws the cnn layer by layer', () => {
    expect(layerShapes(model('cnn')).map((shape) => shape.join('×'))).toEqual([
      '28×28×1',
      '24×24×8',
      '24×24×8',
      '12×12×8',
      '8×8×16',
      '8×8×16',
      '4×4×16',
      '256',
      '10',
    ]);
  });

  it('normalises between convolution and activation', () => {
    expect(model('cnn-bn').layers.map((l) => l.kind)).toEqual([
      'conv',
      'batchNorm',
      'activation',
      'maxPool',
      'conv',
      'batchNorm',
      'activation',
      'maxPool',
      'flatten',
      'dense',
    ]);
  });

  it('takes the chosen activation, flattens only pictures and ends in one logit per class', () => {
    const moons = model('mlp', { dataset: 'moons', hidden: [4, 3], activation: 'tanh' });
    expect(moons.layers).toEqual([
      { kind: 'dense', name: 'dense1', units: 4 },
      { kind: 'activation', name: 'act1', fn: 'tanh' },
      { kind: 'dense', name: 'dense2', units: 3 },
      { kind: 'activation', name: 'act2', fn: 'tanh' },
      { kind: 'dense', name: 'output', units: 2 },
    ]);
    for (const id of ['softmax', 'mlp', 'cnn', 'cnn-bn'] as const) expect(outputCount(model(id))).toBe(10);
  });

  it('names every tensor once and keeps running statistics from the gradient', () => {
    const tensors = parameterTensors(model('cnn-bn'));
    expect(new Set(tensors.map((t) => t.name)).size).toBe(tensors.length);
    expect(tensors.filter((t) => !t.trainable).map((t) => t.name)).toEqual([
      'norm1.runningMean',
      'norm1.runningVariance',
      'norm2.runningMean',
      'norm2.runningVariance',
    ]);
  });
});

describe('outputShape', () => {
  it.each<[LayerSpec, number[], string]>([
    [{ kind: 'dense', name: 'd', units: 3 }, [28, 28, 1], 'd needs a flat input, got [28, 28, 1]'],
    [{ kind: 'conv', name: 'c', filters: 1, size: 5 }, [4, 9, 1], 'c of size 5 does not fit in 4 × 9'],
    [{ kind: 'conv', name: 'c', filters: 1, size: 5 }, [2], 'c needs pictures'],
    [{ kind: 'maxPool', name: 'p', size: 2 }, [1, 2, 1], 'p of size 2 does not fit in 1 × 2'],
  ])('refuses %j on %j', (layer, input, message) => {
    expect(() => outputShape(layer, input)).toThrow(message);
  });

  it('lets a pool leave an odd edge out', () => {
    expect(outputShape({ kind: 'maxPool', name: 'p', size: 2 }, [5, 7, 3])).toEqual([2, 3, 3]);
  });
});

describe('what follows from a configuration', () => {
  it.each([
    [{}, 10_000, 2000],
    [{ size: '500', validationShare: '0.1' }, 500, 50],
    [{ dataset: 'moons', size: '20', validationShare: '0.01' }, 20, 1],
    [{ dataset: 'mnist' }, 60_000, 10_000],
    [{ dataset: 'mnist', limit: '5000' }, 5000, 10_000],
    [{ dataset: 'mnist', size: '700' }, 60_000, 10_000],
  ] as const)('%j trains on %d and validates on %d', (draft, training, validation) => {
    const config = configOf(draft);
    expect(trainingCount(config)).toBe(training);
    expect(validationCount(config)).toBe(validation);
  });

  it('makes the optimiser with the parameters it uses', () => {
    const config = configOf({ weightDecay: '0.01', momentum: '0.5', beta1: '0.8' });
    expect(optimizerOf(config)).toEqual({ id: 'sgd', weightDecay: 0.01 });
    expect(optimizerOf({ ...config, optimizer: 'momentum', momentum: 0.5 })).toEqual({
      id: 'momentum',
      momentum: 0.5,
      weightDecay: 0.01,
    });
    expect(optimizerOf({ ...config, optimizer: 'adam', beta1: 0.8, epsilon: 1e-6 })).toEqual({
      id: 'adam',
      beta1: 0.8,
      beta2: 0.999,
      epsilon: 1e-6,
      weightDecay: 0.01,
    });
    expect(['sgd', 'momentum', 'adam'].map((id) => slotCount(id as 'sgd'))).toEqual([0, 1, 2]);
  });
});
