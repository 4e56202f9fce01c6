/** Updates that are really made, on the cpu engine, and what a GPU is never asked for. */
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { startCpuEngine } from '../../src/engine/cpu/engine.ts';
import { startEngine } from '../../src/engine/select.ts';
import { trainingCount } from '../../src/experiment/derive.ts';
import { predictedLargest, predictedMemory } from '../../src/experiment/memoryPrediction.ts';
import { findLargestBatch } from '../../src/science/largestBatch.ts';
import { createProbeEngine, GPU_CEILING_BYTES, probeMemory } from '../../src/worker/memoryProbe.ts';
import { configOf } from '../experiment/support.ts';

const { take } = createProbeEngine((asked) => startEngine(asked));
const probe = (config: ReturnType<typeof configOf>) =>
  probeMemory(config, predictedMemory(config, 'cpu', config.batchSize).total, take);

describe('probeMemory', () => {
  it('says what an update held: just what was predicted', async () => {
    const config = configOf({ engine: 'cpu', model: 'cnn', batchSize: '64' });
    const { total } = predictedMemory(config, 'cpu', 64);
    expect(await probe(config)).toMatchObject({ fits: true, peakBytes: total, restBytes: total });
  });

  it('says what did not fit, and the engine goes on', async () => {
    const config = configOf({ engine: 'cpu', model: 'cnn', batchSize: '2000', memoryLimit: '8' });
    const refused = await probe(config);
    expect(refused).toMatchObject({ fits: false, lost: false, error: { code: 'out-of-memory' } });
    if (refused.fits) throw new Error('it fits');
    const { bytes, left } = refused.error.lacking!;
    expect(bytes).toBeGreaterThan(left);
    expect(refused.error.fits).toBe(predictedLargest(config, 'cpu', 8e6));
    expect(await probe({ ...config, batchSize: 8 })).toMatchObject({ fits: true });
  });

  it('asks a GPU for no more than is safe', async () => {
    const engine = await startCpuEngine();
    const gpu = { ...engine, info: { ...engine.info, name: 'webgl' as const }, createRun: vi.fn() };
    const started = { engine: gpu, asked: 'webgl', got: 'webgl', why: 'Asked.' } as const;
    const probed = await probeMemory(configOf(), GPU_CEILING_BYTES + 1, () => Promise.resolve(started));
    expect(probed).toMatchObject({ fits: false, lost: false, error: { code: 'out-of-memory' } });
    expect(gpu.createRun).not.toHaveBeenCalled();
  });

  it('finds an answer that is tight under 50 random limits: it fits, one more does not', () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom('softmax' as const, 'mlp' as const, 'cnn' as const, 'cnn-bn' as const),
        fc.constantFrom('sgd' as const, 'adam' as const),
        fc.double({ min: 0.01, max: 4, noNaN: true }),
        async (model, optimizer, memoryLimit) => {
          const config = {
            ...configOf({ engine: 'cpu', model, optimizer, size: '300', batchSize: '1' }),
            memoryLimit,
          };
          const fits = async (batchSize: number): Promise<boolean> =>
            (await probe({ ...config, batchSize })).fits;
          const { largest, all } = await findLargestBatch(trainingCount(config), fits);
          if (largest > 0) expect(await fits(largest)).toBe(true);
          if (!all) expect(await fits(largest + 1)).toBe(false);
          expect(largest).toBe(predictedLargest(config, 'cpu', 1e6 * memoryLimit));
        },
      ),
      { numRuns: 50 },
    ));
});
