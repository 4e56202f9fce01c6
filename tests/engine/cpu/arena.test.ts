import { describe, expect, it, vi } from 'vitest';
import { createArena } from '../../../src/engine/cpu/arena.ts';
import { startCpuEngine } from '../../../src/engine/cpu/engine.ts';
import { instantiate, loadModule } from '../../../src/engine/cpu/module.ts';
import { createCpuRun } from '../../../src/engine/cpu/run.ts';
import { PARTS, type EngineFailure, type RunSetup } from '../../../src/engine/engine.ts';
import { createFailureWatch, EngineFailureError } from '../../../src/engine/failure.ts';
import { parameterTensors, sizeOf, type ModelSpec } from '../../../src/experiment/model.ts';
import { CASES, OPTIMIZERS, randomData, stirredWeights } from '../cases.ts';

const named = (name: string): ModelSpec => CASES.find((test) => test.name === name)!.model;
const order = (n: number): Uint32Array => Uint32Array.from({ length: n }, (_, i) => i);
const setupOf = (name: string, examples: number, optimizer = OPTIMIZERS[0]): RunSetup => {
  const model = named(name);
  return { model, optimizer, data: randomData(model, examples), weights: stirredWeights(model) };
};

describe('the arena', () => {
  it('takes no memory while training, and begins again from any state to the bit', async () => {
    const setup = setupOf('cnn-bn', 40, OPTIMIZERS[3]);
    const arena = createArena(instantiate(await loadModule()), setup, { limitBytes: 2 ** 30 });
    const run = createCpuRun(arena, setup, createFailureWatch());
    run.update(order(40), 7, 0.001);
    const { buffer } = arena.kernels.memory;
    const before = await run.state();
    for (let epoch = 0; epoch < 200; epoch++) run.update(order(40), 7, 0.001);
    expect((await run.losses()).length).toBe(6 * 201);
    expect(arena.kernels.memory.buffer).toBe(buffer);
    const after = await run.state();
    run.restore(before);
    expect(await run.state()).toEqual(before);
    for (let epoch = 0; epoch < 200; epoch++) run.update(order(40), 7, 0.001);
    expect(await run.state()).toEqual(after);
  });

  it('keeps weights, slots and data when the batch size changes', async () => {
    const engine = await startCpuEngine();
    const setup = setupOf('cnn', 64, OPTIMIZERS[2]);
    const run = engine.createRun(setup);
    run.update(order(4), 2, 0.1);
    const state = await run.state();
    for (const size of [64, 1, 33]) {
      await run.measure(size);
      expect(await run.state()).toEqual(state);
    }
    const other = engine.createRun(setup);
    other.restore(state);
    other.update(order(64), 5, 0.1);
    run.update(order(64), 5, 0.1);
    expect(await run.state()).toEqual(await other.state());
  });

  it('counts every byte: parts that add up, weights and slots as large as they must be', async () => {
    const setup = setupOf('mlp relu', 50, OPTIMIZERS[3]);
    const run = (await startCpuEngine()).createRun(setup);
    expect(run.memory().peakBytes).toBeUndefined();
    run.update(order(32), 16, 0.1);
    const { atRestBytes, inUseBytes, peakBytes, datasetBytes } = run.memory();
    expect(peakBytes).toBe(inUseBytes);
    expect((atRestBytes + datasetBytes) % 65_536).toBe(0);
    expect(atRestBytes).toBeGreaterThan(inUseBytes);
    const parts = run.parts();
    expect(parts.map(({ name }) => name)).toEqual(PARTS);
    const bytesOf = (name: string): number => parts.find((part) => part.name === name)!.bytes;
    const numbers = parameterTensors(setup.model).reduce((sum, { shape }) => sum + sizeOf(shape), 0);
    for (const [name, times] of [
      ['weights', 1],
      ['gradients', 1],
      ['slots', 2],
    ] as const) {
      expect(bytesOf(name)).toBeGreaterThanOrEqual(4 * numbers * times);
      expect(bytesOf(name)).toBeLessThan(2 * 4 * numbers * times);
    }
    expect(datasetBytes).toBeGreaterThanOrEqual(50 * (4 * 5 + 1));
    const sum = parts.reduce((total, { name, bytes }) => total + (name === 'dataset' ? 0 : bytes), 0);
    expect(inUseBytes).toBe(sum);
    for (const { bytes, layers } of parts)
      if (layers.length > 0) expect(layers.reduce((total, own) => total + own.bytes, 0)).toBe(bytes);
    expect(parts.flatMap(({ name, layers }) => layers.map(({ layer }) => `${name} of ${layer}`))).toEqual(
      ['a', 'c', 'e'].map((layer) => `activations of ${layer}`),
    );
  });

  it('never gives memory back, and says what of it is in use', async () => {
    const setup = { ...setupOf('cnn', 3000), batchSize: 10 };
    const arena = createArena(instantiate(await loadModule()), setup, { limitBytes: 2 ** 30 });
    const run = createCpuRun(arena, setup, createFailureWatch());
    run.update(order(10), 10, 0.1);
    const small = run.memory();
    run.update(order(2000), 2000, 0.1);
    const large = run.memory();
    expect(large.peakBytes).toBeGreaterThan(5 * (small.peakBytes ?? Infinity));
    run.update(order(10), 10, 0.1);
    expect(run.memory()).toEqual({ ...small, atRestBytes: large.atRestBytes });
    expect(large.atRestBytes + large.datasetBytes).toBe(arena.kernels.memory.buffer.byteLength);
  });

  it('is laid out for the batch size that the run begins with, before the first update', async () => {
    const setup = { ...setupOf('cnn', 300), batchSize: 200 };
    const arena = createArena({ ...instantiate(await loadModule()) }, setup, { limitBytes: 2 ** 30 });
    expect([arena.plan.batchSize, arena.plan.rows]).toEqual([200, 200]);
    const run = createCpuRun(arena, setup, createFailureWatch());
    const { plan } = arena;
    const score = vi.spyOn(arena.kernels, 'score');
    await run.evaluate('validation', 300);
    expect(score.mock.calls.map(([, count]) => count)).toEqual([64, 64, 64, 64, 44]);
    run.update(order(300), 200, 0.1);
    expect(arena.plan).toBe(plan);
  });

  it('refuses a batch beyond the limit before it takes memory, names what would fit, and goes on', async () => {
    const setup = setupOf('cnn', 5000);
    const arena = createArena(instantiate(await loadModule()), setup, { limitBytes: 8_000_000 });
    const run = createCpuRun(arena, setup, createFailureWatch());
    const bytes = arena.kernels.memory.buffer.byteLength;
    const refused = (): EngineFailure => {
      try {
        run.update(order(5000), 5000, 0.1);
      } catch (error) {
        if (error instanceof EngineFailureError) return error.failure;
      }
      throw new Error('was not refused');
    };
    const { code, message, fits: known } = refused();
    expect(code).toBe('out-of-memory');
    expect(arena.kernels.memory.buffer.byteLength).toBe(bytes);
    const said =
      /batch size 5,000 needs [\d.]+ MB with its dataset, and WebAssembly’s limit is [\d.]+ MB; .* wanted; the largest that fits is ([\d,]+)/.exec(
        message,
      );
    const fits = Number(said?.[1].replaceAll(',', ''));
    expect(known).toBe(fits);
    run.update(order(fits), fits, 0.1);
    expect(() => run.update(order(fits + 1), fits + 1, 0.1)).toThrow(EngineFailureError);
    expect(arena.kernels.memory.buffer.byteLength).toBeLessThanOrEqual(8_000_000 + 65_536);
    expect((await run.losses()).every(Number.isFinite)).toBe(true);
  });
});

