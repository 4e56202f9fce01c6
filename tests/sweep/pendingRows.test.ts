import { expect, it } from 'vitest';
import { pendingRows, type UnderWay } from '../../src/sweep/pendingRows.ts';
import { nextJobs } from '../../src/sweep/plan.ts';
import { dataOf, runOf, specOf, timesOf } from './support.ts';

const nothing: UnderWay = { shares: new Map(), held: false };
const spec = specOf();
const timed = dataOf(spec, { speeds: timesOf(spec) });
const trials = nextJobs(timed).flatMap((job) => (job.kind === 'trial' ? [job.trial] : []));

it('lists every run that has not ended, with its state and how far it is', () => {
  const data = { ...timed, runs: [runOf(trials[0], [1])] };
  const shares = new Map([[trials[1].id, 0.25]]);
  const rows = pendingRows(data, { shares, held: false });
  expect(rows.map(({ id, status, share }) => [id, status, share])).toEqual([
    [trials[1].id, 'running', 0.25],
    [trials[2].id, 'queued', undefined],
    [trials[3].id, 'queued', undefined],
  ]);
  expect(rows[0].updates).toBe(Math.round(trials[1].updates / 4));
  expect(pendingRows(data, { shares, held: true }).map(({ status }) => status)).toEqual([
    'paused',
    'queued',
    'queued',
  ]);
});

it('lists runs whose rate or number of updates is not known yet', () => {
  const tuned = specOf({ lrRule: 'tuned' });
  const rows = pendingRows(dataOf(tuned, { speeds: timesOf(tuned) }), nothing);
  const runs = rows.filter(({ role }) => role === 'run');
  expect(runs.map(({ batchSize, seed, learningRate }) => [batchSize, seed, learningRate])).toEqual([
    [10, 1, undefined],
    [100, 1, undefined],
    [10, 2, undefined],
    [100, 2, undefined],
  ]);
  expect(rows.filter(({ role }) => role === 'tuning')).toHaveLength(20);
  const seconds = specOf({ budget: { unit: 'seconds', amount: 1, until: undefined } });
  expect(pendingRows(dataOf(seconds), nothing)).toHaveLength(4);
});

it('has nothing to add to a sweep that is done, or that trains nothing', () => {
  expect(pendingRows({ ...timed, runs: trials.map((trial) => runOf(trial, [1])) }, nothing)).toEqual([]);
  expect(pendingRows(dataOf(specOf({ kind: 'speed' })), nothing)).toEqual([]);
});
