import { describe, expect, it } from 'vitest';
import { startCpuEngine } from '../../../src/engine/cpu/engine.ts';
import type { EngineRun, RunSetup } from '../../../src/engine/engine.ts';
import { CASES, OPTIMIZERS, randomData, stirredWeights } from '../cases.ts';
import { order } from './float64.ts';

const EXAMPLES = 700;
const setupOf = (name: string): RunSetup => {
  const { model } = CASES.find((test) => test.name === name)!;
  const data = randomData(model, EXAMPLES);
  return { model, optimizer: OPTIMIZERS[0], data, weights: stirredWeights(model) };
};

describe.each(['mlp relu', 'squared error', 'cnn-bn', 'a number from an mlp without bias'])(
  'scores: %s',
  (name) => {
    it('are the same to the bit whatever the arena is laid out for', async () => {
      const engine = await startCpuEngine();
      const setup = setupOf(name);
      const runs: EngineRun[] = [
        ...[1, 3, 7, 64, 100, EXAMPLES].map((batchSize) => engine.createRun({ ...setup, batchSize })),
        engine.createRun({ ...setup, batchSize: 100, microBatch: 9 }),
      ];
      const scores = await Promise.all(runs.map((run) => run.evaluate('training', EXAMPLES)));
      expect(scores[0].loss).toBeGreaterThan(0.01);
      for (const score of scores) expect(score).toEqual(scores[0]);
    });

    it('and memory are the same after a lone ragged batch as after whole ones', async () => {
      const engine = await startCpuEngine();
      const [whole, ragged] = [0, 1].map(() => engine.createRun({ ...setupOf(name), batchSize: 64 }));
      whole.update(order(128), 64, 0);
      ragged.update(order(64), 64, 0);
      ragged.update(order(9), 64, 0);
      expect(ragged.memory()).toEqual(whole.memory());
      expect(ragged.parts()).toEqual(whole.parts());
      if (name === 'cnn-bn') return; // Its running statistics have seen other batches.
      expect(await ragged.evaluate('validation', EXAMPLES)).toEqual(
        await whole.evaluate('validation', EXAMPLES),
      );
    });
  },
);

describe('a batch size beyond the number of examples', () => {
  it('is laid out for as many as there are, and one update over more indices is still one', async () => {
    const engine = await startCpuEngine();
    const setup = setupOf('mlp relu');
    const [beyond, all] = [5000, EXAMPLES].map((batchSize) => engine.createRun({ ...setup, batchSize }));
    expect(beyond.memory()).toEqual(all.memory());
    beyond.update(order(EXAMPLES), 5000, 0.1);
    all.update(order(EXAMPLES), EXAMPLES, 0.1);
    expect(beyond.memory()).toEqual(all.memory());
    expect(await beyond.state()).toEqual(await all.state());
    const twice = Uint32Array.from({ length: 2 * EXAMPLES }, (_, i) => i % EXAMPLES);
    all.update(twice, 2 * EXAMPLES, 0.1);
    expect((await all.losses()).length).toBe(2);
  });
});
