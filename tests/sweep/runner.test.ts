import { describe, expect, test } from 'vitest';
import type { SweepData } from '../../src/experiment/sweep.ts';
import { workersFor } from '../../src/sweep/pool.ts';
import { withoutFailedTimes } from '../../src/sweep/retime.ts';
import { createSweepRunner, type SweepProgress, type SweepRunner } from '../../src/sweep/runner.ts';
import { localWorker } from '../worker/trialSupport.ts';
import { measured } from './analyse/make.ts';
import { FakeShop, settle } from './fakeWorker.ts';
import { dataOf, specOf, timesOf } from './support.ts';

class Bench {
  readonly shop = new FakeShop();
  readonly clock = { ms: 0 };
  readonly seen: { data: SweepData; progress: SweepProgress }[] = [];
  readonly runner: SweepRunner;
  constructor(data: SweepData, workers = 2) {
    this.runner = createSweepRunner({
      ...{ data, workers, startWorker: this.shop.startWorker, now: () => this.clock.ms },
      onChange: (next, progress) => this.seen.push({ data: next, progress }),
    });
  }
  get last(): SweepProgress {
    return this.seen[this.seen.length - 1].progress;
  }
  async start(): Promise<this> {
    this.runner.start();
    await settle();
    return this;
  }
  async finish(loss?: number): Promise<void> {
    this.shop.open[0].finish(loss);
    await settle();
  }
  async finishAll(): Promise<void> {
    while (this.shop.open.length > 0) await this.finish();
  }
}
const spec = specOf();
const timed = dataOf(spec, { speeds: timesOf(spec, (b) => b) });

