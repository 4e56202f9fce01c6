import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ModelSpec } from '../../../src/experiment/model.ts';
import type { OptimizerSpec } from '../../../src/experiment/optimizer.ts';
import { referencePass } from '../../reference/network.ts';
import { pick, randomData, stirredWeights } from '../cases.ts';
import { flatModels, optimizers, pictureModels, unbiasedModels } from './arbitrary.ts';
import { checkGradients, checkTraining, expectNear, order } from './float64.ts';
import { guardedRun } from './guarded.ts';

const batches = fc.integer({ min: 1, max: 9 });
/** Fixed, because a value next to a corner of ReLU or of a maximum may fall on either side of it. */
const seed = 20260301;

async function checkScores(model: ModelSpec, batch: number, examples: number): Promise<void> {
  const data = randomData(model, examples);
  const weights = stirredWeights(model);
  const size = Math.min(batch, examples);
  const optimizer: OptimizerSpec = { id: 'sgd', weightDecay: 0 };
  const { run, broken } = await guardedRun({ model, optimizer, data, weights }, size);
  run.update(order(size), size, 0);
  const { tensors } = await run.state();
  const { inputs, labels } = pick(data, order(examples));
  const expected = referencePass(
    model,
    tensors.map((t) => Array.from(t)),
    inputs,
    labels,
    { training: false },
  );
  const score = await run.evaluate('validation', examples);
  expect(score.count).toBe(examples);
  expect(Math.abs(score.loss - expected.loss)).toBeLessThan(1e-4 * (1 + expected.loss));
  const { classes } = data;
  expect(score.accuracy === undefined).toBe(classes === 1);
  const probabilities = await run.predict(data.validation.inputs, examples);
  expect(broken()).toEqual([]);
  labels.forEach((_, e) => {
    const z = expected.logits.slice(e * classes, (e + 1) * classes);
    if (classes === 1) return expectNear([probabilities.subarray(e, e + 1)], [z], 1e-3, 'answer');
    const top = Math.max(...z);
    const sum = z.reduce((a, v) => a + Math.exp(v - top), 0);
    z.forEach((v, c) =>
      expect(Math.abs(probabilities[e * classes + c] - Math.exp(v - top) / sum)).toBeLessThan(1e-4),
    );
  });
}

describe.each([
  ['flat', flatModels(true)],
  ['pictures', pictureModels(true)],
  ['flat, numeric', unbiasedModels],
] as const)('random networks on %s inputs', (_, models) => {
  it('gradients, loss and running statistics match float64, and nothing is written outside', async () => {
    await fc.assert(fc.asyncProperty(models, batches, checkGradients), { seed, numRuns: 400 });
  });

  it('several ragged updates match float64', async () => {
    const examples = fc.integer({ min: 1, max: 20 });
    await fc.assert(fc.asyncProperty(models, optimizers, batches, examples, checkTraining), {
      seed,
      numRuns: 200,
    });
  });

  it('scores and probabilities match float64', async () => {
    const examples = fc.integer({ min: 1, max: 12 });
    await fc.assert(fc.asyncProperty(models, batches, examples, checkScores), { seed, numRuns: 150 });
  });
});

describe('batches that are packed in several parts', () => {
  it.each([255, 256, 257, 600])('%d examples', async (batch) => {
    const model: ModelSpec = {
      inputShape: [21],
      layers: [
        { kind: 'dense', name: 'a', units: 13 },
        { kind: 'activation', name: 'b', fn: 'tanh' },
        { kind: 'dense', name: 'c', units: 3 },
      ],
      loss: 'softmaxCrossEntropy',
    };
    await checkGradients(model, batch);
  });
});
