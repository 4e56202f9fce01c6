import { describe, expect, test } from 'vitest';
import type { SweepData, SweepSpec, Trial } from '../../src/experiment/sweep.ts';
import { nextJobs } from '../../src/sweep/plan.ts';
import { firstRates, tunedRate, tuningRates } from '../../src/sweep/tuning.ts';
import { dataOf, runOf, specOf, timesOf } from './support.ts';

const spec = specOf({ lrRule: 'tuned', batchSizes: [100], seeds: 3 });

/** Losses of a trial's looks, or undefined when it diverges. */
type Outcome = (rate: number, seed: number) => number[] | undefined;

/** All tuning done that comes up, and the rates in the order in which they came. */
function tune(of: SweepSpec, outcome: Outcome): SweepData {
  let data = dataOf(of, { speeds: timesOf(of) });
  for (;;) {
    const open: Trial[] = nextJobs(data).flatMap((job) =>
      job.kind === 'trial' && job.trial.role === 'tuning' ? [job.trial] : [],
    );
    if (open.length === 0) return data;
    const made = open.map((trial) => {
      const losses = outcome(trial.config.learningRate, trial.config.seed);
      return runOf(trial, losses ?? [1], losses === undefined);
    });
    data = { ...data, runs: [...data.runs, ...made] };
  }
}
const ends =
  (loss: (rate: number, seed: number) => number | undefined): Outcome =>
  (rate, seed) => {
    const last = loss(rate, seed);
    return last === undefined ? undefined : [1, 0.9, last];
  };
const distance =
  (best: number) =>
  (rate: number): number =>
    Math.abs(Math.log2(rate / best));

describe('tuning', () => {
  test('starts with five rates around the square-root rule', () => {
    expect(firstRates(spec, 100)).toEqual([0.025, 0.05, 0.1, 0.2, 0.4]);
    expect(firstRates(spec, 25)[2]).toBe(0.05);
    expect(tuningRates(dataOf(spec), 0, 100)).toHaveLength(5);
    expect(tunedRate(dataOf(spec), 0, 100)).toBeUndefined();
  });

  test('takes the lowest mean loss over the seeds, and waits for all of them', () => {
    // By seed 1 alone 0.05 is best.
    const data = tune(
      spec,
      ends((rate, seed) => (seed === 1 && rate === 0.05 ? 0 : rate === 0.2 ? 0.1 : 0.5)),
    );
    expect(tunedRate(data, 0, 100)).toMatchObject({ learningRate: 0.2, atEdge: false, out: [] });
    expect(tunedRate(data, 0, 100)?.tried.map((t) => t.learningRate)).toEqual([0.025, 0.05, 0.1, 0.2, 0.4]);
    expect(tunedRate({ ...data, runs: data.runs.slice(1) }, 0, 100)).toBeUndefined();
  });

  test('a rate with one diverged seed is out, however good the others', () => {
    const data = tune(
      spec,
      ends((rate, seed) => (rate === 0.2 ? (seed === 2 ? undefined : 0) : distance(0.1)(rate))),
    );
    expect(tunedRate(data, 0, 100)).toMatchObject({ learningRate: 0.1, out: [0.2] });
  });

  test.each([
    ['up', 1.6, [0.025, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2], 1.6, false],
    ['down', 0.0125, [0.00625, 0.0125, 0.025, 0.05, 0.1, 0.2, 0.4], 0.0125, false],
    ['up to the limit', 1000, [0.025, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2], 3.2, true],
    ['down to the limit', 1e-9, [0.003125, 0.00625, 0.0125, 0.025, 0.05, 0.1, 0.2, 0.4], 0.003125, true],
  ])('a best rate at the edge moves it %s', (_, best, rates, learningRate, atEdge) => {
    const data = tune(spec, ends(distance(best)));
    expect(tuningRates(data, 0, 100)).toEqual(rates);
    expect(tunedRate(data, 0, 100)).toMatchObject({ learningRate, atEdge });
    expect(data.runs).toHaveLength(3 * rates.length);
  });

  test('rates beyond the best that diverged are no edge', () => {
    const data = tune(
      spec,
      ends((rate) => (rate > 0.1 ? undefined : distance(0.1)(rate))),
    );
    expect(tunedRate(data, 0, 100)).toMatchObject({ learningRate: 0.1, atEdge: false, out: [0.2, 0.4] });
    expect(tuningRates(data, 0, 100)).toHaveLength(5);
  });

  test('where every rate diverges smaller ones are tried, and the smallest stands', () => {
    const data = tune(spec, () => undefined);
    expect(tunedRate(data, 0, 100)).toMatchObject({ learningRate: 0.003125, atEdge: true, tried: [] });
  });

  test('with a target the rate is the one with the fewest updates to it', () => {
    const until = { metric: 'loss', value: 0.5 } as const;
    const own = specOf({
      lrRule: 'tuned',
      batchSizes: [100],
      seeds: 2,
      budget: { unit: 'epochs', amount: 9, until },
    });
    const data = tune(own, (rate) => {
      // 0.2 is lower in the end; 0.1 is at 0.5 first.
      if (rate === 0.1) return [1, 0.5, 0.45];
      if (rate === 0.2) return [1, 0.9, 0.1];
      return [1, 0.9, 0.8];
    });
    const tuned = tunedRate(data, 0, 100);
    expect(tuned).toMatchObject({ learningRate: 0.1, atEdge: false });
    expect(tuned?.tried.map((t) => t.learningRate)).toEqual([0.1, 0.2]);
    expect(tuned?.tried[0].score).toBeCloseTo(10, 9);
    expect(tuned?.tried[1].score).toBeCloseTo(15, 9);
  });

  test('a target that no rate reaches leaves the choice to the loss', () => {
    const until = { metric: 'accuracy', value: 0.99 } as const;
    const own = specOf({ lrRule: 'tuned', batchSizes: [100], budget: { unit: 'epochs', amount: 9, until } });
    const data = tune(
      own,
      ends((rate) => 0.3 + 0.1 * distance(0.05)(rate)),
    );
    expect(tunedRate(data, 0, 100)).toMatchObject({ learningRate: 0.05, atEdge: false });
  });
});
