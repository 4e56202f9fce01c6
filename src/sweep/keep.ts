/**
 * Keeps sweeps in the browser, run by run, so that a reload or a crash loses at most the runs in flight. Where storage is
 * closed or full a sweep goes on in memory, and the shelf says so.
 */
import { reasonOf } from '../experiment/reason.ts';
import type { SpeedSample, SweepData, SweepSpec, TrialRun } from '../experiment/sweep.ts';
import { claimByLease, claimByLock, lockName, type Release } from './claim.ts';
import { countOf } from './plan.ts';
import { openStore, type KeptSweep, type SweepStore, type Times } from './store.ts';
import { isTimed, timingsOf } from './timings.ts';

export type { Release } from './claim.ts';

export interface SweepSummary {
  id: string;
  spec: SweepSpec;
  preset: string | undefined;
  createdAt: number;
  /** Runs that are no tuning (of a speed sweep its times): ended, and asked for. */
  done: number;
  runs: number;
  /** Nothing is left to do. */
  complete: boolean;
}

export interface SweepShelf {
  /** Newest first. */
  list(): Promise<SweepSummary[]>;
  load(id: string): Promise<SweepData | undefined>;
  create(data: SweepData): Promise<void>;
  /** One that is there already, by its trial's id, is replaced. */
  addRun(id: string, run: TrialRun): Promise<void>;
  addSpeed(id: string, sample: SpeedSample): Promise<void>;
  /** Puts these offers and update times in place of those that are there. */
  setTimes(id: string, times: Times): Promise<void>;
  removeRun(id: string, trialId: string): Promise<void>;
  /** Rejects where the browser’s storage refuses. */
  remove(id: string): Promise<void>;
  /** Goes on in memory with a sweep that is given whole, where the storage took a change no more and did not give it back. */
  takeOver(data: SweepData): void;
  /** The sweep for this tab alone, until released or the tab ends; undefined while another has it. */
  claim(id: string): Promise<Release | undefined>;
  /** Everything added so far outlives this tab. */
  readonly kept: boolean;
  /** Why not, or why earlier sweeps could not be read, in a sentence for the reader. */
  readonly why?: string | undefined;
}

export interface ShelfOptions {
  /** undefined where the browser has none. */
  indexedDB: IDBFactory | undefined;
  locks: LockManager | undefined;
  name?: string;
  /** Milliseconds since 1970. */
  now?: () => number;
}

