/** Metric points as they gather between two frames; neighbouring updates are grouped where a run has very many. */
import type { MetricColumns } from '../experiment/run.ts';
import type { Place } from './course.ts';

/** About the most points that a run has. */
export const MAX_POINTS = 100_000;
const LEAST_BUDGET = 1000;

/** Updates that share one point, so that `updates` more make at most what is left of MAX_POINTS. */
export function groupSize(updates: number, pointsSoFar = 0): number {
  return Math.max(1, Math.ceil(updates / Math.max(LEAST_BUDGET, MAX_POINTS - pointsSoFar)));
}

interface Point extends Place {
  seconds: number;
  loss: number;
  lossMin: number;
  lossMax: number;
}

export class Columns {
  /** Points made so far, those already taken included. */
  made = 0;
  group: number;
  #waiting: Point[] = [];
  #open: Point | undefined;
  #updates = 0;
  #weight = 0;

  constructor(group: number, made = 0) {
    this.group = group;
    this.made = made;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  /** One update that ended at `place` after `seconds`, with its mean loss over `size` examples. */
  add(place: Place, seconds: number, loss: number, size: number): void {
    const open = this.#open;
    if (!open) {
      this.#open = { ...place, seconds, loss, lossMin: loss, lossMax: loss };
      this.#weight = size;
      this.#updates = 1;
    } else {
      this.#weight += size;
      this.#updates++;
      Object.assign(open, place);
      open.seconds = seconds;
      open.loss += ((loss - open.loss) * size) / this.#weight;
      open.lossMin = Math.min(open.lossMin, loss);
      open.lossMax = Math.max(open.lossMax, loss);
    }
    if (this.#updates >= this.group) this.close();
  }

  /** Ends the open group where it is. */
  close(): void {
    if (!this.#open) return;
    this.#waiting.push(this.#open);
    this.made++;
    this.#open = undefined;
  }

  /** Hands over every whole point that waits. */
  take(): MetricColumns {
    const points = this.#waiting;
    this.#waiting = [];
    return {
      update: Uint32Array.from(points, (p) => p.update),
      examples: Float64Array.from(points, (p) => p.examples),
      epoch: Float32Array.from(points, (p) => p.epoch),
      seconds: Float32Array.from(points, (p) => p.seconds),
      loss: Float32Array.from(points, (p) => p.loss),
      lossMin: Float32Array.from(points, (p) => p.lossMin),
      lossMax: Float32Array.from(points, (p) => p.lossMax),
    };
  }
}

/** The buffers of `columns`, to be transferred. */
export function buffersOf(columns: MetricColumns): ArrayBuffer[] {
  return Object.values(columns).map((column: { buffer: ArrayBuffer }) => column.buffer);
}
