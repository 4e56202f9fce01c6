import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { startCpuEngine, type CpuEngine } from '../../../src/engine/cpu/engine.ts';
import type { ModelSpec } from '../../../src/experiment/model.ts';
import type { OptimizerSpec } from '../../../src/experiment/optimizer.ts';
import { referencePass } from '../../reference/network.ts';
import { CASES, pick, randomData, stirredWeights } from '../cases.ts';
import { expectClose, names } from '../checks.ts';
import { flatModels, pictureModels, unbiasedModels } from './arbitrary.ts';
import { guardedRun } from './guarded.ts';

const SGD: OptimizerSpec = { id: 'sgd', weightDecay: 0.01 };
const order = (from: number, to: number): Uint32Array =>
  Uint32Array.from({ length: to - from }, (_, i) => from + i);
const named = (name: string): ModelSpec => CASES.find((test) => test.name === name)!.model;
const withoutNorm = CASES.filter(({ model }) => !model.layers.some(({ kind }) => kind === 'batchNorm'));

function expectRatio(actual: number, expected: number, tolerance: number): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(tolerance * Math.abs(expected));
}

describe('squared norms of gradients', () => {
  let engine: CpuEngine;
  beforeAll(async () => {
    engine = await startCpuEngine();
  });
  const runOf = (model: ModelSpec, count: number) =>
    engine.createRun({
      model,
      optimizer: SGD,
      data: randomData(model, count),
      weights: stirredWeights(model),
    });

  it.each(withoutNorm)('of every example equal those of updates of one: $name', ({ model, batch }) => {
    const norms = runOf(model, batch).updateMeasured(order(0, batch), batch, 0.1, { examples: true });
    expect(norms.examples[0].length).toBe(batch);
    norms.examples[0].forEach((norm, i) => {
      const alone = runOf(model, batch).updateMeasured(order(i, i + 1), 1, 0.1);
      expectRatio(norm, alone.gradients[0], 1e-5);
    });
  });

  it('match float64 on random networks, whole, in parts and one by one, and write nothing outside', async () => {
    const models = fc.oneof(flatModels(false), unbiasedModels, pictureModels(false));
    const size = fc.integer({ min: 1, max: 9 });
    const check = async (model: ModelSpec, batch: number, part: number): Promise<void> => {
      const data = randomData(model, batch);
      const weights = stirredWeights(model);
      const { run, broken } = await guardedRun(
        { model, optimizer: SGD, data, weights },
        batch,
        'examples',
        part,
      );
      const wanted = { examples: true, microBatch: part };
      const norms = run.updateMeasured(order(0, batch), batch, 0.01, wanted);
      expect(broken()).toEqual([]);
      const tensors = weights.map((t) => Array.from(t));
      const normOf = (from: number, to: number): number => {
        const { inputs, labels } = pick(data, order(from, to));
        return referencePass(model, tensors, inputs, labels)
          .gradients.flat()
          .reduce((sum, g) => sum + g * g, 0);
      };
      const whole = normOf(0, batch);
      expectRatio(norms.gradients[0], whole, 1e-3);
      norms.examples[0].forEach((norm, i) => expectRatio(norm, normOf(i, i + 1), 1e-3));
      if (part >= batch) expect(norms.microBatches).toEqual([]);
      else
        norms.microBatches[0].forEach((norm, i) =>
          expectRatio(norm, normOf(i * part, Math.min(batch, (i + 1) * part)), 1e-3),
        );
    };
    await fc.assert(fc.asyncProperty(models, size, size, check), { seed: 5, numRuns: 200 });
  });

  it('are not lost where the squares are too small for float32', () => {
    const model = named('linear regression');
    const data = randomData(model, 8);
    const inputs = data.training.inputs.map((x) => 1e-25 * x);
    const small = { ...data, training: { ...data.training, inputs } };
    const weights = stirredWeights(model);
    const [one, other] = [data, small].map((own) =>
      engine
        .createRun({ model, optimizer: SGD, data: own, weights: weights.map((t) => t.map(() => 0)) })
        .updateMeasured(order(0, 8), 8, 0, { examples: true, microBatch: 4 }),
    );
    expectRatio(other.gradients[0], 1e-50 * one.gradients[0], 1e-5);
    other.examples[0].forEach((norm, i) => expectRatio(norm, 1e-50 * one.examples[0][i], 1e-5));
    other.microBatches[0].forEach((norm, i) => expectRatio(norm, 1e-50 * one.microBatches[0][i], 1e-5));
  });

  it.each([1, 2, 3, 5, 8])('summed from parts of %d, the update is that of the whole batch', async (part) => {
    const model = named('cnn');
    const whole = runOf(model, 20);
    const parts = runOf(model, 20);
    whole.update(order(0, 20), 8, 0.1);
    const { microBatches } = parts.updateMeasured(order(0, 20), 8, 0.1, { microBatch: part });
    expectClose((await parts.state()).tensors, (await whole.state()).tensors, 1e-5, names(model));
    expectClose([await parts.losses()], [await whole.losses()], 1e-5, ['losses']);
    if (part < 8)
      expect(microBatches.map((own) => own.length)).toEqual([8, 8, 4].map((n) => Math.ceil(n / part)));
  });

  it.each([1, 3, 8, 300])(
    'are the same update whether they are written down or not: batches of %d',
    async (size) => {
      for (const name of ['mlp tanh', 'cnn']) {
        const model = named(name);
        const [plain, measured] = [runOf(model, 330), runOf(model, 330)];
        plain.update(order(0, 330), size, 0.1);
        const { gradients } = measured.updateMeasured(order(0, 330), size, 0.1);
        expect(gradients.length).toBe(Math.ceil(330 / size));
        expect(await measured.state()).toEqual(await plain.state());
      }
    },
  );

  it('of single examples are refused with batch normalisation, and micro-batches have their own statistics', async () => {
    const model = named('cnn-bn');
    expect(() => runOf(model, 8).updateMeasured(order(0, 8), 8, 0.1, { examples: true })).toThrow(
      /batch normalisation.*micro-batches/,
    );
    const { microBatches } = runOf(model, 8).updateMeasured(order(0, 8), 8, 0.1, { microBatch: 4 });
    const alone = runOf(model, 8).updateMeasured(order(0, 4), 4, 0.1);
    expectRatio(microBatches[0][0], alone.gradients[0], 1e-4);
  });
});
