/** The prediction against the arena itself, to the byte; the two share no code. */
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { startCpuEngine, type CpuEngine } from '../../src/engine/cpu/engine.ts';
import { cpuLayerBytes, cpuMemoryOf } from '../../src/experiment/cpuMemory.ts';
import { optimizerOf } from '../../src/experiment/config.ts';
import { modelOf } from '../../src/experiment/derive.ts';
import { outputCount, type ModelSpec } from '../../src/experiment/model.ts';
import type { OptimizerSpec } from '../../src/experiment/optimizer.ts';
import { initialWeights } from '../../src/experiment/weights.ts';
import { randomData } from '../engine/cases.ts';
import { flatModels, optimizers, pictureModels, unbiasedModels } from '../engine/cpu/arbitrary.ts';
import { configOf } from './support.ts';

let engine: CpuEngine;
beforeAll(async () => {
  engine = await startCpuEngine();
});

interface Asked {
  model: ModelSpec;
  optimizer: OptimizerSpec;
  batchSize: number;
  microBatch?: number | undefined;
}

/** What the arena holds after an update was really made. */
function held({ model, optimizer, batchSize, microBatch }: Asked) {
  const run = engine.createRun({
    ...{ model, optimizer, batchSize },
    ...(microBatch !== undefined && { microBatch }),
    data: randomData(model, batchSize),
    weights: initialWeights(model, 1),
  });
  run.update(
    Uint32Array.from({ length: batchSize }, (_, i) => i),
    batchSize,
    0.01,
  );
  const { inUseBytes, peakBytes } = run.memory();
  const parts = run.parts();
  run.dispose();
  return { inUseBytes, peakBytes, parts };
}

const predicted = ({ model, optimizer, batchSize, microBatch }: Asked) => ({
  request: { model, optimizer: optimizer.id, batchSize, microBatch, numbers: outputCount(model) === 1 },
});

function check(asked: Asked): void {
  const { request } = predicted(asked);
  const memory = cpuMemoryOf(request);
  const { inUseBytes, peakBytes, parts } = held(asked);
  const bytes = (name: string): number => parts.find((part) => part.name === name)?.bytes ?? 0;
  expect({
    total: memory.total,
    weights: memory.weights,
    gradients: memory.gradients,
    optimizer: memory.optimizer,
    activations: memory.activations,
    workspace: memory.workspace,
    batch: memory.batch,
    accumulator: memory.accumulator,
  }).toEqual({
    total: inUseBytes,
    weights: bytes('weights'),
    gradients: bytes('gradients'),
    optimizer: bytes('slots'),
    activations: bytes('activations'),
    workspace: bytes('workspace'),
    batch: bytes('batch'),
    accumulator: bytes('accumulator'),
  });
  expect(peakBytes).toBe(inUseBytes);
  const layers = parts.find((part) => part.name === 'activations')!.layers.filter((l) => l.bytes > 0);
  const ofLayer = (list: readonly { layer: string; bytes: number }[]): Record<string, number> => {
    const sums: Record<string, number> = {};
    for (const { layer, bytes: own } of list) sums[layer] = (sums[layer] ?? 0) + own;
    return sums;
  };
  expect(ofLayer(cpuLayerBytes(request))).toEqual(ofLayer(layers));
}

describe('the cpu engine holds what is predicted, to the byte', () => {
  it('for random networks, optimisers, batches and micro-batches', () => {
    const models = fc.oneof(flatModels(true), pictureModels(true), unbiasedModels);
    fc.assert(
      fc.property(
        models,
        optimizers,
        fc.integer({ min: 1, max: 400 }),
        fc.option(fc.integer({ min: 1, max: 400 }), { nil: undefined }),
        (model, optimizer, batchSize, microBatch) => check({ model, optimizer, batchSize, microBatch }),
      ),
      { numRuns: 300 },
    );
  });

  it.each(
    (['softmax', 'mlp', 'cnn', 'cnn-bn'] as const).flatMap((model) =>
      (['sgd', 'momentum', 'adam'] as const).map((optimizer) => [model, optimizer] as const),
    ),
  )('for %s with %s at B = 1, 7, 256 and 1,500', (name, id) => {
    const config = configOf({ model: name, optimizer: id });
    for (const batchSize of [1, 7, 256, 1500])
      check({ model: modelOf(config), optimizer: optimizerOf(config), batchSize });
  });
});

describe('worked by hand', () => {
  const request = (texts: Parameters<typeof configOf>[0], batchSize: number) => {
    const config = configOf(texts);
    return { model: modelOf(config), optimizer: config.optimizer, batchSize };
  };

  it('the mlp 784-128-10 with Adam at B = 256', () => {
    // The ten outputs are filled up to twelve: 784·128 + 128 + 128·12 + 12 numbers.
    const trainable = 784 * 128 + 128 + 128 * 12 + 12;
    expect(trainable).toBe(102_028);
    const weights = 64 * Math.ceil((4 * trainable) / 64);
    expect(cpuMemoryOf(request({ optimizer: 'adam' }, 256))).toMatchObject({
      weights,
      gradients: weights,
      optimizer: 64 * Math.ceil((8 * trainable) / 64),
      activations: 4 * 256 * (128 + 12),
      batch: 4 * 256 * 784 + 256,
    });
  });

  it('the cnn with SGD at B = 64', () => {
    // 24·24·8, 12·12·8, 8·8·16, 4·4·16, 12 for ten outputs; ReLU is part of the convolutions.
    const outputs = 4608 + 1152 + 1024 + 256 + 12;
    const trainable = 5 * 5 * 8 + 8 + 5 * 5 * 8 * 16 + 16 + 256 * 12 + 12;
    expect(cpuMemoryOf(request({ model: 'cnn' }, 64))).toMatchObject({
      weights: 64 * Math.ceil((4 * trainable) / 64),
      optimizer: 0,
      activations: 4 * 64 * outputs,
      batch: 4 * 64 * 784 + 64,
    });
  });

  it('micro-batches hold a part of the batch and the sum of its gradients', () => {
    const whole = cpuMemoryOf(request({ model: 'cnn' }, 1024));
    const parts = cpuMemoryOf({ ...request({ model: 'cnn' }, 1024), microBatch: 64 });
    expect(parts.activations).toBe(whole.activations / 16);
    expect(parts.accumulator).toBe(parts.gradients);
    expect(parts.total).toBeLessThan(whole.total / 10);
  });
});
