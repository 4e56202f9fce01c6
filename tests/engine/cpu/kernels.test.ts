import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createArena, type Arena } from '../../../src/engine/cpu/arena.ts';
import { hasSimd, instantiate, loadModule } from '../../../src/engine/cpu/module.ts';
import { startCpuEngine } from '../../../src/engine/cpu/engine.ts';
import type { RunSetup } from '../../../src/engine/engine.ts';
import { startEngine } from '../../../src/engine/select.ts';
import type { Activation, ModelSpec } from '../../../src/experiment/model.ts';
import type { OptimizerSpec } from '../../../src/experiment/optimizer.ts';
import { randomData, stirredWeights } from '../cases.ts';

const SGD: OptimizerSpec = { id: 'sgd', weightDecay: 0 };
const arenaOf = async (model: ModelSpec, optimizer: OptimizerSpec): Promise<Arena> => {
  const setup: RunSetup = { model, optimizer, data: randomData(model, 4), weights: stirredWeights(model) };
  const arena = createArena(instantiate(await loadModule()), setup, { limitBytes: 2 ** 30 });
  setup.weights.forEach((values, k) => arena.write(k, values));
  return arena;
};
const table = (arena: Arena): number => arena.plan.parts.program.offset;

describe('elementary functions', () => {
  /** Numbers of one example, so that many are computed at once. */
  const WIDTH = 4096;
  const FUNCTIONS: [Activation, (x: number) => number][] = [
    ['tanh', Math.tanh],
    ['sigmoid', (x) => 1 / (1 + Math.exp(-x))],
    ['relu', (x) => Math.max(x, 0)],
  ];

  it.each(FUNCTIONS)('%s is within a few units in the last place, everywhere', async (fn, exact) => {
    const model: ModelSpec = {
      inputShape: [WIDTH],
      layers: [
        { kind: 'activation', name: 'a', fn },
        { kind: 'dense', name: 'b', units: 2 },
      ],
      loss: 'softmaxCrossEntropy',
    };
    const arena = await arenaOf(model, SGD);
    const inputs = new Float32Array(WIDTH);
    for (let i = 0; i < WIDTH; i++) {
      const size = 10 ** (-9 + (i / WIDTH) * 10.9);
      inputs[i] = i % 2 === 0 ? size : -size;
    }
    arena.fill(inputs, 0, 1);
    arena.kernels.predict(table(arena), 1);
    const outputs = arena.floats('batch').slice(0, WIDTH);
    let worst = 0;
    inputs.forEach((x, i) => {
      const expected = exact(x);
      const error = Math.abs(outputs[i] - expected) / Math.max(Math.abs(expected), 1e-37);
      worst = Math.max(worst, error);
    });
    expect(worst).toBeLessThan(4 * 2 ** -23);
  });

  it.each([
    [Infinity, 1],
    [-Infinity, -1],
    [NaN, NaN],
  ])('tanh of %d is %d', async (x, y) => {
    const model: ModelSpec = {
      inputShape: [1],
      layers: [
        { kind: 'activation', name: 'a', fn: 'tanh' },
        { kind: 'dense', name: 'b', units: 2 },
      ],
      loss: 'softmaxCrossEntropy',
    };
    const arena = await arenaOf(model, SGD);
    arena.fill(Float32Array.of(x), 0, 1);
    arena.kernels.predict(table(arena), 1);
    expect(arena.floats('batch')[0]).toBe(y);
  });
});

describe('Adam on prescribed gradients', () => {
  it('follows the formula over many steps, from tiny gradients to huge ones', async () => {
    const model: ModelSpec = {
      inputShape: [3],
      layers: [{ kind: 'dense', name: 'a', units: 5 }],
      loss: 'softmaxCrossEntropy',
    };
    const gradients = fc.array(
      fc.tuple(fc.double({ min: -1, max: 1, noNaN: true }), fc.integer({ min: -6, max: 4 })),
      {
        minLength: 1,
        maxLength: 40,
      },
    );
    const settings = fc.record({
      beta1: fc.constantFrom(0, 0.5, 0.9),
      beta2: fc.constantFrom(0.9, 0.99, 0.999),
      weightDecay: fc.constantFrom(0, 0.01),
    });
    const check = async (
      steps: [number, number][],
      { beta1, beta2, weightDecay }: { beta1: number; beta2: number; weightDecay: number },
    ): Promise<void> => {
      const epsilon = 1e-8;
      const arena = await arenaOf(model, { id: 'adam', beta1, beta2, epsilon, weightDecay });
      // A weight, and a bias that does not decay.
      const tracked = [
        { tensor: 0, place: 4, decay: weightDecay },
        { tensor: 1, place: 2, decay: 0 },
      ].map((of) => ({ ...of, w: arena.read(of.tensor)[of.place], m: 0, v: 0 }));
      steps.forEach(([mantissa, exponent], i) => {
        const gradient = Math.fround(mantissa * 10 ** exponent);
        arena.floats('gradients').fill(gradient);
        arena.kernels.step(table(arena), 0.01, i);
        for (const own of tracked) {
          const g = gradient + own.decay * own.w;
          own.m = beta1 * own.m + (1 - beta1) * g;
          own.v = beta2 * own.v + (1 - beta2) * g * g;
          const size = Math.sqrt(own.v / (1 - beta2 ** (i + 1))) + epsilon;
          own.w -= (0.01 * (own.m / (1 - beta1 ** (i + 1)))) / size;
        }
      });
      for (const { tensor, place, w } of tracked)
        expect(Math.abs(arena.read(tensor)[place] - w)).toBeLessThan(
          1e-5 * Math.max(1, steps.length * 0.01) + 1e-5,
        );
    };
    await fc.assert(fc.asyncProperty(gradients, settings, check), { seed: 3, numRuns: 100 });
  });
});

describe('where there is no WebAssembly SIMD', () => {
  afterEach(() => vi.restoreAllMocks());

  it('the engine says so, and TensorFlow.js takes over and says so', async () => {
    expect(hasSimd()).toBe(true);
    vi.spyOn(WebAssembly, 'validate').mockReturnValue(false);
    await expect(startCpuEngine()).rejects.toThrow('this browser has no WebAssembly SIMD');
    const { engine, got, why } = await startEngine('cpu');
    expect(got).toBe('cpu');
    expect(engine.info).toMatchObject({ device: 'JavaScript', software: true });
    expect(why).toBe(
      'Running on cpu, as asked; TensorFlow.js computes, slowly, because this browser has no WebAssembly SIMD.',
    );
    engine.dispose();
  });
});
