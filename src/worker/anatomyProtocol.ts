/** Messages between a page and the worker that takes updates apart. Types only. */
import type { ExperimentConfig } from '../experiment/config.ts';

/** The examples that are trained on, and the network before anything is learned. */
export interface Lesson {
  /** [count, 2], in the order of the dataset. */
  points: Float32Array;
  labels: Uint8Array;
  count: number;
  /** All trainable numbers, one after another: of a dense layer its weights row by row, then its biases. */
  weights: Float64Array;
  /** The order in which the first epoch visits the examples. */
  order: Uint32Array;
}

/** One update, with everything that goes into it. Gradients are laid out as the weights are. */
export interface Dissection {
  /** Updates done with this one, and epochs before it. */
  update: number;
  epoch: number;
  /** The order of its epoch, and how many of it were visited before. */
  order: Uint32Array;
  visited: number;
  batchSize: number;
  indices: Uint32Array;
  /** Gradient of every example of the batch, each as long as the weights. */
  examples: Float64Array;
  /** Of the batch, as the engine averages it. */
  mean: Float64Array;
  /** Of all examples, at the weights before the update. */
  full: Float64Array;
  before: Float64Array;
  after: Float64Array;
  /** Of the batch, before the update. */
  loss: number;
  /** Over all training examples, after it. */
  accuracy: number;
}

/** How far the gradients of random batches lie from the full one. */
export interface Spread {
  batchSize: number;
  draws: number;
  /** Mean of the squared distance, over the draws. */
  meanSquare: number;
}

export type AnatomyCommand =
  | { type: 'begin'; requestId: number; config: ExperimentConfig }
  /** The next update, with so many examples or what the epoch has left. */
  | { type: 'next'; requestId: number; batchSize: number }
  /** Random batches at the weights of now; nothing is trained. */
  | { type: 'spread'; requestId: number; batchSizes: readonly number[]; draws: number };

export type AnatomyEvent =
  | { type: 'begun'; requestId: number; lesson: Lesson }
  | { type: 'dissected'; requestId: number; dissection: Dissection }
  | { type: 'spreads'; requestId: number; spreads: Spread[] }
  | { type: 'failed'; requestId: number; message: string }
  /** The worker's first message, where Web Locks exist: it holds this lock for as long as it lives. `requestId` is 0. */
  | { type: 'alive'; requestId: number; lock: string };
