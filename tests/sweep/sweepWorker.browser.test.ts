import { afterEach, describe, expect, test } from 'vitest';
import type { TrialWorker } from '../../src/experiment/job.ts';
import type { SweepData } from '../../src/experiment/sweep.ts';
import { createWarmWorkers } from '../../src/state/compareWarm.ts';
import { createSweepRunner, type SweepProgress, type SweepRunner } from '../../src/sweep/runner.ts';
import { sweepLineTo, type StartSweepLine } from '../../src/worker/client/sweepLine.ts';
import { startSweepWorker } from '../../src/worker/client/sweepWorker.ts';
import { dataOf, specOf } from './support.ts';

let runner: SweepRunner | undefined;
afterEach(() => runner?.cancel());

const spec = specOf({ batchSizes: [10, 100], seeds: 2 }, { model: 'mlp', hidden: [8] });

interface Seen {
  data: SweepData;
  progress: SweepProgress[];
}

/** Runs to the end, or until `enough`. */
function complete(
  data: SweepData,
  startWorker: () => TrialWorker,
  enough: (progress: SweepProgress, data: SweepData) => boolean = () => false,
): Promise<Seen> {
  const progress: SweepProgress[] = [];
  return new Promise((resolve) => {
    runner = createSweepRunner({
      ...{ data, startWorker, workers: 2, now: () => performance.now() },
      onChange(next, now) {
        progress.push(now);
        if (now.status === 'done' || now.status === 'failed' || enough(now, next))
          resolve({ data: next, progress });
      },
    });
    runner.start();
  });
}

/** Workers of which the first of every kind of fault has it, and all others are sound. */
function faulty(name: string): () => TrialWorker {
  let left = 1;
  const start: StartSweepLine = (ear) =>
    sweepLineTo(
      new Worker(new URL('./faulty.worker.ts', import.meta.url), {
        type: 'module',
        name: left-- > 0 ? name : 'sound',
      }),
      ear,
    );
  return () => startSweepWorker({ start });
}

describe('real sweep workers', () => {
  test('train a sweep to its end, the same as a single one does', async () => {
    const { data, progress } = await complete(dataOf(spec), startSweepWorker);
    expect(progress.at(-1)).toMatchObject({ status: 'done', done: 6, total: 6, error: undefined });
    expect(data.runs).toHaveLength(4);
    expect(data.runs.every(({ status, series }) => status === 'finished' && series.length > 0)).toBe(true);
    const again = await complete(dataOf(spec), startSweepWorker);
    const losses = ({ runs }: SweepData): unknown =>
      Object.fromEntries(runs.map(({ trial, series }) => [trial.id, series.columns.loss]));
    expect(losses(again.data)).toEqual(losses(data));
  });

  test.each(['throws', 'closes', 'loops'])('one that %s is replaced, and no run is lost', async (name) => {
    const own = specOf({ batchSizes: [10, 100], seeds: 2 }, { model: 'mlp', hidden: [8], seed: 666 });
    const from = performance.now();
    const { data, progress } = await complete(dataOf(own), faulty(name));
    expect(progress.at(-1)?.status).toBe('done');
    expect(data.runs.map(({ status }) => status)).toEqual(['finished', 'finished', 'finished', 'finished']);
    expect(performance.now() - from).toBeLessThan(60_000);
  });

  test('one that is ended in the middle of a run loses that run alone, and a later sweep makes it', async () => {
    const long = specOf(
      { batchSizes: [1], seeds: 3, budget: { unit: 'epochs', amount: 300, until: undefined } },
      { model: 'mlp', hidden: [64] },
    );
    const half = await complete(
      dataOf(long),
      startSweepWorker,
      ({ active }, { runs }) => runs.length === 1 && active.some(({ share }) => share > 0.1),
    );
    runner?.cancel();
    expect(half.progress.some(({ live }) => live.some(({ evaluations }) => evaluations.length > 3))).toBe(
      true,
    );
    expect(half.progress.at(-1)?.secondsLeft).toBeGreaterThan(0);
    const whole = await complete(half.data, startSweepWorker);
    expect(whole.data.runs.map(({ trial }) => trial.config.seed).sort()).toEqual([1, 2, 3]);
  });

  test('pause holds a run and resume goes on with it', async () => {
    const long = specOf(
      { batchSizes: [1], seeds: 1, budget: { unit: 'epochs', amount: 300, until: undefined } },
      { model: 'mlp', hidden: [64] },
    );
    let shareAt = 0;
    const seen = complete(
      dataOf(long),
      startSweepWorker,
      ({ active }) => (active[0]?.share ?? 0) > 0.1 && shareAt === 0,
    );
    const { progress } = await seen;
    const own = runner;
    own?.pause();
    shareAt = progress.at(-1)?.active[0].share ?? 0;
    await new Promise((resolve) => setTimeout(resolve, 300));
    const held = own?.progress.active[0].share;
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(own?.progress.active[0].share).toBe(held);
    expect(own?.progress.status).toBe('paused');
    own?.start();
    await expect.poll(() => own?.progress.status, { timeout: 60_000 }).toBe('done');
    expect(own?.data.runs).toHaveLength(1);
  });

  test('warm workers have their data, and show first points soon', async () => {
    const digits = specOf(
      { batchSizes: [8, 64, 1024], seeds: 1, budget: { unit: 'epochs', amount: 1, until: undefined } },
      { dataset: 'digits', model: 'mlp', hidden: [128], size: 10_000, noise: 0.15 },
    );
    const warm = createWarmWorkers(startSweepWorker);
    await warm.prepare(digits, 2);
    const from = performance.now();
    await complete(dataOf(digits), warm.take, ({ live }) =>
      live.some(({ evaluations }) => evaluations.length > 0),
    );
    const ms = performance.now() - from;
    runner?.cancel();
    warm.drop();
    // A second on a machine that does nothing else; `npm run bench -- sweep` measures it.
    expect(ms).toBeLessThan(15_000);
  });
});
