/** Sweeps in IndexedDB: a head for each, and a record for each run and update time, written on their own. */
import type { SpeedSample, SweepData, TrialRun } from '../experiment/sweep.ts';
import { createPatience } from './patience.ts';

export type SweepHead = Pick<SweepData, 'id' | 'spec' | 'preset' | 'createdAt' | 'offers'>;

/** What is known of a kept sweep without reading its runs. */
export interface KeptSweep {
  head: SweepHead;
  trialIds: string[];
  speeds: readonly SpeedSample[];
}

export type Times = Pick<SweepData, 'offers' | 'speeds'>;

export interface Lease {
  id: string;
  owner: string;
  /** Milliseconds since 1970. */
  until: number;
}

/** Every method rejects when the storage does. */
export interface SweepStore {
  all(): Promise<KeptSweep[]>;
  load(id: string): Promise<SweepData | undefined>;
  create(data: SweepData): Promise<void>;
  addRun(id: string, run: TrialRun): Promise<void>;
  addSpeed(id: string, sample: SpeedSample): Promise<void>;
  /** Puts these offers and update times in place of those that are there. */
  setTimes(id: string, times: Times): Promise<void>;
  removeRun(id: string, trialId: string): Promise<void>;
  remove(id: string): Promise<void>;
  /** Takes or prolongs the lease unless another owner's still holds; true when it is taken. */
  lease(lease: Lease, now: number): Promise<boolean>;
  endLease(id: string, owner: string): Promise<void>;
  close(): void;
}

const VERSION = 1;
/** Opening waits for no data; a write may have to wait for a slow disk. */
const OPEN_SECONDS = 4;
const ANSWER_SECONDS = 15;
const HEADS = 'heads';
const RUNS = 'runs';
const SPEEDS = 'speeds';
const LEASES = 'leases';

interface RunRecord {
  id: string;
  trialId: string;
  /** Runs are in the order in which they were added. */
  order: number;
  run: TrialRun;
}
interface SpeedRecord {
  id: string;
  sample: SpeedSample;
}

const answered = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('no answer'));
  });

const completed = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error('the write was given up'));
  });

/** One that opens when nobody waits for it any more is closed again. */
function open(factory: IDBFactory, name: string, isWaiting: () => boolean): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = factory.open(name, VERSION);
    request.onupgradeneeded = () => {
      const db = request.result;
      db.createObjectStore(HEADS, { keyPath: 'id' });
      db.createObjectStore(RUNS, { keyPath: ['id', 'trialId'] });
      db.createObjectStore(SPEEDS, { autoIncrement: true }).createIndex('id', 'id');
      db.createObjectStore(LEASES, { keyPath: 'id' });
    };
    request.onsuccess = () => {
      if (!isWaiting()) request.result.close();
      resolve(request.result);
    };
    request.onerror = () => reject(request.error ?? new Error('it did not open'));
    request.onblocked = () => reject(new Error('another tab holds an older version'));
  });
}

