import { describe, expect, it, vi } from 'vitest';
import { createArena } from '../../../src/engine/cpu/arena.ts';
import { startCpuEngine } from '../../../src/engine/cpu/engine.ts';
import { instantiate, loadModule } from '../../../src/engine/cpu/module.ts';
import { createCpuRun } from '../../../src/engine/cpu/run.ts';
import type { EngineRun, PartName, RunSetup } from '../../../src/engine/engine.ts';
import { createFailureWatch, EngineFailureError } from '../../../src/engine/failure.ts';
import type { ModelSpec } from '../../../src/experiment/model.ts';
import { CASES, OPTIMIZERS, randomData, stirredWeights } from '../cases.ts';
import { expectClose, names } from '../checks.ts';
import { order } from './float64.ts';

const EXAMPLES = 400;
const named = (name: string): ModelSpec => CASES.find((test) => test.name === name)!.model;
const setupOf = (name: string, optimizer = OPTIMIZERS[0]): RunSetup => {
  const model = named(name);
  return { model, optimizer, data: randomData(model, EXAMPLES), weights: stirredWeights(model) };
};
const bytesOf = (run: EngineRun, name: PartName): number =>
  run.parts().find((part) => part.name === name)!.bytes;

describe('an update accumulated from micro-batches', () => {
  it.each(
    ['mlp tanh', 'cnn'].flatMap((name) =>
      OPTIMIZERS.flatMap((optimizer) =>
        [1, 7, 32, 99].map((m) => [name, optimizer.id, m, optimizer] as const),
      ),
    ),
  )('is that of the whole batch: %s, %s, micro-batches of %d', async (name, _, microBatch, optimizer) => {
    const engine = await startCpuEngine();
    const setup = { ...setupOf(name, optimizer), batchSize: 100 };
    const [whole, parts] = [engine.createRun(setup), engine.createRun({ ...setup, microBatch })];
    // A whole batch and a ragged one, in long steps, so that float32 keeps the digits of the change.
    for (const run of [whole, parts]) run.update(order(160), 100, optimizer.id === 'adam' ? 0.1 : 1);
    expectClose([await parts.losses()], [await whole.losses()], 1e-5, ['losses']);
    const [actual, expected] = [await parts.state(), await whole.state()];
    const change = (tensors: Float32Array[]): Float32Array[] =>
      tensors.map((t, k) => t.map((v, i) => v - setup.weights[k][i]));
    expectClose(change(actual.tensors), change(expected.tensors), 1e-5, names(setup.model));
    expectClose(
      actual.slots,
      expected.slots,
      1e-5,
      expected.slots.map((_, i) => `slot ${i}`),
    );
  });

  it('needs the memory of one micro-batch, and that of the sum', async () => {
    const engine = await startCpuEngine();
    const setup = setupOf('cnn');
    const whole = engine.createRun({ ...setup, batchSize: 300 });
    const parts = engine.createRun({ ...setup, batchSize: 300, microBatch: 20 });
    const small = engine.createRun({ ...setup, batchSize: 20 });
    for (const name of ['batch', 'activations', 'workspace'] as const) {
      expect(bytesOf(parts, name)).toBe(bytesOf(small, name));
      expect(bytesOf(parts, name)).toBeLessThan(bytesOf(whole, name) / 2);
    }
    expect(bytesOf(parts, 'accumulator')).toBe(bytesOf(parts, 'gradients'));
    expect([bytesOf(parts, 'norms'), bytesOf(whole, 'accumulator')]).toEqual([0, 0]);
    const before = [whole, parts].map((run) => run.memory());
    expect(before[1].inUseBytes).toBeLessThan(before[0].inUseBytes / 5);
    expect(before[1].inUseBytes).toBe(small.memory().inUseBytes + bytesOf(parts, 'accumulator'));
    for (const run of [whole, parts]) run.update(order(300), 300, 0.1);
    expect([whole, parts].map((run) => run.memory())).toEqual(
      before.map((reading) => ({ ...reading, peakBytes: reading.inUseBytes })),
    );
  });

  it('fits where the whole batch does not, to the last example', async () => {
    const engine = await startCpuEngine();
    const setup = setupOf('cnn');
    const limitBytes = engine.createRun({ ...setup, batchSize: 50 }).memory().inUseBytes;
    const refused = (asked: Partial<RunSetup>) => {
      try {
        engine.createRun({ ...setup, limitBytes, ...asked });
      } catch (error) {
        if (error instanceof EngineFailureError) return error.failure;
        throw error;
      }
      return undefined;
    };
    const failure = refused({ batchSize: 300 });
    expect(failure).toMatchObject({ code: 'out-of-memory', fits: 50 });
    const microBatch = failure?.fitsMicroBatch ?? 0;
    expect(microBatch).toBeGreaterThan(40);
    expect(refused({ batchSize: 300, microBatch })).toBeUndefined();
    expect(refused({ batchSize: 300, microBatch: microBatch + 1 })).toMatchObject({ fits: 50 });
    const run = engine.createRun({ ...setup, limitBytes, batchSize: 300, microBatch });
    run.update(order(EXAMPLES), EXAMPLES, 0.1);
    expect((await run.losses()).every(Number.isFinite)).toBe(true);
    expect(run.memory().inUseBytes).toBeLessThanOrEqual(limitBytes);
  });

  it('computes no norms, unless they are asked for', async () => {
    const setup = { ...setupOf('mlp tanh'), batchSize: 100, microBatch: 30 };
    const kernels = { ...instantiate(await loadModule()) };
    const train = vi.spyOn(kernels, 'train');
    const run = createCpuRun(
      createArena(kernels, setup, { limitBytes: 2 ** 30 }),
      setup,
      createFailureWatch(),
    );
    run.update(order(200), 100, 0.1);
    const { microBatches } = run.updateMeasured(order(200), 100, 0.1);
    expect(train.mock.calls.map((call) => [call[2], call[3], call[6]])).toEqual([
      [100, 30, 0],
      [100, 30, 1],
    ]);
    expect(microBatches.map((own) => own.length)).toEqual([4, 4]);
  });

  it.each([0, 1.5, NaN])('of %d examples is refused', async (microBatch) => {
    const engine = await startCpuEngine();
    expect(() => engine.createRun({ ...setupOf('mlp tanh'), microBatch })).toThrow(/micro-batch must be/);
  });
});
