/** Runs held to the float64 reference, with every unused byte of their memory watched. */
import { expect } from 'vitest';
import { parameterTensors, type ModelSpec } from '../../../src/experiment/model.ts';
import type { OptimizerSpec } from '../../../src/experiment/optimizer.ts';
import { referencePass } from '../../reference/network.ts';
import { referenceStart, referenceUpdate } from '../../reference/optimizer.ts';
import { pick, randomData, stirredWeights } from '../cases.ts';
import { guardedRun } from './guarded.ts';

const largest = (values: Iterable<number>): number => {
  let most = 0;
  for (const v of values) most = Math.max(most, Number.isNaN(v) ? Infinity : Math.abs(v));
  return most;
};

/**
 * Differences against the largest value of the tensor, or a hundredth of that of all tensors if that is more; where a
 * tensor should be 0 throughout, as the bias before a normalisation, against that of all.
 */
export function expectNear(
  actual: readonly ArrayLike<number>[],
  expected: readonly (readonly number[])[],
  tolerance: number,
  what: string,
): void {
  const overall = largest(expected.flatMap((t) => largest(t)));
  expected.forEach((tensor, k) => {
    const own = largest(tensor);
    const scale = own < 1e-9 * overall ? overall : Math.max(own, overall / 100, 1e-30);
    const error = largest(tensor.map((v, i) => v - actual[k][i]));
    expect(error / scale, `${what} ${k}`).toBeLessThan(tolerance);
  });
}

export const order = (n: number): Uint32Array => Uint32Array.from({ length: n }, (_, i) => i);

export async function checkGradients(model: ModelSpec, batch: number): Promise<void> {
  const data = randomData(model, batch);
  const weights = stirredWeights(model);
  const optimizer: OptimizerSpec = { id: 'momentum', momentum: 0.5, weightDecay: 0 };
  const { run, broken } = await guardedRun({ model, optimizer, data, weights }, batch);
  run.update(order(batch), batch, 0);
  expect(broken()).toEqual([]);
  const [loss] = await run.losses();
  const state = await run.state();
  const { inputs, labels } = pick(data, order(batch));
  const tensors = weights.map((t) => Array.from(t));
  const expected = referencePass(model, tensors, inputs, labels);
  const trainable = parameterTensors(model).map((spec) => spec.trainable);
  expect(Math.abs(loss - expected.loss)).toBeLessThan(1e-5 * (1 + Math.abs(expected.loss)));
  expectNear(
    state.slots,
    expected.gradients.filter((_, k) => trainable[k]),
    1e-3,
    'gradient',
  );
  expectNear(state.tensors, expected.tensors, 2e-5, 'tensor');
}

export async function checkTraining(
  model: ModelSpec,
  optimizer: OptimizerSpec,
  batch: number,
  examples: number,
): Promise<void> {
  const size = Math.min(batch, examples);
  const data = randomData(model, examples);
  const weights = stirredWeights(model);
  const { run, broken } = await guardedRun({ model, optimizer, data, weights }, size);
  let state = referenceStart(model, optimizer, weights);
  const losses: number[] = [];
  for (let start = 0; start < examples; start += size) {
    const { inputs, labels } = pick(data, order(examples).subarray(start, start + size));
    const next = referenceUpdate(model, optimizer, state, inputs, labels, 0.01);
    state = next.state;
    losses.push(next.loss);
  }
  run.update(order(examples), size, 0.01);
  await run.evaluate('training', examples);
  await run.predict(data.validation.inputs, examples);
  expect(broken()).toEqual([]);
  expectNear([await run.losses()], [losses], 1e-3, 'losses');
  const seen = await run.state();
  expect(seen.updates).toBe(losses.length);
  expectNear(seen.tensors, state.tensors, 1e-3, 'tensor');
}
