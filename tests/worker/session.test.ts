import { describe, expect, test } from 'vitest';
import { updatesPerEpoch } from '../../src/science/batch.ts';
import { nextEvaluation } from '../../src/science/schedule.ts';
import { Bench, CONFIG } from './fakes.ts';

describe('a run', () => {
  test('goes from loading to finished, in order', async () => {
    const bench = await new Bench().run();
    const told = bench.events.map((e) => (e.type === 'phase' ? e.phase.name : e.type));
    const first = [...new Set(told)];
    expect(first.slice(0, 8)).toEqual([
      'loading-data',
      'starting-engine',
      'ready',
      'pace',
      'metrics',
      'insight',
      'checkpoint',
      'training',
    ]);
    expect(told.at(-1)).toBe('finished');
    const [ready] = bench.of('ready');
    expect(ready).toMatchObject({ trainingCount: 1000, validationCount: 200, engine: { got: 'cpu' } });
    expect(bench.of('finished')[0].position).toMatchObject({ update: 20, examples: 2000, epoch: 2 });
  });

  test.each([1, 64, 128, 1000, 60_000].flatMap((b) => [[b, 'keep'] as const, [b, 'drop'] as const]))(
    'N = 60,000, B = %d, remainder %s: the right updates, the ragged one rightly sized',
    async (batchSize, remainder) => {
      const bench = await new Bench({ updateMs: () => 0.05 }).run({
        ...{ size: 60_000, batchSize, remainder, epochs: 1, validationShare: 0.01 },
      });
      const { updates } = bench.engine;
      expect(updates.length).toBe(updatesPerEpoch(60_000, batchSize, remainder));
      const ragged = remainder === 'keep' && 60_000 % batchSize > 0 ? 60_000 % batchSize : batchSize;
      expect(updates.at(-1)?.count).toBe(ragged);
      expect(updates.slice(0, -1).every(({ count }) => count === batchSize)).toBe(true);
      expect(bench.column('update')).toEqual(updates.map((_, i) => i + 1));
      expect(bench.column('epoch').at(-1)).toBe(1);
      expect(bench.column('examples').at(-1)).toBe(updates.reduce((sum, { count }) => sum + count, 0));
      expect(new Set(bench.engine.visited).size).toBe(bench.engine.visited.length);
    },
  );

  test('every point has the loss of its own update', async () => {
    const bench = await new Bench({ onUpdate: (update) => update }).run({ batchSize: 7 });
    expect(bench.column('loss')).toEqual(bench.column('update'));
  });

  test('the first chunk is a single update, the later ones take about 40 ms', async () => {
    const bench = await new Bench({ updateMs: () => 4 }).run({ batchSize: 1, epochs: 1 });
    expect(bench.engine.chunks[0]).toBe(1);
    expect(Math.max(...bench.engine.chunks)).toBe(10);
    expect(bench.of('metrics')[0]).toMatchObject({ position: { update: 0 }, evaluations: [{ update: 0 }] });
  });

  test('a batch size above N fails in words', async () => {
    const bench = new Bench();
    bench.start({ batchSize: 1001 });
    expect((await bench.until('failed')).error.message).toContain('1001');
  });

  test('engine and data are kept for the next run, runs are freed', async () => {
    const bench = await new Bench().run();
    bench.start({}, 'end', undefined, 'b');
    await bench.until('finished', 2);
    expect([bench.engines.length, bench.loads, bench.engine.openRuns]).toEqual([1, 1, 0]);
    bench.start({ engine: 'webgl', size: 500 }, 'end', undefined, 'c');
    await bench.until('finished', 3);
    expect([bench.engines.length, bench.loads, bench.engines[0].disposed]).toEqual([2, 2, true]);
  });

  test('a start while another runs stops that first', async () => {
    const bench = new Bench({ updateMs: () => 30 });
    bench.start({ epochs: 1000 });
    await bench.until('metrics');
    bench.start({}, 'end', undefined, 'b');
    await bench.until('finished');
    const last = bench.events.findLastIndex((e) => 'runId' in e && e.runId === 'a');
    const first = bench.events.findIndex((e) => 'runId' in e && e.runId === 'b');
    expect(bench.events[last].type).toBe('stopped');
    expect(first).toBeGreaterThan(last);
  });

  test('commands for another run are ignored', async () => {
    const bench = new Bench();
    bench.start();
    bench.session.receive({ type: 'stop', runId: 'other' });
    await bench.until('finished');
  });
});

