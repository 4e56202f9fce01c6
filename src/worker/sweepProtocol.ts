/** Messages between page and sweep worker. Types only. Every message carries the id of the request that it belongs to. */
import type { Job } from '../experiment/job.ts';
import type { RunError } from '../experiment/run.ts';
import type { EngineOffer, Looks, SpeedSample, SweepSpec, TrialRun } from '../experiment/sweep.ts';
import type { Phase } from './protocol.ts';

export type SweepCommand =
  /** Gets data and engine of the first arm ready. `site`: address of the folder that the page is in. */
  | { type: 'prepare'; requestId: number; spec: SweepSpec; site: string }
  /** One at a time; a new one aborts the one before. */
  | { type: 'job'; requestId: number; job: Job; spec: SweepSpec; site: string }
  /** The job rests where it is until `release`. */
  | { type: 'hold'; requestId: number }
  | { type: 'release'; requestId: number }
  | { type: 'ping'; requestId: number };

export type SweepEvent =
  | { type: 'prepared'; requestId: number }
  /** What the worker does now; no result may come for 10 times `ms`. */
  | { type: 'expect'; requestId: number; phase: Phase['name']; ms: number }
  | { type: 'progress'; requestId: number; share: number; looks: Looks }
  | { type: 'offered'; requestId: number; offers: readonly EngineOffer[] }
  | { type: 'timed'; requestId: number; sample: SpeedSample }
  | { type: 'trained'; requestId: number; run: TrialRun }
  | { type: 'failed'; requestId: number; error: RunError }
  | { type: 'pong'; requestId: number }
  /** The worker's first message, where Web Locks exist: it holds this lock for as long as it lives. */
  | { type: 'alive'; requestId: number; lock: string };
