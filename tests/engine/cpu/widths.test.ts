import { describe, expect, it } from 'vitest';
import type { OptimizerSpec } from '../../../src/experiment/optimizer.ts';
import { referenceStart, referenceUpdate } from '../../reference/optimizer.ts';
import { CASES, pick, randomData, stirredWeights } from '../cases.ts';
import { expectClose, names } from '../checks.ts';
import { checkGradients, checkTraining, expectNear, order } from './float64.ts';
import { guardedRun } from './guarded.ts';
import { wide } from './wide.ts';

const ADAM: OptimizerSpec = { id: 'adam', beta1: 0.9, beta2: 0.99, epsilon: 1e-3, weightDecay: 0.01 };

describe('layers whose single rows go 32 units at a time', () => {
  it.each([32, 36, 44, 128].flatMap((units) => [1, 3, 5].map((batch) => [units, batch] as const)))(
    '%d units, batches of %d, match float64',
    async (units, batch) => {
      await checkGradients(wide(units), batch);
      await checkTraining(wide(units), ADAM, batch, 2 * batch + 1);
    },
  );
});

describe('updates over more examples than one call takes', () => {
  it('match float64 with Adam, whose steps depend on the updates before', async () => {
    const model = CASES.find(({ name }) => name === 'tiny 2-4-2-2 tanh')!.model;
    const [examples, batch, rate] = [3000, 60, 0.01];
    const data = randomData(model, examples);
    const weights = stirredWeights(model);
    const { run, arena, broken } = await guardedRun({ model, optimizer: ADAM, data, weights }, batch);
    expect(arena.plan.callExamples).toBe(1020);
    let state = referenceStart(model, ADAM, weights);
    const losses: number[] = [];
    for (let start = 0; start < examples; start += batch) {
      const { inputs, labels } = pick(data, order(examples).subarray(start, start + batch));
      const next = referenceUpdate(model, ADAM, state, inputs, labels, rate);
      state = next.state;
      losses.push(next.loss);
    }
    run.update(order(examples), batch, rate);
    expect(broken()).toEqual([]);
    expectNear([await run.losses()], [losses], 1e-5, 'losses');
    const seen = await run.state();
    expect(seen.updates).toBe(50);
    expectClose(seen.tensors, state.tensors, 1e-4, names(model));
  });
});

describe('a large weight decay', () => {
  const optimizers: OptimizerSpec[] = [
    { id: 'sgd', weightDecay: 10 },
    { id: 'momentum', momentum: 0.9, weightDecay: 10 },
    { ...ADAM, weightDecay: 10 },
  ];
  const cases = ['mlp tanh', 'cnn', 'batchNorm after dense'].flatMap((name) =>
    optimizers.flatMap((optimizer) =>
      [1, 3, 8].map((batch) => [name, optimizer.id, batch, optimizer] as const),
    ),
  );

  it.each(cases)('is all of it in one update: %s, %s, a batch of %d', async (name, _, batch, optimizer) => {
    const { model } = CASES.find((test) => test.name === name)!;
    const data = randomData(model, batch);
    const weights = stirredWeights(model);
    const { run } = await guardedRun({ model, optimizer, data, weights }, batch);
    const start = referenceStart(model, optimizer, weights);
    const { inputs, labels } = pick(data, order(batch));
    const expected = referenceUpdate(model, optimizer, start, inputs, labels, 0.01).state;
    const change = (tensors: readonly ArrayLike<number>[]): number[][] =>
      tensors.map((t, k) => Array.from(t, (v, i) => v - weights[k][i]));
    run.update(order(batch), batch, 0.01);
    const { tensors, slots } = await run.state();
    expectNear(change(tensors), change(expected.tensors), 1e-3, 'change');
    expectNear(slots, expected.slots.flat(), 1e-3, 'slot');
  });
});
