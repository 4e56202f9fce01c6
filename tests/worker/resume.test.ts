import { describe, expect, test } from 'vitest';
import type { ExperimentConfig } from '../../src/experiment/config.ts';
import { Bench } from './fakes.ts';

const CASES: Partial<ExperimentConfig>[] = [
  { batchSize: 32 },
  { batchSize: 300, remainder: 'drop', epochs: 3 },
  { batchSize: 1000, epochs: 9 },
  { batchSize: 7, epochs: 3 },
];

describe('resume', () => {
  test.each(CASES)('from every checkpoint of %j gives the uninterrupted run, bit by bit', async (change) => {
    const whole = await new Bench({ updateMs: () => 900 }).run(change);
    const checkpoints = whole.of('checkpoint').map((e) => e.checkpoint);
    const losses = whole.column('loss');
    const evaluations = whole.evaluations;
    expect(new Set(checkpoints.map((c) => c.position.update)).size).toBeGreaterThan(
      losses.length > 9 ? 5 : 0,
    );
    for (const checkpoint of checkpoints) {
      const { update } = checkpoint.position;
      const bench = new Bench({ updateMs: () => 900 });
      bench.start(change, 'end', checkpoint);
      await bench.until('finished');
      expect(bench.column('loss')).toEqual(losses.slice(update));
      expect(bench.column('update')[0]).toBe(losses.length > update ? update + 1 : undefined);
      expect(bench.column('epoch').at(-1)).toBe(whole.column('epoch').at(-1));
      const rest = bench.evaluations.map((e) => [e.update, e.split, e.loss]);
      expect(rest).toEqual(
        evaluations.filter((e) => e.update > update).map((e) => [e.update, e.split, e.loss]),
      );
    }
  });

  test('keeps a retuned batch size and learning rate', async () => {
    const bench = new Bench();
    bench.start({}, 'update');
    await bench.until('paused');
    bench.session.receive({ type: 'retune', runId: 'a', batchSize: 50, learningRate: 0.3 });
    bench.session.receive({ type: 'resume', runId: 'a', until: 'update' });
    await bench.until('paused', 2);
    const checkpoint = bench.of('checkpoint').at(-1)?.checkpoint;
    expect(checkpoint).toMatchObject({ batchSize: 50, learningRate: 0.3, epochsDone: 0, visited: 150 });
    const fresh = new Bench();
    fresh.start({}, 'update', checkpoint);
    await fresh.until('paused');
    expect(fresh.engine.updates).toEqual([{ batchSize: 50, count: 50, learningRate: 0.3 }]);
  });

  test('checkpoints come about every two seconds, more seldom when they cost much', async () => {
    const cheap = await new Bench({ updateMs: () => 500 }).run({ epochs: 4 });
    expect(cheap.of('checkpoint').length).toBeGreaterThanOrEqual(9);
    expect(cheap.of('checkpoint').length).toBeLessThanOrEqual(12);
  });

  test('a hundred runs leave nothing behind', async () => {
    const bench = new Bench({ updateMs: () => 20 });
    for (let i = 1; i <= 100; i++) {
      bench.start({ epochs: 1 }, 'end', undefined, `run ${i}`);
      await bench.until('finished', i);
      bench.events.splice(0, bench.events.length, ...bench.of('finished'));
    }
    expect([bench.engines.length, bench.engine.openRuns, bench.loads]).toEqual([1, 0, 1]);
  });
});
