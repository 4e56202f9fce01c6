/** What a worker is asked to do for a sweep, and what comes back. */
import type { RunError } from './run.ts';
import type { EngineName } from './config.ts';
import type { EngineOffer, Looks, SpeedSample, SweepSpec, Trial, TrialRun } from './sweep.ts';

export type Job =
  /** Sees which graphics interfaces there are. */
  | { kind: 'look' }
  /** `engine`: on this one and no other; without it on the engine that the sweep's runs are on. */
  | { kind: 'speed'; arm: number; batchSize: number; engine?: EngineName }
  | { kind: 'trial'; trial: Trial };

export type JobResult =
  | { kind: 'look'; offers: readonly EngineOffer[] }
  | { kind: 'speed'; sample: SpeedSample }
  | { kind: 'trial'; run: TrialRun };

export interface JobProgress {
  jobId: string;
  /** Of the job, from 0 to 1. */
  share: number;
  /** What was measured since the last progress, so that curves can be drawn before the run is over. */
  looks?: Looks;
}

/** Does one job after another. */
export interface TrialWorker {
  /** Rejects with a JobFault when the job could not be done; a run that diverged is a result. */
  run(job: Job, spec: SweepSpec, on: (progress: JobProgress) => void): Promise<JobResult>;
  /** Gets the first arm's data and the engine ready, so that the first job begins at once. */
  prepare?(spec: SweepSpec): Promise<void>;
  /** Holds the job under way, and lets it go on. */
  pause?(): void;
  resume?(): void;
  /** Ends the worker at once; what runs is rejected. */
  end(): void;
}

/** Why a job could not be done, in words for the reader. */
export class JobFault extends Error {
  override name = 'JobFault';
  constructor(readonly error: RunError) {
    super(error.message);
  }
}
