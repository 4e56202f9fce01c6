/** A shelf in memory that several pages may share, and workers whose jobs end when the test says so. */
import { initialConfig } from '../../src/experiment/draft.ts';
import type { Job, JobProgress, JobResult, TrialWorker } from '../../src/experiment/job.ts';
import type { EngineOffer, SweepData, SweepSpec } from '../../src/experiment/sweep.ts';
import { createCompare } from '../../src/state/compare.ts';
import type { Compare, CompareOptions } from '../../src/state/compareTypes.ts';
import type { SweepShelf, SweepSummary } from '../../src/sweep/keep.ts';
import { isDone } from '../../src/sweep/plan.ts';
import { run } from '../sweep/analyse/make.ts';

export interface FakeShelf extends SweepShelf {
  sweeps: Map<string, SweepData>;
  kept: boolean;
  why: string | undefined;
  /** What was written, in order. */
  log: string[];
}

export function fakeShelf(): FakeShelf {
  const sweeps = new Map<string, SweepData>();
  const held = new Set<string>();
  const log: string[] = [];
  const change = (id: string, next: (data: SweepData) => SweepData): void => {
    const data = sweeps.get(id);
    if (data) sweeps.set(id, next(data));
  };
  return {
    sweeps,
    log,
    kept: true,
    why: undefined,
    list: () =>
      Promise.resolve(
        [...sweeps.values()].reverse().map((data): SweepSummary => {
          const { id, spec, preset, createdAt } = data;
          const runs = spec.seeds * spec.batchSizes.length;
          return { id, spec, preset, createdAt, done: data.runs.length, runs, complete: isDone(data) };
        }),
      ),
    load: (id) => Promise.resolve(sweeps.get(id)),
    create(data) {
      log.push(`create ${data.id}`);
      sweeps.set(data.id, data);
      return Promise.resolve();
    },
    addRun(id, one) {
      log.push(`run ${one.trial.id}`);
      change(id, (data) => ({ ...data, runs: [...data.runs, one] }));
      return Promise.resolve();
    },
    addSpeed(id, sample) {
      change(id, (data) => ({ ...data, speeds: [...data.speeds, sample] }));
      return Promise.resolve();
    },
    setTimes(id, { offers, speeds }) {
      log.push(`times ${id}`);
      change(id, (data) => ({ ...data, offers, speeds }));
      return Promise.resolve();
    },
    removeRun(id, trialId) {
      change(id, (data) => ({ ...data, runs: data.runs.filter(({ trial }) => trial.id !== trialId) }));
      return Promise.resolve();
    },
    remove(id) {
      sweeps.delete(id);
      return Promise.resolve();
    },
    takeOver: () => undefined,
    claim(id) {
      if (held.has(id)) return Promise.resolve(undefined);
      held.add(id);
      return Promise.resolve(() => void held.delete(id));
    },
  };
}

/** Times are measured at once; trials end when `finish` is called. */
export interface FakeWorkers {
  start(): TrialWorker;
  /** Ids of the trials under way. */
  running(): string[];
  /** Ids of all trials that were ever begun. */
  begun: string[];
  /** Ends the first trial under way and lets what follows from it happen. */
  finish(accuracies?: readonly number[]): Promise<void>;
  tell(progress: Omit<JobProgress, 'jobId'>): void;
}

interface Pending {
  id: string;
  on(progress: JobProgress): void;
  finish(accuracies: readonly number[]): void;
}

export function fakeWorkers(offers: readonly EngineOffer[] = []): FakeWorkers {
  const pending: Pending[] = [];
  const begun: string[] = [];
  const drop = (one: Pending): void => void pending.splice(pending.indexOf(one), 1);
  return {
    begun,
    start() {
      let mine: Pending | undefined;
      return {
        run(job: Job, spec: SweepSpec, on): Promise<JobResult> {
          if (job.kind === 'look') return Promise.resolve({ kind: 'look', offers });
          if (job.kind === 'speed') {
            const { arm, batchSize, engine = 'cpu' } = job;
            const updateMs = [0.1 + batchSize / 100];
            return Promise.resolve({
              kind: 'speed',
              sample: { arm, batchSize, engine, updateMs, peakBytes: undefined },
            });
          }
          const { id, config } = job.trial;
          begun.push(id);
          return new Promise((resolve) => {
            const one: Pending = {
              id,
              on,
              finish(accuracies) {
                drop(one);
                const { batchSize, seed } = config;
                const every = Math.max(1, Math.floor(job.trial.updates / (accuracies.length - 1)));
                const made = run(spec, { batchSize, seed, accuracies, every });
                resolve({ kind: 'trial', run: { ...made, trial: job.trial } });
              },
            };
            mine = one;
            pending.push(one);
          });
        },
        end() {
          if (mine && pending.includes(mine)) drop(mine);
        },
      };
    },
    running: () => pending.map(({ id }) => id),
    async finish(accuracies = [0.1, 0.5, 0.9]) {
      pending[0].finish(accuracies);
      await settle();
    },
    tell: (progress) => pending[0].on({ jobId: pending[0].id, ...progress }),
  };
}

/** Lets everything happen that waits for nothing but its turn. */
export const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

export const base = () => ({ ...initialConfig(), size: 1000, epochs: 1 });

export function compareOn(
  shelf: SweepShelf,
  workers: FakeWorkers,
  change: Partial<CompareOptions> = {},
): Compare {
  let count = 0;
  return createCompare({
    base,
    adopt: () => undefined,
    onStart: () => undefined,
    startWorker: workers.start,
    cores: 1,
    openShelf: () => Promise.resolve(shelf),
    link: { spec: undefined, preset: undefined, notes: [] },
    now: () => performance.now(),
    newId: () => `sweep-${++count}`,
    ...change,
  });
}
