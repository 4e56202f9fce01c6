/** What a session needs from the world; tests inject their own. */
import type { Dataset, DataSettings } from '../datasets/dataset.ts';
import type { StartedEngine, StartOptions } from '../engine/select.ts';
import type { EngineChoice, EngineName } from '../experiment/config.ts';
import type { ModelSpec } from '../experiment/model.ts';
import type { Post } from './outbox.ts';

export type { StartedEngine };

export interface LoadProgress {
  receivedBytes: number;
  totalBytes: number | undefined;
  detail: string;
}

export interface LoadedData {
  dataset: Dataset;
  notes: string[];
}

export interface SessionTools {
  post: Post;
  loadDataset(
    settings: DataSettings,
    site: string,
    signal: AbortSignal,
    onProgress: (progress: LoadProgress) => void,
  ): Promise<LoadedData>;
  startEngine(asked: EngineChoice, options: Pick<StartOptions, 'trial' | 'earlier'>): Promise<StartedEngine>;
  predictedUpdateMs(model: ModelSpec, batchSize: number, engine: EngineName, software: boolean): number;
  /** Milliseconds, monotonic. */
  now(): number;
  /** Resolves after messages that have arrived are handled. */
  yieldToEvents(): Promise<void>;
  /** Calls back after `ms`; returns what cancels it. */
  after(ms: number, then: () => void): () => void;
}
