/**
 * The workers of a sweep: hands each a job after another. A worker that fails is replaced and its job tried once more.
 * Jobs that measure times run alone.
 */
import type { EngineChoice } from '../experiment/config.ts';
import { JobFault, type Job, type JobProgress, type JobResult, type TrialWorker } from '../experiment/job.ts';
import { reasonOf } from '../experiment/reason.ts';
import type { RunError } from '../experiment/run.ts';
import type { SweepSpec } from '../experiment/sweep.ts';

export type { JobProgress, JobResult, TrialWorker } from '../experiment/job.ts';

/** More would not have the memory for it. */
const MOST_WORKERS = 8;

/** One worker for each core on the cpu engine; a graphics processor does one run at a time. */
export function workersFor(engine: EngineChoice, cores: number | undefined): number {
  if (engine === 'webgl' || engine === 'webgpu') return 1;
  return Math.max(1, Math.min(MOST_WORKERS, Math.floor(cores ?? 2)));
}

export interface PoolOptions {
  spec: SweepSpec;
  workers: number;
  startWorker(): TrialWorker;
  /** What can be started, the most urgent first, those under way left out. */
  wanted(): Job[];
  /** Also when a job is tried again. */
  begun(job: Job): void;
  progress(job: Job, progress: JobProgress): void;
  done(job: Job, result: JobResult): void;
  /** The job could not be done, twice if trying again made sense. */
  failed(job: Job, error: RunError): void;
}

export interface Pool {
  /** Starts what can be started. */
  fill(): void;
  readonly busy: number;
  /** Holds what is under way; nothing new is started until `resume`. */
  pause(): void;
  resume(): void;
  /** Ends all workers at once; what was under way is forgotten. */
  end(): void;
}

interface Seat {
  worker: TrialWorker | undefined;
  job: Job | undefined;
}

export function createPool(options: PoolOptions): Pool {
  const { spec, startWorker } = options;
  const seats: Seat[] = Array.from({ length: options.workers }, () => ({
    worker: undefined,
    job: undefined,
  }));
  let held = false;
  let over = false;
  /** What waits for the end of a pause. */
  const waiting: (() => void)[] = [];
  let prepared: Promise<unknown> | undefined;
  let ready = false;

  const busy = (): number => seats.filter(({ job }) => job).length;
  const alone = (): boolean => seats.some(({ job }) => (job?.kind ?? 'trial') !== 'trial');

  /** All workers get their data at once, so that drawing them disturbs no measurement later. */
  const prepare = (): void => {
    prepared ??= Promise.allSettled(
      seats.map((seat) => {
        seat.worker ??= startWorker();
        return seat.worker.prepare?.(spec);
      }),
    ).then(() => {
      ready = true;
      fill();
    });
  };

  const fill = (): void => {
    if (over || held) return;
    if (!ready) return prepare();
    for (const job of options.wanted()) {
      const seat = seats.find((one) => !one.job);
      if (!seat || alone()) return;
      // What is to be timed waits for the others to end, and nothing is started meanwhile.
      if (job.kind !== 'trial' && busy() > 0) return;
      void serve(seat, job);
    }
  };

  const attempt = (seat: Seat, job: Job): Promise<JobResult> => {
    seat.worker ??= startWorker();
    return seat.worker.run(job, spec, (progress) => {
      if (!over) options.progress(job, progress);
    });
  };

  const replace = (seat: Seat): void => {
    seat.worker?.end();
    seat.worker = undefined;
  };

  async function serve(seat: Seat, job: Job): Promise<void> {
    seat.job = job;
    const outcome = await twice(seat, job);
    if (over) return;
    seat.job = undefined;
    if ('error' in outcome) options.failed(job, outcome.error);
    else options.done(job, outcome.result);
    fill();
  }

  async function twice(seat: Seat, job: Job): Promise<{ result: JobResult } | { error: RunError }> {
    for (let tries = 1; ; tries++) {
      options.begun(job);
      try {
        return { result: await attempt(seat, job) };
      } catch (reason) {
        if (over) return { error: errorOf(reason) };
        const error = errorOf(reason);
        if (isOfData(error)) return { error };
        replace(seat);
        if (tries === 2) return { error };
        if (held) await new Promise<void>((go) => waiting.push(go));
        if (over) return { error };
      }
    }
  }

  return {
    fill,
    get busy() {
      return busy();
    },
    pause() {
      held = true;
      for (const { worker, job } of seats) if (job) worker?.pause?.();
    },
    resume() {
      held = false;
      // Also those whose job has ended meanwhile: they would stay held, and unwatched, in their next.
      for (const { worker } of seats) worker?.resume?.();
      for (const go of waiting.splice(0)) go();
      fill();
    },
    end() {
      over = true;
      for (const seat of seats) replace(seat);
      for (const go of waiting.splice(0)) go();
    },
  };
}

/** Data that cannot be had: no other worker would have them either, and the sweep can go on once they are there. */
export function isOfData({ code }: RunError): boolean {
  return ['offline', 'not-found', 'truncated', 'not-idx', 'wrong-hash'].includes(code);
}

function errorOf(reason: unknown): RunError {
  if (reason instanceof JobFault) return reason.error;
  return {
    code: 'internal',
    message: `Something unexpected happened: ${reasonOf(reason)}.`,
    advice: 'Start the sweep again; what is done stays.',
  };
}
