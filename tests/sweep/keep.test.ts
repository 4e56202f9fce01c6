import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
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

/** Answers nothing, whatever it is asked. */
const silence = <T extends object>(): T =>
  new Proxy<T>({} as T, { get: () => () => silence(), set: () => true });

/** A factory whose databases open at once, never or late, and whose transactions never end. */
function silent(opens: 'at once' | 'never' | 'late'): { factory: IDBFactory; closed: () => boolean } {
  let closed = false;
  const result: Partial<IDBDatabase> = {
    transaction: () => silence<IDBTransaction>(),
    close: () => void (closed = true),
  };
  const open = (): IDBOpenDBRequest => {
    const request = { result: result as IDBDatabase } as IDBOpenDBRequest;
    const answer = (): void => request.onsuccess?.(new Event('success'));
    if (opens !== 'never') setTimeout(answer, opens === 'late' ? 60_000 : 0);
    return request;
  };
  const factory: Partial<IDBFactory> = { open };
  return { factory: factory as IDBFactory, closed: () => closed };
}

describe('a storage that gives no answer', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test.each(['never', 'late'] as const)(
    'that opens %s is done without after four seconds, and the page is told',
    async (opens) => {
      const { factory, closed } = silent(opens);
      const opening = openShelf({ indexedDB: factory, locks: undefined });
      await vi.advanceTimersByTimeAsync(4000);
      const shelf = await opening;
      expect(shelf.why).toBe(
        'This browser’s storage is closed (it gives no answer), so sweeps are lost when this tab is.',
      );
      await shelf.create(dataOf(spec));
      await shelf.addRun('s', runOf(trials[0], [1, 0.5]));
      expect((await shelf.load('s'))?.runs).toHaveLength(1);
      expect(await shelf.list()).toHaveLength(1);
      await vi.advanceTimersByTimeAsync(60_000);
      expect(closed()).toBe(opens === 'late');
    },
  );

  test('once opened is waited for once, and from then on no more', async () => {
    const opening = openShelf({ indexedDB: silent('at once').factory, locks: undefined });
    await vi.advanceTimersByTimeAsync(0);
    const shelf = await opening;
    expect(shelf.kept).toBe(true);
    const listing = shelf.list();
    await vi.advanceTimersByTimeAsync(15_000);
    expect(await listing).toEqual([]);
    expect(shelf.why).toContain('it gives no answer');
    await shelf.create(dataOf(spec));
    await shelf.addRun('s', runOf(trials[0], [1, 0.5]));
    expect((await shelf.load('s'))?.runs).toHaveLength(1);
    expect(await shelf.claim('s')).toBeDefined();
    expect(vi.getTimerCount()).toBe(0);
  });
});
