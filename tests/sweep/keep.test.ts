import { describe, expect, test } from 'vitest';
import { openShelf } from '../../src/sweep/keep.ts';
import { nextJobs } from '../../src/sweep/plan.ts';
import { dataOf, runOf, specOf, timesOf } from './support.ts';

const spec = specOf();
const trials = nextJobs(dataOf(spec, { speeds: timesOf(spec) })).flatMap((job) =>
  job.kind === 'trial' ? [job.trial] : [],
);

/** A factory whose open throws, as in a sandboxed frame. */
const closed = (): IDBFactory => {
  const open = (): never => {
    throw new Error('The operation is insecure.');
  };
  return { open, cmp: () => 0, databases: async () => [], deleteDatabase: open };
};

describe('a shelf without storage', () => {
  test.each([
    ['there is none', undefined, 'it offers none here'],
    ['it is closed', closed(), 'The operation is insecure'],
  ])('where %s keeps sweeps in memory and says so', async (_, indexedDB, why) => {
    const shelf = await openShelf({ indexedDB, locks: undefined });
    expect(shelf.kept).toBe(false);
    expect(shelf.why).toBe(`This browser’s storage is closed (${why}), so sweeps are lost when this tab is.`);
    await shelf.create(dataOf(spec));
    await shelf.addSpeed('s', timesOf(spec)[0]);
    await shelf.addRun('s', runOf(trials[0], [1, 0.5]));
    await shelf.addRun('s', runOf(trials[1], [1, 0.6]));
    await shelf.addRun('s', runOf(trials[0], [1, 0.7]));
    await shelf.addRun('unknown', runOf(trials[0], [1]));
    const data = await shelf.load('s');
    expect(data?.runs.map(({ trial }) => trial.id)).toEqual([trials[1].id, trials[0].id]);
    expect(data?.speeds).toHaveLength(1);
    expect(await shelf.list()).toMatchObject([{ id: 's', done: 2, runs: 4, complete: false }]);
    const release = await shelf.claim('s');
    expect(release).toBeDefined();
    await shelf.removeRun('s', trials[1].id);
    expect((await shelf.load('s'))?.runs).toHaveLength(1);
    await shelf.remove('s');
    expect([await shelf.list(), await shelf.load('s')]).toEqual([[], undefined]);
  });
});