/** @throws whatever the browser says when it has no storage for this page, also where it says nothing. */
export async function openStore(factory: IDBFactory, name: string): Promise<SweepStore> {
  const { within } = createPatience();
  let waiting = true;
  const db = await within(OPEN_SECONDS, () => open(factory, name, () => waiting)).finally(
    () => (waiting = false),
  );
  db.onversionchange = () => db.close();
  let latest = 0;
  /** Milliseconds since 1970, or a little more: two runs that end in the same one keep their order, as do those after a clock that was put back. */
  const inOrder = (): number => (latest = Math.max(Date.now(), latest + 1));
  const ofSweep = (id: string): IDBKeyRange => IDBKeyRange.bound([id], [id, []]);

  /** Runs `act` in one transaction and waits for its end, as long as one may have to. */
  const write = (names: string[], act: (at: (name: string) => IDBObjectStore) => void): Promise<void> =>
    within(ANSWER_SECONDS, () => transact(names, act));

  async function transact(
    names: string[],
    act: (at: (name: string) => IDBObjectStore) => void,
  ): Promise<void> {
    const transaction = db.transaction(names, 'readwrite');
    const done = completed(transaction);
    try {
      act((name) => transaction.objectStore(name));
    } catch (error) {
      // What cannot be stored at all ends the transaction, which then says so as well.
      done.catch(() => undefined);
      transaction.abort();
      throw error;
    }
    await done;
  }

  async function readAll(): Promise<KeptSweep[]> {
    const transaction = db.transaction([HEADS, RUNS, SPEEDS]);
    const heads: Promise<SweepHead[]> = answered(transaction.objectStore(HEADS).getAll());
    return Promise.all(
      (await heads).map(async (head) => {
        const keys = answered(transaction.objectStore(RUNS).getAllKeys(ofSweep(head.id)));
        const speeds: Promise<SpeedRecord[]> = answered(
          transaction.objectStore(SPEEDS).index('id').getAll(head.id),
        );
        const trialIds = (await keys).map((key) => (Array.isArray(key) ? String(key[1]) : ''));
        return { head, trialIds, speeds: (await speeds).map(({ sample }) => sample) };
      }),
    );
  }

  async function readSweep(id: string): Promise<SweepData | undefined> {
    const transaction = db.transaction([HEADS, RUNS, SPEEDS]);
    const asked: [Promise<SweepHead | undefined>, Promise<RunRecord[]>, Promise<SpeedRecord[]>] = [
      answered(transaction.objectStore(HEADS).get(id)),
      answered(transaction.objectStore(RUNS).getAll(ofSweep(id))),
      answered(transaction.objectStore(SPEEDS).index('id').getAll(id)),
    ];
    const [head, runs, speeds] = await Promise.all(asked);
    if (!head) return undefined;
    const ordered = runs.sort((a, b) => a.order - b.order).map(({ run }) => run);
    return { ...head, speeds: speeds.map(({ sample }) => sample), runs: ordered };
  }

  return {
    all: () => within(ANSWER_SECONDS, readAll),
    load: (id) => within(ANSWER_SECONDS, () => readSweep(id)),
    create: ({ id, spec, preset, createdAt, offers, speeds, runs }) =>
      write([HEADS, RUNS, SPEEDS], (at) => {
        at(HEADS).put({ id, spec, preset, createdAt, ...(offers && { offers }) } satisfies SweepHead);
        runs.forEach((run, order) => at(RUNS).put(recordOf(id, run, order)));
        for (const sample of speeds) at(SPEEDS).add({ id, sample } satisfies SpeedRecord);
      }),
    addRun: (id, run) => write([RUNS], (at) => void at(RUNS).put(recordOf(id, run, inOrder()))),
    addSpeed: (id, sample) =>
      write([SPEEDS], (at) => void at(SPEEDS).add({ id, sample } satisfies SpeedRecord)),
    setTimes: (id, { offers, speeds }) =>
      write([HEADS, SPEEDS], (at) => {
        const head: IDBRequest<SweepHead | undefined> = at(HEADS).get(id);
        head.onsuccess = () => {
          if (!head.result) return;
          at(HEADS).put({ ...head.result, offers } satisfies SweepHead);
          deleteSpeeds(at(SPEEDS), id, () => {
            for (const sample of speeds) at(SPEEDS).add({ id, sample } satisfies SpeedRecord);
          });
        };
      }),
    removeRun: (id, trialId) => write([RUNS], (at) => void at(RUNS).delete([id, trialId])),
    remove: (id) =>
      write([HEADS, RUNS, SPEEDS, LEASES], (at) => {
        at(HEADS).delete(id);
        at(LEASES).delete(id);
        at(RUNS).delete(ofSweep(id));
        deleteSpeeds(at(SPEEDS), id);
      }),
    async lease(lease, now) {
      let taken = false;
      await write([LEASES], (at) => {
        const request: IDBRequest<Lease | undefined> = at(LEASES).get(lease.id);
        request.onsuccess = () => {
          const held = request.result;
          if (held && held.owner !== lease.owner && held.until > now) return;
          at(LEASES).put(lease);
          taken = true;
        };
      });
      return taken;
    },
    endLease: (id, owner) =>
      write([LEASES], (at) => {
        const request: IDBRequest<Lease | undefined> = at(LEASES).get(id);
        request.onsuccess = () => {
          if (request.result?.owner === owner) at(LEASES).delete(id);
        };
      }),
    close: () => db.close(),
  };
}

function deleteSpeeds(store: IDBObjectStore, id: string, then?: () => void): void {
  const cursor = store.index('id').openCursor(id);
  cursor.onsuccess = () => {
    if (!cursor.result) return then?.();
    cursor.result.delete();
    cursor.result.continue();
  };
}

const recordOf = (id: string, run: TrialRun, order: number): RunRecord => ({
  id,
  trialId: run.trial.id,
  order,
  run,
});
