import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { createArena } from '../../../src/engine/cpu/arena.ts';
import { startCpuEngine } from '../../../src/engine/cpu/engine.ts';
import { largestBatch, largestMicroBatch, lackingIn } from '../../../src/engine/cpu/limits.ts';
import { instantiate, loadModule } from '../../../src/engine/cpu/module.ts';
import { compile } from '../../../src/engine/cpu/network.ts';
import { layOut, NORMS, type Plan, type PlanRequest } from '../../../src/engine/cpu/plan.ts';
import { createCpuRun } from '../../../src/engine/cpu/run.ts';
import type { EngineFailure, RunSetup } from '../../../src/engine/engine.ts';
import { createFailureWatch, EngineFailureError } from '../../../src/engine/failure.ts';
import { CASES, OPTIMIZERS, randomData, stirredWeights } from '../cases.ts';
import { order } from './float64.ts';

const setupOf = (name: string, examples: number): RunSetup => {
  const { model } = CASES.find((test) => test.name === name)!;
  return {
    model,
    optimizer: OPTIMIZERS[2],
    data: randomData(model, examples),
    weights: stirredWeights(model),
  };
};
function failureOf(work: () => void): EngineFailure {
  try {
    work();
  } catch (error) {
    if (error instanceof EngineFailureError) return error.failure;
    throw error;
  }
  throw new Error('was not refused');
}

describe('the largest batch that fits', () => {
  it('fits under every limit, and one more does not', () => {
    const cases = fc.constantFrom(...CASES.map(({ model }) => compile(model)));
    const norms = fc.constantFrom(...NORMS);
    const micro = fc.oneof(fc.constant(Infinity), fc.integer({ min: 1, max: 700 }));
    const check = (
      network: PlanRequest['network'],
      level: Plan['norms'],
      most: number,
      share: number,
    ): void => {
      const request = { network, optimizer: 'adam', examples: 2000, numbers: false } as const;
      const planOf = (batchSize: number, rows = Math.min(batchSize, most)): Plan =>
        layOut({ ...request, batchSize, rows, norms: level });
      const [least, all] = [planOf(1), planOf(2000)];
      const arenaBytes = Math.round(least.arenaBytes + share * (all.arenaBytes - least.arenaBytes));
      const limits = { memoryBytes: Infinity, arenaBytes };
      const batch = largestBatch(all, most, limits);
      expect(batch).toBeGreaterThan(0);
      expect(planOf(batch).arenaBytes).toBeLessThanOrEqual(arenaBytes);
      if (batch === 2000) return;
      expect(planOf(batch + 1).arenaBytes).toBeGreaterThan(arenaBytes);
      expect(lackingIn(planOf(batch + 1), limits)).toBeDefined();
      const rows = largestMicroBatch(all, limits);
      if (rows > 0) expect(planOf(2000, rows).arenaBytes).toBeLessThanOrEqual(arenaBytes);
      expect(planOf(2000, rows + 1).arenaBytes).toBeGreaterThan(arenaBytes);
    };
    fc.assert(fc.property(cases, norms, micro, fc.double({ min: 0, max: 1, noNaN: true }), check), {
      seed: 7,
      numRuns: 300,
    });
  });

  it('can be searched for: no layout needs less than one of a smaller batch', () => {
    const { model } = CASES.find(({ name }) => name === 'tiny 2-4-2-2 tanh')!;
    const request = { network: compile(model), optimizer: 'sgd', examples: 1200, numbers: false } as const;
    for (const norms of NORMS)
      for (const micro of [Infinity, 100]) {
        let before = 0;
        for (let batchSize = 1; batchSize <= 1200; batchSize++) {
          const { endBytes } = layOut({ ...request, batchSize, rows: Math.min(batchSize, micro), norms });
          expect(endBytes).toBeGreaterThanOrEqual(before);
          before = endBytes;
        }
      }
  });
});

