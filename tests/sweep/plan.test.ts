import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { updatesPerEpoch } from '../../src/science/batch.ts';
import type { Job } from '../../src/experiment/job.ts';
import type { SweepData, SweepSpec, Trial } from '../../src/experiment/sweep.ts';
import { configOf, countOf, isDone, jobId, nextJobs, updatesIn } from '../../src/sweep/plan.ts';
import { dataOf, runOf, specOf, timesOf } from './support.ts';

const trialsIn = (jobs: readonly Job[]): Trial[] =>
  jobs.flatMap((job) => (job.kind === 'trial' ? [job.trial] : []));

/** Does one job at a time; `loss` scores a trial. Returns the data after every job. */
function play(
  spec: SweepSpec,
  loss: (trial: Trial) => number,
  pick = (_jobs: readonly Job[]) => 0,
): SweepData[] {
  const seen = [dataOf(spec)];
  for (let data = seen[0]; !isDone(data); seen.push(data)) {
    const jobs = nextJobs(data);
    if (jobs.length === 0) throw new Error('nothing to do and not done');
    const job = jobs[pick(jobs)];
    if (job.kind === 'look') throw new Error('only a speed sweep looks');
    data =
      job.kind === 'speed'
        ? {
            ...data,
            speeds: [
              ...data.speeds,
              ...timesOf(spec).filter((s) => s.arm === job.arm && s.batchSize === job.batchSize),
            ],
          }
        : { ...data, runs: [...data.runs, runOf(job.trial, [1, loss(job.trial)])] };
  }
  return seen;
}

describe('the plan of a sweep', () => {
  test('times every batch size first, then runs all of them seed by seed', () => {
    const spec = specOf();
    expect(nextJobs(dataOf(spec)).map((job) => jobId(spec, job))).toEqual([
      'moons.softmax/b10/speed',
      'moons.softmax/b100/speed',
      'moons.softmax/b10/s1',
      'moons.softmax/b100/s1',
      'moons.softmax/b10/s2',
      'moons.softmax/b100/s2',
    ]);
    expect(countOf(spec)).toEqual({ runs: 4, tuning: 0, speeds: 2 });
  });

  test('seeds pair up and stay below 2³²', () => {
    const spec = specOf({}, { seed: 2 ** 32 - 1 });
    const seeds = trialsIn(nextJobs(dataOf(spec))).map(({ config }) => [config.batchSize, config.seed]);
    expect(seeds).toEqual([
      [10, 4294967295],
      [100, 4294967295],
      [10, 0],
      [100, 0],
    ]);
  });

  test.each([
    ['fixed', 0.1, 0.1],
    ['linear', 0.01, 0.1],
    ['sqrt', 0.1 / Math.sqrt(10), 0.1],
  ] as const)('%s gives rates %d and %d', (lrRule, small, large) => {
    const rates = trialsIn(nextJobs(dataOf(specOf({ lrRule, seeds: 1 })))).map((t) => t.config.learningRate);
    expect(rates[0]).toBeCloseTo(small, 12);
    expect(rates[1]).toBeCloseTo(large, 12);
  });

  test.each([
    ['epochs', 2, 10, 200],
    ['epochs', 0.5, 7, 72],
    ['updates', 33, 10, 33],
    ['examples', 1000, 10, 100],
    ['examples', 1001, 300, 5],
    ['examples', 3, 100, 1],
    ['seconds', 1, 10, 500],
    ['seconds', 0.0001, 10, 1],
  ] as const)('%s %d at B = %d is %d updates', (unit, amount, batchSize, updates) => {
    const spec = specOf({ batchSizes: [batchSize], budget: { unit, amount, until: undefined } });
    const data = dataOf(spec, { speeds: timesOf(spec, () => 2) });
    const [trial] = trialsIn(nextJobs(data));
    expect(trial.updates).toBe(updates);
    expect(trial.config.epochs * updatesPerEpoch(1000, batchSize, 'keep')).toBeGreaterThanOrEqual(updates);
  });

  test('a budget in seconds waits for the times', () => {
    const spec = specOf({ budget: { unit: 'seconds', amount: 1, until: undefined } });
    expect(trialsIn(nextJobs(dataOf(spec)))).toEqual([]);
    expect(updatesIn(dataOf(spec), 0, 10, 1000)).toBeUndefined();
    expect(isDone(dataOf(spec))).toBe(false);
    const slower = dataOf(spec, { speeds: timesOf(spec, (b) => b / 10) });
    expect(trialsIn(nextJobs(slower)).map((t) => t.updates)).toEqual([1000, 100, 1000, 100]);
  });

  test('a speed sweep trains nothing', () => {
    const spec = specOf({ kind: 'speed' });
    expect(trialsIn(nextJobs(dataOf(spec)))).toEqual([]);
    expect(isDone(dataOf(spec, { speeds: timesOf(spec) }))).toBe(true);
    expect(countOf(spec)).toEqual({ runs: 0, tuning: 0, speeds: 2 });
  });

  test('another arm has its own data, and every arm every batch size', () => {
    const spec = specOf({
      arms: [
        { dataset: 'moons', model: 'softmax' },
        { dataset: 'digits', model: 'mlp' },
      ],
    });
    expect(configOf(spec, 1, 10, 3, 0.5)).toMatchObject({
      dataset: 'digits',
      model: 'mlp',
      batchSize: 10,
      seed: 3,
      learningRate: 0.5,
    });
    expect(countOf(spec).runs).toBe(8);
  });

  test('tuning leaves the held-out examples out of the budget, measures no noise, and is 5 times the runs', () => {
    const spec = specOf({ lrRule: 'tuned', noise: true, batchSizes: [1000] });
    const [trial] = trialsIn(nextJobs(dataOf(spec)));
    expect(trial).toMatchObject({ role: 'tuning', updates: 2, noise: false });
    expect(countOf(specOf({ lrRule: 'tuned' }))).toEqual({ runs: 4, tuning: 20, speeds: 2 });
  });

  test('interrupted anywhere and done in any order, every trial is made once, and the same ones', () => {
    const loss = ({ config }: Trial): number =>
      Math.abs(Math.log(config.learningRate / (0.9 / config.batchSize)));
    const ids = (data: SweepData): string[] => data.runs.map(({ trial }) => trial.id).sort();
    fc.assert(
      fc.property(fc.constantFrom('fixed', 'tuned'), fc.infiniteStream(fc.nat()), (lrRule, choices) => {
        const spec = specOf({ lrRule, batchSizes: [1, 32, 512] });
        const order = choices[Symbol.iterator]();
        const inOrder = play(spec, loss).at(-1);
        const shuffled = play(spec, loss, (jobs) => (order.next().value ?? 0) % jobs.length).at(-1);
        if (!inOrder || !shuffled) throw new Error('no end');
        expect(new Set(ids(shuffled)).size).toBe(shuffled.runs.length);
        expect(ids(shuffled)).toEqual(ids(inOrder));
      }),
      { numRuns: 8 },
    );
  });
});
