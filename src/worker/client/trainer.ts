/** What the page knows of training: a Trainer takes commands and reports events; worker, watchdog and revival are behind it. */
import type { ExperimentConfig } from '../../experiment/config.ts';
import type { DataSettings } from '../../experiment/data.ts';
import type { RunId } from '../../experiment/run.ts';
import type { Checkpoint, Event, Preview, Until } from '../protocol.ts';

export type RunEvent = Exclude<Event, { requestId: number }>;

export interface Trainer {
  /** Starts a run; one that is under way is stopped first. Reports to `listen`. */
  start(runId: RunId, config: ExperimentConfig, until: Until, resumeFrom?: Checkpoint): void;
  pause(): void;
  resume(until: Until): void;
  /** Ends the run within a second: asks, then replaces the worker. Reports `stopped`. */
  stop(): void;
  retune(change: { batchSize?: number; learningRate?: number }): void;
  /** A look into a dataset; a newer call aborts an older one (rejects with an AbortError). */
  preview(settings: DataSettings): Promise<{ preview: Preview | undefined; notes: string[] }>;
  listen(listener: (event: RunEvent) => void): () => void;
  /** Last checkpoint of a run, if it is still kept. */
  checkpoint(runId: RunId): Checkpoint | undefined;
  forget(runId: RunId): void;
  dispose(): void;
}