/** The shelf of this browser; one in memory where its storage does not open. Never rejects. */
export async function openShelf(options: ShelfOptions = browserParts()): Promise<SweepShelf> {
  const { indexedDB, locks, name = 'batchscope-sweeps', now = () => Date.now() } = options;
  /** Sweeps that the store does not have, or not whole. */
  const memory = new Map<string, SweepData>();
  /** Sweeps that the store gives no more, until they are taken over. */
  const lost = new Set<string>();
  let why: string | undefined;
  /** Why the latest list is not whole. */
  let unread: string | undefined;
  let store: SweepStore | undefined;
  try {
    if (!indexedDB) throw new Error('it offers none here');
    store = await openStore(indexedDB, name);
  } catch (reason) {
    why = closed(reason);
  }

  /** Writes a change, and keeps the sweep in memory from where the store no longer takes it. */
  const change = async (
    id: string,
    write: (to: SweepStore) => Promise<void>,
    apply: (data: SweepData) => SweepData,
  ): Promise<void> => {
    const own = memory.get(id);
    if (own) return void memory.set(id, apply(own));
    if (!store) return;
    try {
      await write(store);
    } catch (reason) {
      why = notKept(reason);
      const stored = await store.load(id).catch(() => undefined);
      if (stored) memory.set(id, apply(stored));
      else lost.add(id);
    }
  };

  return {
    get kept() {
      return why === undefined;
    },
    get why() {
      return why ?? unread;
    },
    async list() {
      unread = undefined;
      const stored = await store?.all().catch((reason: unknown) => void (unread = notRead(reason)));
      const summaries = [
        ...(stored ?? []).filter(({ head }) => !memory.has(head.id)),
        ...Array.from(memory.values(), keptOf),
      ].map(summaryOf);
      return summaries.sort((a, b) => b.createdAt - a.createdAt);
    },
    async load(id) {
      return memory.get(id) ?? (await store?.load(id).catch(() => undefined));
    },
    async create(data) {
      if (!store) return void memory.set(data.id, data);
      try {
        await store.create(data);
      } catch (reason) {
        why = notKept(reason);
        memory.set(data.id, data);
      }
    },
    addRun: (id, run) =>
      change(
        id,
        (to) => to.addRun(id, run),
        (data) => ({ ...data, runs: [...withoutRun(data, run.trial.id), run] }),
      ),
    addSpeed: (id, sample) =>
      change(
        id,
        (to) => to.addSpeed(id, sample),
        (data) => (data.speeds.includes(sample) ? data : { ...data, speeds: [...data.speeds, sample] }),
      ),
    setTimes: (id, { offers, speeds }) =>
      change(
        id,
        (to) => to.setTimes(id, { offers, speeds }),
        (data) => ({ ...data, offers, speeds }),
      ),
    removeRun: (id, trialId) =>
      change(
        id,
        (to) => to.removeRun(id, trialId),
        (data) => ({ ...data, runs: withoutRun(data, trialId) }),
      ),
    async remove(id) {
      memory.delete(id);
      lost.delete(id);
      await store?.remove(id);
    },
    takeOver(data) {
      if (lost.delete(data.id)) memory.set(data.id, data);
    },
    async claim(id) {
      if (locks)
        try {
          return await claimByLock(locks, lockName(name, id));
        } catch {
          // Locks are there but not for this page; a lease does.
        }
      if (!store || memory.has(id)) return () => undefined;
      // A store that takes no lease keeps nothing that another tab could go on with.
      return claimByLease(store, id, now).catch(() => () => undefined);
    },
  };
}

const withoutRun = ({ runs }: SweepData, trialId: string): TrialRun[] =>
  runs.filter(({ trial }) => trial.id !== trialId);

const keptOf = ({ id, spec, preset, createdAt, offers, runs, speeds }: SweepData): KeptSweep => ({
  head: { id, spec, preset, createdAt, offers },
  trialIds: runs.map(({ trial }) => trial.id),
  speeds,
});

function summaryOf({ head, trialIds, speeds }: KeptSweep): SweepSummary {
  const { id, spec, preset, createdAt } = head;
  const timings = timingsOf({ ...head, speeds });
  const ofSpeed = spec.kind === 'speed';
  const done = ofSpeed
    ? timings.filter((one) => isTimed({ speeds }, one)).length
    : trialIds.filter((one) => !one.includes('/tune/')).length;
  const runs = ofSpeed ? timings.length : countOf(spec).runs;
  return { id, spec, preset, createdAt, done: Math.min(done, runs), runs, complete: done >= runs };
}

const closed = (reason: unknown): string =>
  `This browser’s storage is closed (${reasonOf(reason)}), so sweeps are lost when this tab is.`;

const notRead = (reason: unknown): string =>
  `This browser’s storage could not be read (${reasonOf(reason)}), so earlier comparisons are missing here.`;

function notKept(reason: unknown): string {
  const full = reason instanceof Error && reason.name === 'QuotaExceededError';
  const what = full ? 'is full' : `failed (${reasonOf(reason)})`;
  return `This browser’s storage ${what}, so this sweep goes on in memory and is lost when this tab is.`;
}

/** What this browser has; asking alone throws in some sandboxed frames. */
function browserParts(): ShelfOptions {
  let indexedDB: IDBFactory | undefined;
  let locks: LockManager | undefined;
  try {
    ({ indexedDB } = globalThis);
    // Types say that `locks` is always there; browsers leave it out where the page is not secure.
    locks = navigator.locks as LockManager | undefined;
  } catch {
    // Closed storage is told by openShelf.
  }
  return { indexedDB, locks };
}
