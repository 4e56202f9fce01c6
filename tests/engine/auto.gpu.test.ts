/** `auto` measures for real: WebGL and WebGPU in software, which the probe calls a real adapter, against the cpu engine. */
import { engine as tensorflow } from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Engine } from '../../src/engine/engine.ts';
import { loadEngine, type Load } from '../../src/engine/load.ts';
import type { ProbedGpu } from '../../src/engine/probe.ts';
import { startEngine } from '../../src/engine/select.ts';
import { createTrial } from '../../src/engine/trial.ts';
import { CASES, OPTIMIZERS, randomData, stirredWeights } from './cases.ts';

const absent: ProbedGpu = { device: undefined, software: false };
const real: ProbedGpu = { device: 'called real', software: false };
const { model } = CASES.find(({ name }) => name === 'tiny 2-4-2-2 tanh')!;
const [optimizer] = OPTIMIZERS;
const data = randomData(model, 40);

const trial = () =>
  createTrial({ model, optimizer, batchSize: 16, seed: 1, data: () => Promise.resolve(data) });
const TIME = String.raw`(about )?\d[\d.]* m?s`;

async function expectTrains(engine: Engine): Promise<void> {
  const run = engine.createRun({ model, optimizer, data, weights: stirredWeights(model) });
  run.update(
    Uint32Array.from({ length: 40 }, (_, i) => i),
    16,
    0.1,
  );
  const losses = await run.losses();
  expect([...losses].every((loss) => loss > 0)).toBe(true);
  run.dispose();
}

describe('auto', () => {
  afterEach(() => vi.restoreAllMocks());

  it('measures software WebGL against cpu, takes cpu for a tiny network and lets go of WebGL', async () => {
    const contexts: WebGL2RenderingContext[] = [];
    const { getContext } = OffscreenCanvas.prototype;
    vi.spyOn(OffscreenCanvas.prototype, 'getContext').mockImplementation(function (
      this: OffscreenCanvas,
      ...args: unknown[]
    ) {
      const context = Reflect.apply(getContext, this, args) as WebGL2RenderingContext;
      contexts.push(context);
      return context;
    } as typeof getContext);
    const before = tensorflow().state.numTensors;
    const probe = () => Promise.resolve({ webgpu: absent, webgl: real });
    const { engine, asked, got, why } = await startEngine('auto', { probe, trial: trial() });
    expect([asked, got, engine.info.device]).toEqual(['auto', 'cpu', 'WebAssembly SIMD']);
    expect(why).toMatch(
      new RegExp(`^Running on cpu: measured cpu ${TIME}, WebGL ${TIME} an update at batch size 16\\.$`),
    );
    expect(contexts).toHaveLength(1);
    await vi.waitFor(() => expect(contexts[0].isContextLost()).toBe(true));
    expect(tensorflow().state.numTensors).toBe(before);
    await expectTrains(engine);
    engine.dispose();
  });

  /** The cpu engine, or TensorFlow.js in its place as where there is no SIMD, made to look slow. */
  const slowCpu =
    (cpu: () => Promise<Engine>): Load =>
    async (name) => {
      if (name !== 'cpu') return loadEngine(name);
      const engine = await cpu();
      const createRun: Engine['createRun'] = (setup) => {
        const run = engine.createRun(setup);
        return { ...run, measure: async (size) => 1e5 + (await run.measure(size)) };
      };
      return { engine: { ...engine, createRun } };
    };

  it.each([
    ['webgl', 'WebGL', 'the module'],
    ['webgpu', 'WebGPU', 'the module'],
    ['webgl', 'WebGL', 'TensorFlow.js on the processor'],
  ] as const)(
    'takes %s where that is faster (%s, against %s), and it trains',
    async (name, label, against) => {
      const probe = () => Promise.resolve({ webgpu: absent, webgl: absent, [name]: real });
      const load = slowCpu(async () =>
        against === 'the module'
          ? (await loadEngine('cpu')).engine
          : (await import('../../src/engine/tfjs/cpu.ts')).startCpu(),
      );
      const { engine, got, why } = await startEngine('auto', { probe, load, trial: trial() });
      expect([got, engine.info.name]).toEqual([name, name]);
      expect(why).toMatch(
        new RegExp(`^Running on ${label}: measured cpu 1 min 40 s, ${label} ${TIME} an update`),
      );
      await expectTrains(engine);
      engine.dispose();
    },
  );
});
