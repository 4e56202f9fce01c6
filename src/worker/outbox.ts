/**
 * What leaves a run, in order. Points, evaluations and memory samples gather here for the next frame of metrics: at most
 * one frame is unacknowledged and at most ten leave in a second, however short the epochs. Every other event of the run's
 * history waits until the frame before it is out. While nobody acknowledges, what waits stays bounded: the points by their
 * grouping, evaluations and samples by the schedule (two an epoch, few between), insights, checkpoints and paces by
 * keeping only the latest.
 */
import type { Evaluation, MemorySample, Position, RunId } from '../experiment/run.ts';
import { buffersOf, type Columns } from './columns.ts';
import type { Event } from './protocol.ts';

export type Post = (event: Event, transfer?: ArrayBuffer[]) => void;

export const FRAME_MS = 100;
/** An empty frame says that a run with very large groups goes on. */
const SIGN_OF_LIFE_MS = 1000;

/** Of these only the latest counts; they belong to no update, so they end no group of updates. */
const REPLACED: readonly Event['type'][] = ['insight', 'checkpoint', 'pace'];

export interface Pulse {
  position: Position;
  updateMs: number;
  examplesPerSecond: number;
}

interface Waiting {
  event: Event;
  transfer: ArrayBuffer[];
}

export class Outbox {
  #runId: RunId;
  #post: Post;
  #now: () => number;
  #columns: Columns;
  #pulse: () => Pulse;
  #evaluations: Evaluation[] = [];
  #memory: MemorySample[] = [];
  #held: Waiting[] = [];
  #unacknowledged = false;
  #lastFrame = -Infinity;
  #closing = false;

  constructor(runId: RunId, post: Post, now: () => number, columns: Columns, pulse: () => Pulse) {
    this.#runId = runId;
    this.#post = post;
    this.#now = now;
    this.#columns = columns;
    this.#pulse = pulse;
  }

  get empty(): boolean {
    return this.#held.length === 0 && !this.#frameWaits;
  }

  get #frameWaits(): boolean {
    return this.#columns.waiting + this.#evaluations.length + this.#memory.length > 0;
  }

  /** Sends a frame when one is due and allowed. */
  pump(): void {
    if (!this.#unacknowledged && this.#now() - this.#lastFrame >= FRAME_MS) this.#flush();
    if (!this.#frameWaits && this.#now() - this.#lastFrame >= SIGN_OF_LIFE_MS) this.#frame();
  }

  /** Puts a score into the next frame, with all points up to its update. */
  evaluated(evaluation: Evaluation): void {
    this.#columns.close();
    this.#evaluations.push(evaluation);
  }

  remembered(sample: MemorySample): void {
    this.#columns.close();
    this.#memory.push(sample);
  }

  /** Sends `event` behind all metrics so far. */
  send(event: Event, transfer: ArrayBuffer[] = []): void {
    if (REPLACED.includes(event.type))
      this.#held = this.#held.filter((waiting) => waiting.event.type !== event.type);
    else this.#columns.close();
    this.#held.push({ event, transfer });
    if (this.#frameWaits) this.pump();
    else this.#release();
  }

  /** Sends what waits as soon as it may, without regard to the rate; to be called before a pause or anything long. */
  hurry(): void {
    this.#closing = true;
    this.#flush();
  }

  /** Sends everything now, acknowledged or not: the end of a run whose page no longer answers. */
  abandon(): void {
    this.#unacknowledged = false;
    this.hurry();
  }

  acknowledge(): void {
    this.#unacknowledged = false;
    if (this.#closing) this.#flush();
    else this.pump();
  }

  #flush(): void {
    if (this.#frameWaits) {
      if (this.#unacknowledged) return;
      this.#frame();
    }
    this.#closing = false;
    this.#release();
  }

  #frame(): void {
    if (this.#unacknowledged) return;
    const columns = this.#columns.take();
    const evaluations = this.#evaluations;
    const memory = this.#memory;
    this.#evaluations = [];
    this.#memory = [];
    this.#unacknowledged = true;
    this.#lastFrame = this.#now();
    this.#post(
      { type: 'metrics', runId: this.#runId, columns, evaluations, memory, ...this.#pulse() },
      buffersOf(columns),
    );
  }

  #release(): void {
    const ready = this.#held;
    this.#held = [];
    for (const { event, transfer } of ready) this.#post(event, transfer);
  }
}
