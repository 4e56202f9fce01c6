import { describe, expect, it } from 'vitest';
import {
  discordance,
  discordantError,
  examplesError,
  packRight,
  rightOf,
} from '../../src/science/discordance.ts';
import { discordanceOf, discordantPairs } from '../../src/experiment/discordances.ts';
import { exportSweep, importSweep } from '../../src/experiment/sweepResults.ts';
import { packSweep, unpackSweep } from '../../src/experiment/packed/packedSweep.ts';
import type { SweepData } from '../../src/experiment/sweep.ts';
import { isDone, nextJobs } from '../../src/sweep/plan.ts';
import { generalisationView } from '../../src/sweep/analyse/generalisationView.ts';
import { raceView } from '../../src/sweep/analyse/raceView.ts';
import { runTrial } from '../../src/worker/trial.ts';
import { MOONS, realTools, specOf, trialOf } from './trialSupport.ts';

describe('discordant counts', () => {
  it('are those of a table made by hand', () => {
    const a = [true, true, false, false, true, false, true, true, true, false];
    const b = [true, false, false, true, true, false, false, true, false, false];
    expect(rightOf(packRight(a))).toBe(6);
    expect(discordance(packRight(a), packRight(b), 10)).toEqual({ first: 3, second: 1, count: 10 });
    expect(() => discordance(packRight(a), packRight([true]), 10)).toThrow('got 2 and 1');
  });

  it('have the error of McNemar with half an example in each cell', () => {
    // b = 9.5, c = 4.5, n = 102: sqrt((14 - 25/102)/102²).
    expect(discordantError({ first: 9, second: 4, count: 100 })).toBeCloseTo(
      Math.sqrt(14 - 25 / 102) / 102,
      12,
    );
    expect(discordantError({ first: 0, second: 0, count: 100 })).toBeGreaterThan(0);
  });

  it('average over seeds, who are all judged on the same examples', () => {
    const one = { first: 9, second: 4, count: 100 };
    expect(examplesError([one, one, one])).toBeCloseTo(discordantError(one), 12);
    expect(examplesError([])).toBeUndefined();
    // What both answer alike tells nothing: less than two binomials of 80% and 75%.
    expect(discordantError(one)).toBeLessThan(examplesError([{ shares: [0.8, 0.75], count: 100 }]) ?? 0);
  });
});

/** All jobs of a small sweep, one after the other. */
async function trained(): Promise<SweepData> {
  const tools = realTools();
  const spec = specOf({ seeds: 3, batchSizes: [10, 40] }, { size: 300, validationShare: 1, noise: 0.3 });
  let data: SweepData = { id: 's', spec, preset: undefined, createdAt: 0, speeds: [], runs: [] };
  const timed = { arm: 0, engine: 'cpu' as const, updateMs: [1, 1.1, 0.9], peakBytes: undefined };
  data = { ...data, speeds: spec.batchSizes.map((batchSize) => ({ ...timed, batchSize })) };
  while (!isDone(data)) {
    const [job] = nextJobs(data);
    if (job.kind !== 'trial') throw new Error(`unexpected ${job.kind}`);
    data = { ...data, runs: [...data.runs, await runTrial(job.trial, tools)] };
  }
  return data;
}

describe('a trial', () => {
  it('keeps which validation examples it answers rightly, as many as its last look counts', async () => {
    const data = await trained();
    for (const run of data.runs) {
      const ends = run.series.evaluations.filter(
        (e) => e.split === 'validation' && e.count === run.validationCount,
      );
      const { right = [] } = run;
      expect(right.at(-1)?.update).toBe(run.trial.updates);
      for (const { update, bits } of right) {
        const look = ends.find((e) => e.update === update);
        expect(rightOf(bits)).toBe(Math.round((look?.accuracy ?? NaN) * run.validationCount));
      }
    }
    // The smaller batch is looked at on all examples where the larger one ends.
    const small = data.runs.filter((r) => r.trial.config.batchSize === 10);
    const large = data.runs.filter((r) => r.trial.config.batchSize === 40);
    for (const run of small)
      expect(run.right?.map((r) => r.update)).toEqual([large[0].trial.updates, run.trial.updates]);
  });

  it('makes the same updates whether it is looked at on the way or not', async () => {
    const tools = realTools();
    const config = { ...MOONS, batchSize: 20 };
    const plain = await runTrial(trialOf(config, 30), tools);
    const judged = await runTrial(trialOf(config, 30, { judgedAt: 17 }), tools);
    expect([...judged.series.columns.loss]).toEqual([...plain.series.columns.loss]);
    expect(judged.right?.map((r) => r.update)).toEqual([17, 30]);
  });

  it('keeps none of what is only tuned', async () => {
    const run = await runTrial(trialOf({ ...MOONS, batchSize: 20 }, 5, { role: 'tuning' }), realTools());
    expect(run.right).toBeUndefined();
  });
});

describe('the counts of a sweep', () => {
  it('survive file and link, with the verdict that they make', async () => {
    const data: SweepData = { ...(await trained()), looks: [3] };
    const pairs = discordantPairs(data);
    // Three seeds, at the ends and where the larger batch ends.
    expect(pairs).toHaveLength(6);
    const back = importSweep(JSON.parse(JSON.stringify(exportSweep(data, { userAgent: 'test' }))));
    if ('error' in back) throw new Error(back.error);
    expect(back.data.runs.some((r) => r.right)).toBe(false);
    expect(discordantPairs(back.data)).toEqual(pairs);
    expect(back.data.looks).toEqual([3]);
    const packed = await packSweep(data);
    if ('error' in packed) throw new Error(packed.error);
    const link = await unpackSweep(packed.text);
    if ('error' in link) throw new Error(link.error);
    expect(discordantPairs(link.data)).toEqual(expect.arrayContaining(pairs));
    expect(link.data.looks).toEqual([3]);
    for (const other of [back.data, link.data]) {
      expect(generalisationView(other).pairs).toEqual(generalisationView(data).pairs);
      const race = (of: SweepData): string =>
        raceView(of, { axis: 'updates', metric: 'accuracy', split: 'validation' }).sentence;
      expect(race(other).split('; at equal')[0]).toBe(race(data).split('; at equal')[0]);
    }
  });

  it('make an interval narrower than without them', async () => {
    const data = await trained();
    const without = { ...data, runs: data.runs.map((run) => ({ ...run, right: undefined })) };
    const width = (of: SweepData): number => {
      const { low = NaN, high = NaN } = generalisationView(of).pairs[0].difference;
      return high - low;
    };
    expect(width(data)).toBeLessThan(width(without));
  });

  it('are turned round with the pair', async () => {
    const data = await trained();
    const [run] = data.runs.filter((r) => r.trial.config.batchSize === 10);
    const other = data.runs.find((r) => r.trial.config.batchSize === 40);
    const at = (r: typeof run) => ({ batchSize: r.trial.config.batchSize, update: r.trial.updates });
    if (!other) throw new Error('no run');
    const { seed } = run.trial.config;
    const one = discordanceOf(data, 0, seed, at(run), at(other));
    const turned = discordanceOf(data, 0, seed, at(other), at(run));
    expect(turned).toEqual({ first: one?.second, second: one?.first, count: one?.count });
    expect(discordanceOf(data, 0, seed, { ...at(run), update: 1 }, at(other))).toBeUndefined();
  });
});
