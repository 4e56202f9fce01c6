/** The one limit that the Memory page, Train, remedies and engine go by. */
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { startCpuEngine, type CpuEngine } from '../../src/engine/cpu/engine.ts';
import { largestBatch } from '../../src/engine/cpu/limits.ts';
import { compile } from '../../src/engine/cpu/network.ts';
import { EngineFailureError } from '../../src/engine/failure.ts';
import { optimizerOf } from '../../src/experiment/config.ts';
import { CPU_LIMIT_BYTES } from '../../src/experiment/cpuLimit.ts';
import { modelOf, trainingCount } from '../../src/experiment/derive.ts';
import { engineRoom, limitBytesOf, memoryLimitOf } from '../../src/experiment/memoryLimit.ts';
import { predictedLargest } from '../../src/experiment/memoryPrediction.ts';
import { initialWeights } from '../../src/experiment/weights.ts';
import { randomData } from '../engine/cases.ts';
import { configOf } from './support.ts';

let engine: CpuEngine;
beforeAll(async () => {
  engine = await startCpuEngine();
});

describe('memoryLimitOf', () => {
  const mnist = configOf({ dataset: 'mnist', model: 'cnn-bn' });

  it('is the limit that is set while it is the smaller one', () => {
    expect(memoryLimitOf({ ...mnist, memoryLimit: 3600 }, 'cpu')).toEqual({ bytes: 3.6e9, of: 'settings' });
    expect(memoryLimitOf({ ...mnist, memoryLimit: 6000 }, 'webgl')).toEqual({ bytes: 6e9, of: 'settings' });
  });

  it('is what WebAssembly leaves beside the dataset where that is less, or where nothing is set and not all fits', () => {
    const bytes = CPU_LIMIT_BYTES - 1024 - 4 * 784 * 60_000 - 60_032;
    for (const memoryLimit of [0, 6000])
      expect(memoryLimitOf({ ...mnist, memoryLimit }, 'cpu')).toEqual({ bytes, of: 'webassembly' });
  });

  it('is none where nothing is set and all fits, or only the device knows', () => {
    expect(memoryLimitOf({ ...mnist, model: 'cnn' }, 'cpu')).toBeUndefined();
    expect(memoryLimitOf(mnist, 'webgpu')).toBeUndefined();
  });
});

describe('the cpu engine goes by the same limit', () => {
  it('for every dataset and model: its largest batch is the one predicted', () =>
    fc.assert(
      fc.property(
        fc.constantFrom('digits' as const, 'moons' as const, 'mnist' as const, 'linear' as const),
        fc.constantFrom('softmax' as const, 'mlp' as const, 'cnn' as const, 'cnn-bn' as const),
        fc.constantFrom('sgd' as const, 'momentum' as const, 'adam' as const),
        fc.constantFrom(0, 2000, 60_000),
        fc.oneof(fc.constant(0), fc.double({ min: 0.001, max: 8000, noNaN: true })),
        (dataset, picturesModel, optimizer, microBatch, memoryLimit) => {
          const model = dataset === 'linear' ? 'linear' : dataset === 'moons' ? 'mlp' : picturesModel;
          const config = { ...configOf({ dataset, model, optimizer }), microBatch, memoryLimit };
          const request = {
            ...{ network: compile(modelOf(config)), optimizer, examples: trainingCount(config) },
            ...{ numbers: dataset === 'linear', batchSize: 1, rows: 1, norms: 'none' as const },
          };
          const limits = { memoryBytes: CPU_LIMIT_BYTES, arenaBytes: limitBytesOf(config) ?? Infinity };
          const limit = memoryLimitOf(config, 'cpu')?.bytes ?? engineRoom(config, 'cpu');
          expect(predictedLargest(config, 'cpu', limit)).toBe(
            largestBatch(request, microBatch || Infinity, limits),
          );
        },
      ),
      { numRuns: 200 },
    ));

  it.each([
    [0, 'with its dataset, and WebAssembly’s limit is 4.29 GB'],
    [6000, 'with its dataset, and WebAssembly’s limit is 4.29 GB'],
    [64, ', and the limit that you set is 64 MB'],
  ])('and says whose it is, with %d MB set', (memoryLimit, words) => {
    const config = { ...configOf({ dataset: 'mnist', model: 'cnn-bn', optimizer: 'sgd' }), memoryLimit };
    const model = modelOf(config);
    const limitBytes = limitBytesOf(config);
    const asked = (): unknown =>
      engine.createRun({
        ...{ model, optimizer: optimizerOf(config), weights: initialWeights(model, 1) },
        ...{ batchSize: 60_000, data: randomData(model, 60_000) },
        ...(limitBytes !== undefined && { limitBytes }),
      });
    const limit = memoryLimitOf(config, 'cpu')!.bytes;
    let failure: unknown;
    try {
      asked();
    } catch (error) {
      failure = error;
    }
    if (!(failure instanceof EngineFailureError)) throw new Error('it was not refused');
    expect(failure.message).toContain(words);
    expect(failure.failure.fits).toBe(predictedLargest(config, 'cpu', limit));
  });
});
