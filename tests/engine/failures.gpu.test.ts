/** Faults injected for real: the context is lost, the device destroyed, an allocation refused. */
import { env } from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Engine, EngineFailure, EngineRun } from '../../src/engine/engine.ts';
import { EngineFailureError } from '../../src/engine/failure.ts';
import { startEngine } from '../../src/engine/select.ts';
import { startWebgl } from '../../src/engine/tfjs/webgl.ts';
import { startWebgpu } from '../../src/engine/tfjs/webgpu.ts';
import { CASES, OPTIMIZERS, randomData, stirredWeights } from './cases.ts';

const { model } = CASES.find(({ name }) => name === 'cnn')!;
const N = 40;

const makeRun = (engine: Engine): EngineRun =>
  engine.createRun({
    model,
    optimizer: OPTIMIZERS[2],
    data: randomData(model, N),
    weights: stirredWeights(model),
  });
const order = Uint32Array.from({ length: N }, (_, i) => i);
const train = (run: EngineRun): void => run.update(order, 4, 0.01);

/** The outcome of `work`, or 'pending'; emulated on a busy processor the device itself takes seconds to answer. */
const outcomeOf = (work: Promise<unknown>): Promise<unknown> =>
  Promise.race([
    work.then(
      () => 'resolved',
      (error: unknown) => error,
    ),
    new Promise((resolve) => setTimeout(resolve, 20_000, 'pending')),
  ]);

async function expectFailure(
  engine: Engine,
  inject: () => void,
  code: EngineFailure['code'],
  /** Whether what was asked for before may still come. */
  earlier: 'rejected' | 'rejected or done' = 'rejected',
): Promise<EngineFailure> {
  const seen: EngineFailure[] = [];
  engine.onFailure((failure) => seen.push(failure));
  const run = makeRun(engine);
  train(run);
  await run.losses();
  train(run);
  const pending = [run.losses(), run.evaluate('training', N), run.state()].map(outcomeOf);
  inject();
  for (const outcome of await Promise.all(pending)) {
    if (earlier === 'rejected or done' && outcome === 'resolved') continue;
    expect(outcome).toBeInstanceOf(EngineFailureError);
    expect((outcome as EngineFailureError).failure.code).toBe(code);
  }
  await vi.waitFor(() => expect(seen).toHaveLength(1), { timeout: 20_000 });
  expect(seen[0].code).toBe(code);
  expect(() => train(run)).toThrow(EngineFailureError);
  expect(await outcomeOf(run.losses())).toBeInstanceOf(EngineFailureError);
  run.dispose();
  return seen[0];
}

async function expectTrains(engine: Engine): Promise<void> {
  const run = makeRun(engine);
  train(run);
  const losses = await run.losses();
  expect(losses).toHaveLength(N / 4);
  expect(losses.every(Number.isFinite)).toBe(true);
  run.dispose();
}

describe('webgl failures', () => {
  const contexts: WebGL2RenderingContext[] = [];
  beforeEach(() => {
    contexts.length = 0;
    const original = OffscreenCanvas.prototype.getContext;
    vi.spyOn(OffscreenCanvas.prototype, 'getContext').mockImplementation(function (
      this: OffscreenCanvas,
      ...args: unknown[]
    ) {
      const context = Reflect.apply(original, this, args) as WebGL2RenderingContext;
      contexts.push(context);
      return context;
    } as typeof original);
  });
  afterEach(() => vi.restoreAllMocks());

  it('sees a lost context, rejects what is pending, and a new engine works', async () => {
    const engine = await startWebgl();
    const lose = contexts[0].getExtension('WEBGL_lose_context')!;
    const failure = await expectFailure(engine, () => lose.loseContext(), 'context-lost');
    expect(failure.message).toMatch(/out of memory, reset or taken away/);
    engine.dispose();
    const next = await startWebgl();
    await expectTrains(next);
    next.dispose();
  });

  it('sees the loss in the middle of a call, before the browser has announced it', async () => {
    const engine = await startWebgl();
    const run = makeRun(engine);
    train(run);
    await run.losses();
    contexts[0].getExtension('WEBGL_lose_context')!.loseContext();
    const outcome = await outcomeOf(
      (async () => {
        for (;;) {
          train(run);
          await run.losses();
        }
      })(),
    );
    expect(outcome).toBeInstanceOf(EngineFailureError);
    engine.dispose();
  });

  it('names an array that is larger than any texture, and goes on with a smaller batch', async () => {
    const engine = await startWebgl();
    const most = env().getNumber('WEBGL_MAX_TEXTURE_SIZE');
    const run = makeRun(engine);
    try {
      // As on a device with smaller textures than this one has.
      env().set('WEBGL_MAX_TEXTURE_SIZE', 16);
      expect(() => run.update(order, N, 0.01)).toThrow(
        /an array would need a texture of [\d,]+ × [\d,]+, and this browser allows 16 × 16/,
      );
    } finally {
      env().set('WEBGL_MAX_TEXTURE_SIZE', most);
    }
    train(run);
    expect((await run.losses()).every(Number.isFinite)).toBe(true);
    engine.dispose();
  });

  it('does not call its own dispose a failure', async () => {
    const engine = await startWebgl();
    const seen: EngineFailure[] = [];
    engine.onFailure((failure) => seen.push(failure));
    await expectTrains(engine);
    engine.dispose();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(contexts[0].isContextLost()).toBe(true);
    expect(seen).toEqual([]);
  });
});