describe('what cannot be', () => {
  it('an example that is not there is refused, and nothing changes', async () => {
    const run = (await startCpuEngine()).createRun(setupOf('mlp relu', 9));
    const before = await run.state();
    expect(() => run.update(Uint32Array.of(0, 9), 2, 0.1)).toThrow(/example 9 is not among the 9/);
    expect(() => run.update(order(4), 0, 0.1)).toThrow(/batch size/);
    expect(await run.state()).toEqual(before);
  });

  it('a trap inside the module ends the engine, and everybody is told', async () => {
    const setup = setupOf('mlp relu', 9);
    const arena = createArena(instantiate(await loadModule()), setup, { limitBytes: 2 ** 30 });
    const watch = createFailureWatch();
    const told: EngineFailure[] = [];
    watch.onFailure((failure) => told.push(failure));
    const run = createCpuRun(arena, setup, watch);
    run.update(order(9), 9, 0.1);
    new Uint8Array(arena.kernels.memory.buffer, arena.plan.parts.program.offset + 192).fill(0xff, 0, 4);
    expect(() => run.update(order(9), 9, 0.1)).toThrow(EngineFailureError);
    expect(told).toMatchObject([{ code: 'trap' }]);
    expect(() => run.losses()).toThrow(EngineFailureError);
    await expect(run.state()).rejects.toThrow(EngineFailureError);
  });
});
