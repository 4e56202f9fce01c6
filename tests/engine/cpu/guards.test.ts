import { describe, expect, it } from 'vitest';
import type { RunSetup } from '../../../src/engine/engine.ts';
import { CASES, OPTIMIZERS, randomData, stirredWeights } from '../cases.ts';
import { order } from './float64.ts';
import { guardedRun, type GuardedRun } from './guarded.ts';

const EXAMPLES = 1500;
const NAMES = ['mlp tanh', 'cnn', 'cnn-bn', 'a number from an mlp without bias'];
const guarded = (name: string): Promise<GuardedRun> => {
  const { model } = CASES.find((test) => test.name === name)!;
  const setup: RunSetup = {
    ...{ model, optimizer: OPTIMIZERS[3], data: randomData(model, EXAMPLES) },
    weights: stirredWeights(model),
  };
  return guardedRun(setup, 9);
};

describe.each(NAMES)('nothing is written outside: %s', (name) => {
  it('when the arena is laid out anew, larger and smaller, whole and in micro-batches', async () => {
    const { run, arena, broken, mark } = await guarded(name);
    for (const [batchSize, microBatch] of [
      [300, 300],
      [3, 3],
      [300, 7],
      [1500, 256],
      [1, 1],
    ]) {
      const first = arena.plan.parts.indices.offset;
      arena.fit(batchSize, 'none', microBatch);
      // What comes before the batch's own blocks has not moved, nor have the marks between.
      expect(arena.plan.parts.indices.offset).toBe(first);
      expect(broken()).toEqual([]);
      mark();
      run.update(order(EXAMPLES), batchSize, 0.001);
      await run.evaluate('validation', 400);
      await run.predict(randomData(arena.plan.network.model, 33).training.inputs, 33);
      expect(broken()).toEqual([]);
    }
    expect((await run.losses()).every(Number.isFinite)).toBe(true);
  });

  it('by a measurement, and by examples that take the place of others', async () => {
    const { run, arena, broken, mark } = await guarded(name);
    arena.fit(40);
    mark();
    await run.measure(40);
    expect(broken()).toEqual([]);
    run.replaceTraining(randomData(arena.plan.network.model, EXAMPLES, 8).training);
    expect(broken()).toEqual([]);
  });

  it('by measured updates over many calls, whole and in micro-batches', async () => {
    const { run, arena, broken, mark } = await guarded(name);
    const examples = name !== 'cnn-bn';
    for (const [batchSize, microBatch] of [
      [1, 1],
      [5, 2],
      [1500, 700],
    ]) {
      arena.fit(batchSize, examples ? 'examples' : 'gradients', microBatch);
      mark();
      const norms = run.updateMeasured(order(EXAMPLES), batchSize, 0.001, { examples, microBatch });
      expect(broken()).toEqual([]);
      expect(norms.gradients.length).toBe(EXAMPLES / batchSize);
      if (examples) expect(norms.examples.flat().length).toBe(EXAMPLES);
      if (microBatch < batchSize)
        expect(norms.microBatches.flat().length).toBe(
          (EXAMPLES / batchSize) * Math.ceil(batchSize / microBatch),
        );
    }
  });
});