describe('webgpu failures', () => {
  const devices: GPUDevice[] = [];
  beforeEach(() => {
    devices.length = 0;
    const original = GPUAdapter.prototype.requestDevice;
    vi.spyOn(GPUAdapter.prototype, 'requestDevice').mockImplementation(async function (
      this: GPUAdapter,
      ...args: [GPUDeviceDescriptor?]
    ) {
      const device = await original.apply(this, args);
      devices.push(device);
      return device;
    });
  });
  afterEach(() => vi.restoreAllMocks());

  it('sees a destroyed device, rejects what is pending, and a new engine works', async () => {
    const engine = await startWebgpu();
    await expectFailure(engine, () => devices[0].destroy(), 'device-lost');
    engine.dispose();
    const next = await startWebgpu();
    await expectTrains(next);
    next.dispose();
  });

  it('does not call it a failure that a run was disposed while it was read', async () => {
    const engine = await startWebgpu();
    const seen: EngineFailure[] = [];
    engine.onFailure((failure) => seen.push(failure));
    const run = makeRun(engine);
    train(run);
    const pending = outcomeOf(run.state());
    run.dispose();
    await pending;
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(seen).toEqual([]);
    await expectTrains(engine);
    engine.dispose();
  });

  it('sees an error that nobody caught', async () => {
    const engine = await startWebgpu();
    const inject = (): void => {
      devices[0].createBuffer({ size: 16, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.STORAGE });
    };
    await expectFailure(engine, inject, 'gpu-error', 'rejected or done');
    engine.dispose();
  });

  it('names a buffer that is larger than the device allows', async () => {
    const engine = await startWebgpu();
    const inject = (): void => {
      const { maxBufferSize } = devices[0].limits;
      devices[0].createBuffer({ size: maxBufferSize + 4, usage: GPUBufferUsage.STORAGE });
    };
    const failure = await expectFailure(engine, inject, 'out-of-memory', 'rejected or done');
    expect(failure.message).toContain('no room for an array');
    engine.dispose();
  });

  it('does not call its own dispose a failure', async () => {
    const engine = await startWebgpu();
    const seen: EngineFailure[] = [];
    engine.onFailure((failure) => seen.push(failure));
    await expectTrains(engine);
    engine.dispose();
    await devices[0].lost;
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(seen).toEqual([]);
  });
});

describe('starting', () => {
  afterEach(() => vi.restoreAllMocks());

  it('says that WebGPU did not start, and why, and runs on another engine', async () => {
    vi.spyOn(GPUAdapter.prototype, 'requestDevice').mockRejectedValue(new Error('no device today'));
    const { engine, asked, got, why } = await startEngine('webgpu');
    expect([asked, got]).toEqual(['webgpu', 'cpu']);
    expect(why).toBe('Running on cpu: WebGPU did not start (no device today).');
    expect(engine.info.name).toBe('cpu');
    await expectTrains(engine);
    engine.dispose();
  });

  it('takes no emulated GPU by itself, but grants one that is asked for and says what it is', async () => {
    const auto = await startEngine('auto');
    expect(auto.got).toBe('cpu');
    expect(auto.why).toMatch(/emulated in software/);
    auto.engine.dispose();
    for (const asked of ['webgl', 'webgpu'] as const) {
      const { engine, got, why } = await startEngine(asked);
      expect(got).toBe(asked);
      expect(engine.info.name).toBe(asked);
      expect(engine.info.software).toBe(true);
      expect(why).toMatch(/as asked; it is emulated in software/);
      engine.dispose();
    }
  });
});
