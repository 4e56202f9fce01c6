import { describe, expect, test } from 'vitest';
import { Bench } from './fakes.ts';
import type { Event } from '../../src/worker/protocol.ts';

const steady = { updateMs: () => 30 };

describe('pause, step, epoch, stop', () => {
  test('pauses between chunks and goes on to the same end', async () => {
    const whole = await new Bench(steady).run();
    const bench = new Bench(steady);
    bench.onEvent = (event) => {
      if (event.type === 'metrics' && event.position.update > 0)
        bench.session.receive({ type: 'pause', runId: 'a' });
    };
    bench.start();
    const { position } = await bench.until('paused');
    expect(position.update).toBeLessThan(20);
    expect(bench.column('update').at(-1)).toBe(position.update);
    bench.onEvent = undefined;
    bench.session.receive({ type: 'resume', runId: 'a', until: 'end' });
    await bench.until('finished');
    expect(bench.column('loss')).toEqual(whole.column('loss'));
  });

  test('the last message of a pause is `paused`, with checkpoint and insight before it', async () => {
    const bench = new Bench(steady);
    bench.start({}, 'update');
    await bench.until('paused');
    const types = bench.events.map((e) => e.type);
    expect(types.slice(-4)).toEqual(['insight', 'checkpoint', 'phase', 'paused']);
    expect(bench.of('checkpoint').at(-1)?.checkpoint.position.update).toBe(1);
  });

  test('steps by one update, then by an epoch, then to the end', async () => {
    const bench = new Bench(steady);
    bench.start({}, 'update');
    expect((await bench.until('paused')).position.update).toBe(1);
    bench.session.receive({ type: 'resume', runId: 'a', until: 'update' });
    expect((await bench.until('paused', 2)).position.update).toBe(2);
    bench.session.receive({ type: 'resume', runId: 'a', until: 'epoch' });
    expect((await bench.until('paused', 3)).position).toMatchObject({ update: 10, epoch: 1 });
    bench.session.receive({ type: 'resume', runId: 'a', until: 'epoch' });
    expect((await bench.until('finished')).position.update).toBe(20);
  });

  test('stops at once, even while a chunk is being computed', async () => {
    const bench = new Bench({ onLosses: () => new Promise(() => undefined) });
    bench.start();
    await bench.until('checkpoint');
    await new Promise((resolve) => setTimeout(resolve, 5));
    bench.session.receive({ type: 'stop', runId: 'a' });
    await bench.until('stopped');
    expect(bench.engine.openRuns).toBe(0);
  });

  test('stops while data are loaded: loading is aborted', async () => {
    let aborted = false;
    const bench = new Bench({
      tools: {
        loadDataset: (_settings, _site, signal) =>
          new Promise(() => signal.addEventListener('abort', () => (aborted = true))),
      },
    });
    bench.start();
    await bench.until('phase');
    await new Promise((resolve) => setTimeout(resolve, 5));
    bench.session.receive({ type: 'stop', runId: 'a' });
    expect((await bench.until('stopped')).position.update).toBe(0);
    expect(aborted).toBe(true);
  });

  test('stops while paused', async () => {
    const bench = new Bench(steady);
    bench.start({}, 'update');
    await bench.until('paused');
    bench.session.receive({ type: 'stop', runId: 'a' });
    expect((await bench.until('stopped')).position.update).toBe(1);
  });
});

describe('retune', () => {
  const at = (update: number, then: (bench: Bench) => void): ((event: Event) => void) => {
    let done = false;
    return (event) => {
      if (done || event.type !== 'metrics' || event.position.update < update) return;
      done = true;
      then(bench);
    };
  };
  let bench: Bench;

  test('a new batch size holds from the next update on, in the same order of examples', async () => {
    const whole = await new Bench().run({ epochs: 1 });
    bench = new Bench({ updateMs: () => 100 });
    bench.onEvent = at(3, () => bench.session.receive({ type: 'retune', runId: 'a', batchSize: 300 }));
    bench.start({ epochs: 2 });
    await bench.until('finished');
    const [{ retune }] = bench.of('retuned');
    expect(retune).toMatchObject({ batchSize: { from: 100, to: 300 } });
    const sizes = bench.engine.updates.map(({ count }) => count);
    expect(sizes.slice(0, retune.update).every((n) => n === 100)).toBe(true);
    const left = 1000 - 100 * retune.update;
    const inFirst = Math.ceil(left / 300);
    expect(sizes.slice(retune.update, retune.update + inFirst).reduce((a, b) => a + b, 0)).toBe(left);
    expect(sizes.slice(-4)).toEqual([300, 300, 300, 100]);
    expect(bench.engine.visited.slice(0, 1000)).toEqual(whole.engine.visited);
    expect(bench.of('pace').map((e) => [e.batchSize, e.measured])).toEqual([
      [100, false],
      [100, true],
      [300, false],
      [300, true],
    ]);
  });

  test.each([
    ['up', 100, 1000, 1200],
    ['down', 1000, 100, 120],
    ['down, not below what the shortest update takes', 1000, 10, 50],
  ])(
    'a new batch size, scaled %s, is told at once and put right when measured',
    async (_, from, to, guess) => {
      bench = new Bench({ predictedMs: (b) => 49 + b, updateMs: (b) => (b === from ? 1.2 * from : 7) });
      bench.start({ batchSize: from, epochs: 3 }, 'update');
      await bench.until('paused');
      bench.session.receive({ type: 'retune', runId: 'a', batchSize: to });
      bench.session.receive({ type: 'resume', runId: 'a', until: 'end' });
      await bench.until('finished');
      const told = bench.of('pace').filter((e) => e.batchSize === to);
      expect(told.map((e) => [e.updateMs, e.measured])).toEqual([
        [guess, false],
        [7, true],
      ]);
    },
  );

  test('a new learning rate is used and reported, while paused at once', async () => {
    bench = new Bench(steady);
    bench.start({}, 'update');
    await bench.until('paused');
    bench.session.receive({ type: 'retune', runId: 'a', learningRate: 0.5 });
    expect((await bench.until('retuned')).retune).toMatchObject({
      update: 1,
      learningRate: { from: 0.1, to: 0.5 },
    });
    bench.session.receive({ type: 'resume', runId: 'a', until: 'end' });
    await bench.until('finished');
    expect(bench.engine.updates[0].learningRate).toBe(0.1);
    expect(bench.engine.updates.slice(1).every((u) => u.learningRate === 0.5)).toBe(true);
  });

  test.each([
    { batchSize: 0 },
    { batchSize: 2.5 },
    { batchSize: 1001 },
    { batchSize: 100 },
    { learningRate: NaN },
  ])('%j leaves the running run as it is', async (change) => {
    bench = new Bench(steady);
    bench.onEvent = at(2, () => bench.session.receive({ type: 'retune', runId: 'a', ...change }));
    bench.start();
    await bench.until('finished');
    expect(bench.of('retuned')).toEqual([]);
    expect(bench.engine.updates.length).toBe(20);
  });
});
