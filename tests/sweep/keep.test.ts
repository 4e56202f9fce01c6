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

/** A factory whose databases open at once, never or late, and whose transactions, but for the first ones, never end. */
function silent(
  opens: 'at once' | 'never' | 'late',
  answers = 0,
): { factory: IDBFactory; closed: () => boolean } {
  let closed = false;
  let asked = 0;
  const result: Partial<IDBDatabase> = {
    transaction: () => {
      if (asked++ >= answers) return silence<IDBTransaction>();
      const answering: Partial<IDBTransaction> = { objectStore: () => silence<IDBObjectStore>() };
      setTimeout(() => (answering as IDBTransaction).oncomplete?.(new Event('complete')), 0);
      return answering as IDBTransaction;
    },
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

/** A factory whose database is empty, takes every write, and cannot be read the first time. */
function unreadOnce(): IDBFactory {
  let asked = 0;
  const getAll = (): IDBRequest<unknown[]> => {
    const request = { result: [] as unknown[] } as IDBRequest<unknown[]>;
    queueMicrotask(() => request.onsuccess?.(new Event('success')));
    return request;
  };
  const objects = { getAll, put: () => undefined };
  const transaction = (): IDBTransaction => {
    if (asked++ === 0) throw new Error('Internal error.');
    const answering = { objectStore: () => objects } as unknown as IDBTransaction;
    queueMicrotask(() => answering.oncomplete?.(new Event('complete')));
    return answering;
  };
  const open = (): IDBOpenDBRequest => {
    const request = { result: { transaction } as unknown as IDBDatabase } as IDBOpenDBRequest;
    queueMicrotask(() => request.onsuccess?.(new Event('success')));
    return request;
  };
  return { open } as unknown as IDBFactory;
}

test('a storage that cannot be read once is said to be no more than that, until it can be', async () => {
  const shelf = await openShelf({ indexedDB: unreadOnce(), locks: undefined });
  expect(await shelf.list()).toEqual([]);
  const why =
    'This browser’s storage could not be read (Internal error), so earlier comparisons are missing here.';
  expect([shelf.kept, shelf.why]).toEqual([true, why]);
  await shelf.create(dataOf(spec));
  await shelf.addRun('s', runOf(trials[0], [1, 0.5]));
  expect([shelf.kept, shelf.why]).toEqual([true, why]);
  expect(await shelf.list()).toEqual([]);
  expect([shelf.kept, shelf.why]).toEqual([true, undefined]);
});

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
    expect([shelf.kept, shelf.why]).toEqual([true, undefined]);
    const listing = shelf.list();
    await vi.advanceTimersByTimeAsync(15_000);
    expect(await listing).toEqual([]);
    expect(shelf.why).toBe(
      'This browser’s storage could not be read (it gives no answer), so earlier comparisons are missing here.',
    );
    await shelf.create(dataOf(spec));
    await shelf.addRun('s', runOf(trials[0], [1, 0.5]));
    expect((await shelf.load('s'))?.runs).toHaveLength(1);
    expect(await shelf.claim('s')).toBeDefined();
    expect(vi.getTimerCount()).toBe(0);
  });

  test('in the middle of a sweep takes nothing of it from this tab', async () => {
    const opening = openShelf({ indexedDB: silent('at once', 1).factory, locks: undefined });
    await vi.advanceTimersByTimeAsync(0);
    const shelf = await opening;
    const [time] = timesOf(spec);
    const [first, second, third] = trials.map((trial) => runOf(trial, [1, 0.5]));
    const creating = shelf.create(dataOf(spec));
    await vi.advanceTimersByTimeAsync(0);
    await creating;
    expect(shelf.kept).toBe(true);
    const adding = shelf.addRun('s', first);
    await vi.advanceTimersByTimeAsync(15_000);
    await adding;
    const why =
      'This browser’s storage failed (it gives no answer), so this sweep goes on in memory and is lost when this tab is.';
    expect([shelf.kept, shelf.why]).toEqual([false, why]);
    shelf.takeOver(dataOf(spec, { runs: [first, second], speeds: [time] }));
    await shelf.addRun('s', second);
    await shelf.addSpeed('s', time);
    await shelf.addRun('s', third);
    shelf.takeOver(dataOf(spec));
    expect(await shelf.load('s')).toEqual(dataOf(spec, { runs: [first, second, third], speeds: [time] }));
    expect(await shelf.list()).toMatchObject([{ id: 's', done: 3 }]);
    expect(shelf.why).toBe(why);
  });
});