describe('evaluations', () => {
  test.each([1, 10, 32, 100, 300, 1000])(
    'B = %d: after the first update that reaches each point',
    async (b) => {
      const bench = await new Bench({ updateMs: () => 0.01 }).run({ batchSize: b, epochs: 2 });
      const expected = [0];
      let due = nextEvaluation(0);
      for (let epoch = 0; epoch < 2; epoch++)
        for (let visited = 0; visited < 1000;) {
          visited = Math.min(1000, visited + b);
          const examples = 1000 * epoch + visited;
          if (examples >= due || visited === 1000) expected.push(examples);
          due = nextEvaluation(examples);
        }
      const seen = bench.evaluations;
      expect(seen.filter((e) => e.split === 'validation').map((e) => e.examples)).toEqual(expected);
      expect(seen.filter((e) => e.split === 'training').map((e) => e.examples)).toEqual([1000, 2000]);
    },
  );

  test('look at few between the epochs and at all, training too, at their ends', async () => {
    const bench = await new Bench({ evaluationExamples: 50 }).run({ epochs: 1 });
    const seen = bench.evaluations;
    expect(seen[0].count).toBe(50);
    expect(seen.slice(-2).map((e) => [e.split, e.count])).toEqual([
      ['validation', 200],
      ['training', 200],
    ]);
    expect(bench.of('metrics').flatMap((e) => e.memory).length).toBe(seen.length - 1);
  });

  test('at most 2,000 between the epochs, however fast the engine', async () => {
    const bench = await new Bench({ evaluationExamples: 1e9 }).run({
      size: 5000,
      validationShare: 1,
      epochs: 1,
    });
    expect(bench.evaluations[0].count).toBe(2000);
  });

  test('never come before the metrics of their update', async () => {
    const bench = await new Bench({ updateMs: () => 3 }).run({ batchSize: 10 });
    let shown = 0;
    for (const event of bench.events) {
      if (event.type !== 'metrics') continue;
      shown = event.columns.update.at(-1) ?? shown;
      for (const { update } of event.evaluations) expect(update).toBeLessThanOrEqual(shown);
    }
  });

  test('cost no training time, nor do gaps', async () => {
    const bench = await new Bench({
      evaluationMs: 5000,
      updateMs: (() => {
        let n = 0;
        return () => (++n === 15 ? 3_600_000 : 10);
      })(),
    }).run();
    expect(bench.of('finished')[0].position.seconds).toBeCloseTo(0.2, 6);
  });

  test('a machine that became slow is no gap', async () => {
    let n = 0;
    const bench = await new Bench({ updateMs: () => (++n > 10 ? 3000 : 10) }).run();
    expect(bench.of('finished')[0].position.seconds).toBeGreaterThan(25);
  });

  test('an insight at the start and the end, and at most every 500 ms between', async () => {
    const bench = await new Bench({ updateMs: () => 1 }).run({ batchSize: 1, epochs: 1 });
    expect(bench.of('insight').length).toBeGreaterThanOrEqual(2);
    expect(bench.of('insight').length).toBeLessThanOrEqual(5);
    const [{ insight }] = bench.of('insight');
    expect(insight.kind === 'regions' && insight.predicted.length).toBe(48 * 48);
  });
});

describe('insights of a large network', () => {
  const slow = { updateMs: () => 20, evaluationMs: 400, predictMs: (count: number) => count };

  test('are announced, with fewer cells, and cost about a tenth of the time', async () => {
    const bench = await new Bench(slow).run({ batchSize: 10, epochs: 20 });
    const { predicted } = bench.engine;
    expect(predicted.every(({ count }) => count === 24 * 24)).toBe(true);
    predicted
      .slice(1, -1)
      .forEach(({ at }, i) => expect(at - predicted[i].at).toBeGreaterThanOrEqual(11 * 576));
    expect(predicted.length).toBeGreaterThan(3);
    const told = bench.events.findIndex((e) => e.type === 'insight');
    const before = bench.events
      .slice(0, told)
      .filter((e) => e.type === 'phase')
      .at(-1);
    expect(before).toMatchObject({ phase: { name: 'evaluating' }, expectedMs: 576 * 2 });
    expect(
      bench.of('phase').some(({ phase, expectedMs }) => phase.name === 'evaluating' && expectedMs === 576),
    ).toBe(true);
  });

  test('a GPU says that it compiles for what it does first, and its overhead costs no cells', async () => {
    const bench = new Bench({ name: 'webgl', updateMs: () => 20, evaluationMs: 30, predictMs: () => 30 });
    await bench.run({ batchSize: 300 });
    const expected = bench.of('phase').filter((e) => e.expectedMs > 500 && e.phase.name === 'evaluating');
    expect(expected.length).toBeGreaterThanOrEqual(3);
    expect(bench.engine.predicted.every(({ count }) => count === 48 * 48)).toBe(true);
    const training = bench.of('phase').filter((e) => e.expectedMs > 1000 && e.phase.name === 'training');
    expect(training.map((e) => e.position?.examples)).toEqual([0, 900]);
  });
});