describe('a refusal', () => {
  it('names what did not fit, bytes wanted and bytes left, at the start, and takes nothing', async () => {
    const setup = setupOf('cnn', 3000);
    const engine = await startCpuEngine();
    const parts = engine.createRun({ ...setup, batchSize: 2000 }).parts();
    const activations = parts.find(({ name }) => name === 'activations')!;
    const [first, second] = activations.layers;
    expect([first.layer, second.layer]).toEqual(['a', 'c']);
    const upTo = parts.slice(0, parts.indexOf(activations)).filter(({ name }) => name !== 'dataset');
    const limitBytes = upTo.reduce((sum, { bytes }) => sum + bytes, 0) + first.bytes + 1000;
    const kernels = instantiate(await loadModule());
    const held = kernels.memory.buffer.byteLength;
    const options = { limitBytes: 2 ** 30 };
    const failure = failureOf(() => createArena(kernels, { ...setup, batchSize: 2000, limitBytes }, options));
    expect(kernels.memory.buffer.byteLength).toBe(held);
    expect(failure.lacking).toEqual({ part: 'activations', layer: 'c', bytes: second.bytes, left: 1000 });
    expect(failure.message).toMatch(
      /^batch size 2,000 needs [\d.]+ MB, and the limit that you set is [\d.]+ MB; 1 kB are left for activations of c, [\d.]+ [kM]B wanted; the largest that fits is [\d,]+$/,
    );
    const fits = failure.fits ?? 0;
    const run = engine.createRun({ ...setup, batchSize: fits, limitBytes });
    run.update(order(fits), fits, 0.1);
    const more = failureOf(() => run.update(order(fits + 1), fits + 1, 0.1));
    expect(more.fits).toBe(fits);
    expect((await run.losses()).length).toBe(1);
  });

  it('of one example names the part, and nothing that would fit', async () => {
    const engine = await startCpuEngine();
    const failure = failureOf(() => engine.createRun({ ...setupOf('cnn', 100), limitBytes: 500 }));
    expect(failure.lacking).toMatchObject({ part: 'program', left: 500 });
    expect([failure.fits, failure.fitsMicroBatch]).toEqual([undefined, undefined]);
    expect(failure.message).not.toContain('largest');
  });

  it('counts the dataset in the limit of all memory, and not in that of a run', async () => {
    const setup = setupOf('mlp relu', 5000);
    const engine = await startCpuEngine();
    const { inUseBytes, datasetBytes } = engine.createRun({ ...setup, batchSize: 10 }).memory();
    expect(datasetBytes).toBeGreaterThan(inUseBytes);
    engine.createRun({ ...setup, batchSize: 10, limitBytes: inUseBytes });
    expect(failureOf(() => engine.createRun({ ...setup, batchSize: 11, limitBytes: inUseBytes })).fits).toBe(
      10,
    );
    const narrow = await startCpuEngine({ limitBytes: datasetBytes });
    expect(failureOf(() => narrow.createRun(setup)).lacking?.part).toBe('dataset');
  });

  it('by the browser says what the memory that is held is enough for, and the run goes on with that', async () => {
    const setup = { ...setupOf('cnn', 5000), batchSize: 20 };
    const arena = createArena(instantiate(await loadModule()), setup, { limitBytes: 2 ** 30 });
    const run = createCpuRun(arena, setup, createFailureWatch());
    const { memory } = arena.kernels;
    const held = memory.buffer.byteLength;
    const grow = vi.spyOn(memory, 'grow').mockImplementation(() => {
      throw new RangeError('WebAssembly.Memory.grow(): Maximum memory size exceeded');
    });
    const { code, message, fits = 0, lacking } = failureOf(() => run.update(order(5000), 5000, 0.1));
    expect(code).toBe('out-of-memory');
    expect(message).toMatch(
      /^batch size 5,000 needs [\d.]+ MB and the browser gave no more than [\d.]+ MB; .*; the largest that fits is \d+$/,
    );
    expect(lacking?.part).toBe('batch');
    expect(fits).toBeGreaterThanOrEqual(20);
    run.update(order(fits), fits, 0.1);
    expect(failureOf(() => run.update(order(fits + 1), fits + 1, 0.1)).fits).toBe(fits);
    expect(memory.buffer.byteLength).toBe(held);
    grow.mockRestore();
    run.update(order(5000), 5000, 0.1);
    expect((await run.losses()).length).toBe(2);
  });
});

describe('labels', () => {
  it('that are no class of the model are refused, in the training and in the validation examples', async () => {
    const engine = await startCpuEngine();
    for (const split of ['training', 'validation'] as const) {
      const setup = setupOf('mlp relu', 9);
      const data = {
        ...setup.data,
        [split]: { ...setup.data[split], labels: Uint8Array.of(0, 1, 2, 0, 3, 0, 0, 0, 0) },
      };
      expect(() => engine.createRun({ ...setup, data })).toThrow(
        "label 3 of example 4 is none of the model's 3 classes",
      );
    }
    const run = engine.createRun(setupOf('mlp relu', 9));
    const before = await run.state();
    const next = { ...setupOf('mlp relu', 9).data.training, labels: new Uint8Array(9).fill(200) };
    expect(() => run.replaceTraining(next)).toThrow('label 200 of example 0');
    expect(await run.state()).toEqual(before);
  });
});
