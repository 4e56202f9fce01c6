import { describe, expect, it } from 'vitest';
import { moreNeeded } from '../../src/sweep/analyse/needed.ts';
import { raceView } from '../../src/sweep/analyse/raceView.ts';
import { levelOf } from '../../src/sweep/analyse/seeds.ts';
import { withMoreSeeds } from '../../src/sweep/moreSeeds.ts';
import { nextJobs } from '../../src/sweep/plan.ts';
import { speed, sweep, type MadeRun } from './analyse/make.ts';

const ending = (batchSize: number, ends: readonly number[]): MadeRun[] =>
  ends.map((end, i) => ({
    ...{ batchSize, seed: i + 1, accuracies: [0.1, end], every: 640 / batchSize },
    change: { startedAt: 1000 * i },
  }));
const open = (change = {}) =>
  sweep(
    change,
    [...ending(8, [0.9, 0.8, 0.85]), ...ending(64, [0.6, 0.75, 0.82])],
    [speed(8, [1]), speed(64, [1])],
  );

describe('more seeds', () => {
  it('go on to the next look that is enough, and spend its level', () => {
    const data = open();
    const needed = moreNeeded(data);
    expect(needed?.seeds).toBeGreaterThan(3);
    expect([5, 10, 20]).toContain(3 + (needed?.add ?? 0));
    expect(3 + (needed?.add ?? 0)).toBeGreaterThanOrEqual(Math.min(20, needed?.seeds ?? 0));
    const more = withMoreSeeds(data, needed?.add ?? 0);
    expect(more.looks).toEqual([3]);
    expect(levelOf(more)).toBeLessThan(levelOf(data));
    const seeds = nextJobs(more).map((job) => (job.kind === 'trial' ? job.trial.config.seed : 0));
    expect(Math.min(...seeds)).toBe(4);
    expect(raceView(more, { axis: 'epochs', metric: 'accuracy', split: 'validation' }).sentence).toContain(
      'there is no verdict yet',
    );
  });

  it('take as long as the seeds before them did', () => {
    // Each seed's two runs last 1.35 · 99 s of their own clock, and seeds begin a second apart.
    const busy = 2 + 1.35 * 99;
    const needed = moreNeeded(open());
    expect(needed?.addSeconds).toBeCloseTo(((needed?.add ?? 0) * busy) / 3, 6);
  });

  it('are offered to one and two seeds, and never where they change nothing', () => {
    const two = sweep({}, [...ending(8, [0.9, 0.8]), ...ending(64, [0.6, 0.75])]);
    expect(moreNeeded(two)?.add).toBe(1);
    const told = sweep({}, [...ending(8, [0.9, 0.9, 0.91]), ...ending(64, [0.1, 0.2, 0.15])]);
    expect(moreNeeded(told)).toBeUndefined();
    const few = sweep({}, [...ending(8, [0.9, 0.9, 0.9]), ...ending(64, [0.89, 0.9, 0.9])]);
    expect(moreNeeded(few)).toBeUndefined();
    expect(moreNeeded(open({ lrRule: 'tuned' }))).toBeUndefined();
    expect(withMoreSeeds(open({ lrRule: 'tuned' }), 2).spec.seeds).toBe(3);
    expect(withMoreSeeds(open(), 100).spec.seeds).toBe(20);
  });
});