describe('metrics', () => {
  test('at most ten frames in a second', async () => {
    const bench = new Bench({ updateMs: () => 1 });
    const times: number[] = [];
    bench.onEvent = (event) => event.type === 'metrics' && times.push(bench.clock.ms);
    await bench.run({ batchSize: 1, epochs: 3 });
    times.pop();
    expect(times.length).toBeGreaterThan(10);
    times.slice(1).forEach((ms, i) => expect(ms - times[i]).toBeGreaterThanOrEqual(100));
  });

  test('no second frame without an ack, and nothing after it but what is urgent', async () => {
    const bench = new Bench({ acks: false, updateMs: () => 20 });
    bench.start({ epochs: 3 });
    while (bench.engine === undefined || bench.engine.updates.length < 30)
      await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(bench.of('metrics').length).toBe(1);
    expect(bench.of('finished').length).toBe(0);
    bench.session.receive({ type: 'ack', runId: 'a' });
    await bench.until('metrics', 2);
    expect(bench.column('update')).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
    await bench.until('finished');
  });

  test('buffers are transferred', async () => {
    const bench = await new Bench().run();
    bench.events.forEach((event, i) => {
      if (event.type === 'metrics') expect(bench.transfers[i]).toBe(7);
    });
  });

  test('a very long run has about 100,000 points at most', async () => {
    const bench = new Bench({ updateMs: () => 0.001 });
    bench.start({ size: 20_000, batchSize: 1, epochs: 50 }, 'epoch');
    await bench.until('paused');
    expect(bench.column('update').length).toBeLessThan(2200);
    expect(bench.column('update').slice(0, 9)).toEqual([10, 20, 30, 40, 50, 60, 70, 80, 90]);
  });

  test('say how fast it goes', async () => {
    const bench = await new Bench({ updateMs: () => 5 }).run();
    expect(bench.of('metrics').at(-1)).toMatchObject({ updateMs: 5, examplesPerSecond: 20_000 });
  });
});

describe('pace', () => {
  test('is told again only when it turns out quite different', async () => {
    let n = 0;
    const bench = await new Bench({ updateMs: () => [100, 130, 130, 400][Math.min(n++, 3)] }).run({
      epochs: 1,
    });
    expect(bench.of('pace').map((e) => e.updateMs)).toEqual([1, 100, 220, 332.5]);
  });

  test('short updates are predicted, then told as they are', async () => {
    const bench = await new Bench({ predictedMs: () => 30 }).run();
    expect(bench.of('pace')).toEqual([
      { type: 'pace', runId: 'a', updateMs: 30, batchSize: 100, measured: false },
      { type: 'pace', runId: 'a', updateMs: 1, batchSize: 100, measured: true },
    ]);
    expect(bench.engine.measured).toEqual([]);
  });
  test('long ones are measured on a small batch, and every chunk says how long it will take', async () => {
    const bench = new Bench({ predictedMs: (b) => b * 5, updateMs: (b) => b * 12 });
    bench.start({ batchSize: 1000, epochs: 2 });
    await bench.until('finished');
    expect(bench.engine.measured).toEqual([8]);
    expect(bench.of('pace')[0]).toMatchObject({ updateMs: 12_000, measured: true });
    const long = bench.of('phase').filter((e) => e.phase.name === 'training');
    expect(long.map((e) => e.expectedMs)).toEqual([13_000, 12_000]);
    expect(bench.events.findIndex((e) => e.type === 'pace')).toBeLessThan(
      bench.events.findIndex((e) => e.type === 'metrics'),
    );
  });
  test('a wrong prediction is put right on a larger batch', async () => {
    const bench = new Bench({ predictedMs: () => 1000, updateMs: (b) => 30 + b / 10 });
    await bench.run();
    expect(bench.engine.measured).toEqual([8, 64]);
    expect(bench.of('pace')[0].updateMs).toBeCloseTo(56.875, 9);
  });
});

describe('foresight', () => {
  const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

  test('data drawn ahead are not drawn again', async () => {
    const bench = new Bench();
    bench.session.foresee(CONFIG);
    await settled();
    await bench.run();
    expect(bench.loads).toBe(1);
  });

  test('only what is drawn quickly, and never beside a run', async () => {
    const bench = new Bench();
    bench.session.foresee({ ...CONFIG, dataset: 'mnist' });
    bench.session.foresee({ ...CONFIG, size: 20_000 });
    await settled();
    expect(bench.loads).toBe(0);
    bench.start({}, 'update');
    bench.session.foresee({ ...CONFIG, size: 500 });
    await bench.until('paused');
    expect(bench.loads).toBe(1);
  });
});
