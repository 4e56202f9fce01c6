import { afterEach, describe, expect, test, vi } from 'vitest';
import { openShelf, type SweepShelf } from '../../src/sweep/keep.ts';
import { nextJobs } from '../../src/sweep/plan.ts';
import { openStore } from '../../src/sweep/store.ts';
import type { Trial } from '../../src/experiment/sweep.ts';
import { dataOf, runOf, specOf, timesOf } from './support.ts';

const spec = specOf({ seeds: 3 });
const trials: Trial[] = nextJobs(dataOf(spec, { speeds: timesOf(spec) })).flatMap((job) =>
  job.kind === 'trial' ? [job.trial] : [],
);
const NAME = 'batchscope-test';

/** As another tab would: a connection of its own to the same storage. */
const tab = (change: { locks?: undefined; now?: () => number } = {}): Promise<SweepShelf> =>
  openShelf({ indexedDB, locks: navigator.locks, name: NAME, ...change });

afterEach(async () => {
  vi.restoreAllMocks();
  const store = await openStore(indexedDB, NAME);
  for (const { head } of await store.all()) await store.remove(head.id);
  store.close();
});

describe('the shelf in IndexedDB', () => {
  test('gives a sweep back as it was, typed arrays and all, to a tab opened later', async () => {
    const first = await tab();
    const runs = trials.map((trial, i) => runOf(trial, [1, 0.5 + i / 10], i === 2));
    await first.create(dataOf(spec));
    for (const sample of timesOf(spec)) await first.addSpeed('s', sample);
    for (const run of runs) await first.addRun('s', run);
    expect([first.kept, first.why]).toEqual([true, undefined]);

    const later = await tab();
    const data = await later.load('s');
    expect(data).toEqual(dataOf(spec, { speeds: timesOf(spec), runs }));
    expect(data?.runs[0].series.columns.update).toBeInstanceOf(Uint32Array);
    expect(await later.list()).toEqual([
      { id: 's', spec, preset: undefined, createdAt: 0, done: 6, runs: 6, complete: true },
    ]);
    await later.removeRun('s', trials[0].id);
    expect((await first.load('s'))?.runs).toHaveLength(5);
    await later.remove('s');
    expect([await first.load('s'), await first.list()]).toEqual([undefined, []]);
  });

  test('runs come back in the order in which they ended, those of one millisecond and after a clock put back too', async () => {
    const shelf = await tab();
    await shelf.create(dataOf(spec));
    const now = vi.spyOn(Date, 'now').mockReturnValue(2000);
    const ended = trials.toReversed();
    for (const [i, trial] of ended.entries()) {
      if (i === 3) now.mockReturnValue(1000);
      await shelf.addRun('s', runOf(trial, [1]));
    }
    const data = await (await tab()).load('s');
    expect(data?.runs.map(({ trial }) => trial.id)).toEqual(ended.map(({ id }) => id));
  });

  test('a speed sweep comes back with its offers, is complete when every engine is timed, and can be timed anew', async () => {
    const shelf = await tab();
    const speedSpec = specOf({ kind: 'speed' });
    const offers = [{ engine: 'webgl', device: 'a chip', software: false, timed: true } as const];
    await shelf.create(dataOf(speedSpec));
    await shelf.setTimes('s', { offers, speeds: timesOf(speedSpec) });
    await shelf.addRun('s', runOf(trials[0], [1]));
    const summary = async () => (await (await tab()).list())[0];
    expect(await summary()).toMatchObject({ done: 2, runs: 4, complete: false });
    const webgl = timesOf(speedSpec).map((sample) => ({ ...sample, engine: 'webgl' as const }));
    for (const sample of webgl) await shelf.addSpeed('s', sample);
    expect(await summary()).toMatchObject({ done: 4, runs: 4, complete: true });
    expect(await (await tab()).load('s')).toMatchObject({
      offers,
      speeds: [...timesOf(speedSpec), ...webgl],
    });
    await shelf.setTimes('s', { offers: undefined, speeds: webgl.slice(0, 1) });
    expect((await (await tab()).load('s'))?.speeds).toEqual(webgl.slice(0, 1));
    expect((await (await tab()).load('s'))?.runs).toHaveLength(1);
  });

  test('two tabs at once lose no run and double none', async () => {
    const [a, b] = [await tab(), await tab()];
    await a.create(dataOf(spec));
    await Promise.all(
      trials.flatMap((trial, i) => [
        a.addRun('s', runOf(trial, [1, i])),
        ...(i % 2 ? [b.addRun('s', runOf(trial, [1, i]))] : []),
      ]),
    );
    const ids = (await b.load('s'))?.runs.map(({ trial }) => trial.id) ?? [];
    expect(ids.sort()).toEqual(trials.map(({ id }) => id).sort());
  });

  test('newest first, and other sweeps stay when one goes', async () => {
    const shelf = await tab();
    await shelf.create({ ...dataOf(spec), id: 'old', createdAt: 1 });
    await shelf.create({
      ...dataOf(spec, { runs: [runOf(trials[0], [1])], speeds: timesOf(spec) }),
      id: 'new',
      createdAt: 2,
    });
    expect((await shelf.list()).map(({ id, done }) => [id, done])).toEqual([
      ['new', 1],
      ['old', 0],
    ]);
    await shelf.remove('old');
    expect((await shelf.load('new'))?.speeds).toHaveLength(2);
  });

  test('full storage in the middle: goes on in memory, says so, and the tab has every run', async () => {
    const shelf = await tab();
    await shelf.create(dataOf(spec));
    await shelf.addRun('s', runOf(trials[0], [1]));
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('too much', 'QuotaExceededError');
    });
    await shelf.addRun('s', runOf(trials[1], [1]));
    expect(shelf.kept).toBe(false);
    expect(shelf.why).toMatch(/storage is full.*lost when this tab is/);
    put.mockRestore();
    await shelf.addRun('s', runOf(trials[2], [1]));
    expect((await shelf.load('s'))?.runs.map(({ trial }) => trial.id)).toEqual(
      trials.slice(0, 3).map(({ id }) => id),
    );
    expect((await shelf.list())[0].done).toBe(3);
    expect((await (await tab()).load('s'))?.runs).toHaveLength(1);
  });

  test.each([
    ['a lock', {}],
    ['a lease', { locks: undefined }],
  ])('one tab at a time by %s', async (_, change) => {
    const [a, b] = [await tab(change), await tab(change)];
    await a.create(dataOf(spec));
    const release = await a.claim('s');
    expect(release).toBeDefined();
    expect(await b.claim('s')).toBeUndefined();
    expect(await b.claim('another')).toBeDefined();
    release?.();
    await vi.waitFor(async () => expect(await b.claim('s')).toBeDefined());
  });

  test('a lease of a tab that is gone ends by itself; one that lives is prolonged', async () => {
    let ms = 1e12;
    const change = { locks: undefined, now: () => ms };
    const a = await tab(change);
    await a.create(dataOf(spec));
    const lives = await a.claim('s');
    const store = await openStore(indexedDB, NAME);
    await store.lease({ id: 'dead', owner: 'a tab that was killed', until: ms + 6000 }, ms);
    expect(await a.claim('dead')).toBeUndefined();
    for (let k = 0; k < 3; k++) {
      ms += 2500;
      await new Promise((resolve) => setTimeout(resolve, 2100));
    }
    expect(await (await tab(change)).claim('s')).toBeUndefined();
    expect(await a.claim('dead')).toBeDefined();
    lives?.();
    store.close();
  });
});