describe('the runner of a sweep', () => {
  test('times alone, then keeps every worker at work, and ends', async () => {
    const bench = await new Bench(dataOf(spec)).start();
    expect(bench.shop.ids).toEqual(['moons.softmax/b10/speed']);
    await bench.finish();
    expect(bench.shop.ids).toEqual(['moons.softmax/b100/speed']);
    await bench.finish();
    expect(bench.shop.ids).toEqual(['moons.softmax/b10/s1', 'moons.softmax/b100/s1']);
    expect(bench.last).toMatchObject({ status: 'running', done: 2, total: 6, error: undefined });
    expect(bench.last.active.map(({ label }) => label)).toEqual(['B = 10, seed 1', 'B = 100, seed 1']);
    await bench.finish();
    expect(bench.shop.ids).toEqual(['moons.softmax/b100/s1', 'moons.softmax/b10/s2']);
    await bench.finishAll();
    expect(bench.last).toMatchObject({ status: 'done', done: 6, total: 6, secondsLeft: 0, active: [] });
    expect(bench.shop.started).toHaveLength(6);
    expect(bench.shop.alive).toBe(0);
  });

  test('a time that is missing waits for the runs under way, and nothing else is started meanwhile', async () => {
    const more = { ...spec, batchSizes: [10, 100, 500] };
    const bench = await new Bench(dataOf(more, { speeds: timed.speeds })).start();
    expect(bench.shop.ids).toEqual(['moons.softmax/b500/speed']);
    await bench.finish();
    expect(bench.shop.ids).toHaveLength(2);
  });

  test('goes on from what is done, in whatever order it was done', async () => {
    const whole = await new Bench(timed).start();
    await whole.finishAll();
    const { runs } = whole.runner.data;
    const bench = await new Bench({ ...timed, runs: [runs[2], runs[0]] }).start();
    await bench.finishAll();
    expect(bench.shop.started.sort()).toEqual([runs[1].trial.id, runs[3].trial.id].sort());
    const finished = await new Bench({ ...timed, runs }).start();
    expect(finished.shop.started).toEqual([]);
    expect(finished.last.status).toBe('done');
  });

  test('a worker that dies is replaced and its run tried once more, then written down in words', async () => {
    const bench = await new Bench(timed).start();
    bench.shop.open[0].on({ jobId: 'x', share: 0.5 });
    bench.shop.open[0].fail();
    await settle();
    expect(bench.shop.workers.map(({ ended }) => ended)).toEqual([true, false, false]);
    expect(bench.shop.started.filter((id) => id === 'moons.softmax/b10/s1')).toHaveLength(2);
    expect(bench.last.active.find(({ label }) => label === 'B = 10, seed 1')?.share).toBe(0);
    bench.shop.open.find(({ id }) => id === 'moons.softmax/b10/s1')?.fail('trap');
    await settle();
    expect(bench.runner.data.runs).toMatchObject([
      {
        trial: { id: 'moons.softmax/b10/s1' },
        status: 'failed',
        error: { code: 'trap', message: 'It ended with trap.' },
        series: { length: 0, evaluations: [] },
      },
    ]);
    await bench.finishAll();
    expect(bench.last.status).toBe('done');
    expect(bench.runner.data.runs).toHaveLength(4);
  });

  test('data that cannot be had stop the sweep with the reason; start goes on', async () => {
    const bench = await new Bench(timed).start();
    bench.shop.open[0].fail('offline');
    await settle();
    expect(bench.last).toMatchObject({ status: 'failed', error: { code: 'offline' }, active: [] });
    expect([bench.runner.data.runs.length, bench.shop.alive]).toEqual([0, 0]);
    await bench.start();
    await bench.finishAll();
    expect(bench.last).toMatchObject({ status: 'done', error: undefined });
  });

  test('a time that cannot be measured does not stop the runs, unless the budget is in seconds', async () => {
    for (const [unit, status] of [
      ['epochs', 'done'],
      ['seconds', 'failed'],
    ] as const) {
      const own = specOf({ batchSizes: [10], budget: { unit, amount: 1, until: undefined } });
      const bench = await new Bench(dataOf(own)).start();
      for (let k = 0; k < 2; k++) {
        bench.shop.open[0].fail('internal');
        await settle();
      }
      await bench.finishAll();
      expect(bench.last).toMatchObject({ status, error: { code: 'internal' } });
    }
  });

  test('pause holds the runs where they are, and nothing new is started', async () => {
    const bench = await new Bench(timed).start();
    bench.runner.pause();
    expect(bench.shop.workers.map(({ held }) => held)).toEqual([true, true]);
    expect(bench.last.status).toBe('paused');
    await bench.finish();
    expect(bench.shop.open).toHaveLength(1);
    await bench.start();
    expect([bench.last.status, bench.shop.open.length, bench.shop.workers[1].held]).toEqual([
      'running',
      2,
      false,
    ]);
    await bench.finishAll();
    expect(bench.last.status).toBe('done');
  });

  test('a pause outlasts jobs that end or fail in it, and no worker stays held after it', async () => {
    const bench = await new Bench(timed).start();
    bench.runner.pause();
    await bench.finish();
    bench.shop.open[0].fail();
    await settle();
    expect(bench.shop.open).toEqual([]);
    await bench.start();
    expect(bench.shop.open).toHaveLength(2);
    expect(bench.shop.workers.filter(({ ended, held }) => !ended && held)).toEqual([]);
    await bench.finishAll();
    expect([bench.last.status, bench.runner.data.runs.length]).toEqual(['done', 4]);
  });

  test('a last run that ends while paused leaves nothing to wait for', async () => {
    const bench = await new Bench(
      dataOf(specOf({ batchSizes: [10], seeds: 1 }), { speeds: timed.speeds }),
    ).start();
    bench.runner.pause();
    await bench.finish();
    await bench.start();
    expect(bench.last.status).toBe('done');
  });

  test('cancel ends the workers at once and keeps what is done; start does the rest', async () => {
    const bench = await new Bench(timed).start();
    await bench.finish();
    bench.runner.cancel();
    await settle();
    expect(bench.last).toMatchObject({ status: 'paused', active: [] });
    expect([bench.runner.data.runs.length, bench.shop.alive]).toEqual([1, 0]);
    await bench.start();
    await bench.finishAll();
    expect(bench.runner.data.runs).toHaveLength(4);
  });

  test('time left follows what runs really take', async () => {
    const long = specOf({
      batchSizes: [100],
      seeds: 10,
      budget: { unit: 'updates', amount: 1000, until: undefined },
    });
    const bench = await new Bench(dataOf(long, { speeds: timesOf(long, () => 10) }), 1).start();
    // Ten runs of 10 s and a third more for looking.
    const first = bench.last.secondsLeft ?? 0;
    expect(first).toBeGreaterThan(100);
    expect(first).toBeLessThan(150);
    bench.shop.open[0].on({ jobId: 'x', share: 0.5 });
    expect(bench.last.secondsLeft).toBeCloseTo(first * 0.95, 5);
    expect(bench.last.active[0].secondsLeft).toBeCloseTo(first / 20, 5);
    bench.clock.ms += (2 * 1000 * first) / 10;
    const { job, finish } = bench.shop.open[0];
    if (job.kind !== 'trial') throw new Error('no trial');
    job.trial.updates = 10;
    finish();
    await settle();
    expect(bench.last.secondsLeft).toBeCloseTo(2 * 0.9 * first, 3);
  });

  test('evaluations of runs under way can be drawn, and start anew when a run does', async () => {
    const bench = await new Bench(timed).start();
    const look = {
      update: 1,
      examples: 1,
      epoch: 0,
      seconds: 0,
      split: 'validation',
      loss: 1,
      accuracy: 0,
      count: 9,
    } as const;
    const noise = { ...look, small: 1, large: 8, population: 100, ...measured(200, 2) };
    const gradient = { ...look, batchSize: 8, cosines: [0.5], lengths: [1] };
    const looks = { evaluations: [look], noise: [noise], gradients: [gradient] };
    bench.shop.open[0].on({ jobId: 'x', share: 0.1, looks });
    bench.shop.open[0].on({ jobId: 'x', share: 0.2, looks });
    const { evaluations, noise: samples, gradients } = bench.last.live[0];
    expect([evaluations, samples, gradients].map(({ length }) => length)).toEqual([2, 2, 2]);
    bench.shop.open[0].fail();
    await settle();
    expect(bench.last.live.map(({ evaluations }) => evaluations.length)).toEqual([0, 0]);
  });

  test.each([
    ['auto', 2, 2],
    ['cpu', 64, 8],
    ['cpu', undefined, 2],
    ['webgl', 8, 1],
    ['webgpu', 8, 1],
  ] as const)('%s on %s cores has %d workers', (engine, cores, workers) => {
    expect(workersFor(engine, cores)).toBe(workers);
  });

  describe('that only measures update times', () => {
    const only = specOf({ kind: 'speed' });
    const webgl = { engine: 'webgl', device: 'a chip', software: false } as const;
    const emulated = { engine: 'webgpu', device: 'SwiftShader', software: true } as const;

    test('times every engine that is really there, one after another and alone, and no emulated one', async () => {
      const bench = new Bench(dataOf(only));
      bench.shop.offers = [webgl, emulated];
      await bench.start();
      const together: number[] = [];
      while (bench.shop.open.length > 0) {
        together.push(bench.shop.open.length);
        await bench.finish();
      }
      expect(bench.shop.started).toEqual([
        'look',
        'moons.softmax/b10/speed/cpu',
        'moons.softmax/b100/speed/cpu',
        'moons.softmax/b10/speed/webgl',
        'moons.softmax/b100/speed/webgl',
      ]);
      expect(new Set(together)).toEqual(new Set([1]));
      expect(bench.last).toMatchObject({ status: 'done', done: 4, total: 4 });
      expect(bench.runner.data.offers).toEqual([
        { ...webgl, timed: true },
        { ...emulated, timed: false },
      ]);
      // Nothing is measured twice when it is started again, here or after a reload.
      const again = await new Bench(bench.runner.data).start();
      expect([again.shop.started, again.last.status]).toEqual([[], 'done']);
    });

    test('times an emulated engine that is asked for, beside cpu', async () => {
      const asked = specOf({ kind: 'speed' }, { engine: 'webgpu' });
      const bench = new Bench(dataOf(asked));
      bench.shop.offers = [emulated];
      await bench.start();
      await bench.finishAll();
      expect(bench.shop.started.filter((id) => id.endsWith('webgpu'))).toHaveLength(2);
      expect(bench.shop.started.filter((id) => id.endsWith('cpu'))).toHaveLength(2);
    });

    test('notes the failure of an engine, tries it with no larger batch, and goes on with the others', async () => {
      const bench = new Bench(dataOf(only));
      bench.shop.offers = [webgl, { ...emulated, software: false }];
      await bench.start();
      while (bench.shop.open.length > 0) {
        const [job] = bench.shop.open;
        if (job.id.endsWith('webgl')) {
          job.fail('context-lost');
          await settle();
        } else await bench.finish();
      }
      expect(bench.last).toMatchObject({ status: 'done', done: 5, total: 5, error: undefined });
      const { speeds } = bench.runner.data;
      expect(speeds.filter(({ failed }) => failed !== undefined)).toMatchObject([
        { engine: 'webgl', batchSize: 10, updateMs: [], failed: 'It ended with context-lost.' },
      ]);
      expect(speeds.filter(({ engine }) => engine === 'webgpu')).toHaveLength(2);
      const later = await new Bench(bench.runner.data).start();
      expect(later.shop.started).toEqual([]);
      const anew = await new Bench(withoutFailedTimes(bench.runner.data)).start();
      expect(anew.shop.ids).toEqual(['moons.softmax/b10/speed/webgl']);
    });

    test('goes on in the middle of the engines', async () => {
      const bench = new Bench(dataOf(only));
      bench.shop.offers = [webgl];
      await bench.start();
      for (let k = 0; k < 4; k++) await bench.finish();
      bench.runner.cancel();
      const later = await new Bench(bench.runner.data).start();
      expect(later.shop.ids).toEqual(['moons.softmax/b100/speed/webgl']);
    });

    test('measures cpu alone where looking fails', async () => {
      const bench = await new Bench(dataOf(only)).start();
      for (let k = 0; k < 2; k++) {
        bench.shop.open[0].fail();
        await settle();
      }
      await bench.finishAll();
      expect(bench.last.status).toBe('done');
      expect(bench.runner.data.speeds.map(({ engine }) => engine)).toEqual(['cpu', 'cpu']);
    });

    test('says how long a slow engine takes by what it took at smaller batches', async () => {
      const data = dataOf(only, {
        offers: [{ ...webgl, timed: true }],
        speeds: [
          ...timesOf(only),
          { arm: 0, engine: 'webgl', batchSize: 10, updateMs: [100], peakBytes: undefined },
        ],
      });
      const bench = await new Bench(data).start();
      expect(bench.last.secondsLeft).toBeGreaterThan(5);
    });
  });

  test('trains a tuned sweep on the real engine', async () => {
    const real = specOf({ lrRule: 'tuned', batchSizes: [20, 200], seeds: 2 });
    const data = await new Promise<SweepData>((resolve) => {
      createSweepRunner({
        ...{ data: dataOf(real), workers: 2, startWorker: localWorker, now: () => performance.now() },
        onChange: (next, { status }) => void (status === 'done' && resolve(next)),
      }).start();
    });
    const runs = data.runs.filter(({ trial }) => trial.role === 'run');
    expect(runs.map(({ trial, status }) => [trial.config.batchSize, status])).toHaveLength(4);
    expect(runs.every(({ series }) => series.evaluations.some(({ split }) => split === 'training'))).toBe(
      true,
    );
    expect(data.speeds.every(({ updateMs }) => updateMs.length >= 5 && updateMs.every((ms) => ms > 0))).toBe(
      true,
    );
  });
});
