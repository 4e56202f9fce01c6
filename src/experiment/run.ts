/** A run: one training with one configuration and one seed, and what is recorded of it. */
import type { EngineChoice, EngineName } from './config.ts';

export type RunId = string;

/** `stopped` and `failed` runs keep what they have and can be resumed from their last checkpoint. */
export type RunStatus = 'preparing' | 'running' | 'paused' | 'finished' | 'stopped' | 'failed';

/** Which engine computed a run, what was asked for, and why it is this one. */
export interface EngineReport {
  asked: EngineChoice;
  got: EngineName;
  /** One plain sentence. */
  why: string;
  device: string;
  software: boolean;
}

/**
 * Columns of consecutive metric points. A point stands for one update, or for a group of neighbouring updates in very
 * long runs; its place is that of the group's last update.
 */
export interface MetricColumns {
  /** Updates done, from 1. */
  update: Uint32Array<ArrayBuffer>;
  examples: Float64Array<ArrayBuffer>;
  /** Epochs done, with its fraction. */
  epoch: Float32Array<ArrayBuffer>;
  /** Training time in seconds: evaluation, pauses and gaps left out. */
  seconds: Float32Array<ArrayBuffer>;
  /** Mean training loss of the group's batches, weighted by their sizes, and its extremes. */
  loss: Float32Array<ArrayBuffer>;
  lossMin: Float32Array<ArrayBuffer>;
  lossMax: Float32Array<ArrayBuffer>;
}

/** Where a run is. */
export interface Position {
  update: number;
  examples: number;
  epoch: number;
  seconds: number;
}

export interface Evaluation extends Position {
  split: 'training' | 'validation';
  loss: number;
  /** Fraction in [0, 1]; undefined where the answers are numbers and not classes. */
  accuracy: number | undefined;
  /** Examples it was measured on. */
  count: number;
}

export interface MemorySample extends Position {
  /** Held between updates, in use or not. */
  atRestBytes: number;
  /** Most in use inside one update; undefined until one was profiled. */
  peakBytes: number | undefined;
}

/** A change of settings in the middle of a run; such a run is never ranked. */
export interface Retune extends Position {
  batchSize?: { from: number; to: number };
  learningRate?: { from: number; to: number };
}

export type RunErrorCode =
  | 'diverged'
  | 'offline'
  | 'not-found'
  | 'truncated'
  | 'not-idx'
  | 'wrong-hash'
  | 'context-lost'
  | 'device-lost'
  | 'gpu-error'
  | 'out-of-memory'
  | 'trap'
  | 'worker-crashed'
  | 'worker-hung'
  | 'internal';

/** What went wrong and what to do, in words for the reader. */
export interface RunError {
  code: RunErrorCode;
  message: string;
  /** Sentences beside those on Resume and Retry, which only the page can give; may be empty. */
  advice: string;
  /** The largest batch size that would have fitted in memory, where that is known; in no results file. */
  fits?: number;
  /**
   * What did not fit, in words, the bytes it wanted and those that were left: it was refused before memory was asked for,
   * so that engine and worker are as they were; in no results file.
   */
  lacking?: { what: string; bytes: number; left: number };
}
