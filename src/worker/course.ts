/** The way of a run through its epochs: which examples come next, and where that is. */
import { epochOrder, type Remainder } from '../science/batch.ts';

/** Where a run is, its time left out. */
export interface Place {
  update: number;
  examples: number;
  epoch: number;
}

export interface CourseStart extends Place {
  epochsDone: number;
  visited: number;
}

export interface CourseSettings {
  seed: number;
  /** Training examples N. */
  count: number;
  epochs: number;
  remainder: Remainder;
  batchSize: number;
}

const BEGINNING: CourseStart = { update: 0, examples: 0, epoch: 0, epochsDone: 0, visited: 0 };

/**
 * Steps through `epochOrder` of every epoch in batches. A changed batch size holds from the next update on: what is
 * left of the epoch's order falls in batches of the new size.
 */
export class Course {
  #settings: CourseSettings;
  #batchSize: number;
  #epochsDone: number;
  #visited: number;
  #update: number;
  #examples: number;
  #order: Uint32Array;
  /** From here on the epoch's fraction rises evenly to 1: its start, or where its end was moved by a new batch size. */
  #anchor = { visited: 0, fraction: 0 };

  constructor(settings: CourseSettings, from: CourseStart = BEGINNING) {
    this.#settings = settings;
    this.#batchSize = settings.batchSize;
    this.#epochsDone = from.epochsDone;
    this.#visited = from.visited;
    this.#update = from.update;
    this.#examples = from.examples;
    this.#order = this.#shuffled();
    if (!this.done && this.place.epoch !== from.epoch)
      this.#anchor = { visited: from.visited, fraction: from.epoch - from.epochsDone };
  }

  get batchSize(): number {
    return this.#batchSize;
  }
  get epochsDone(): number {
    return this.#epochsDone;
  }
  /** Examples already visited in the current epoch. */
  get visited(): number {
    return this.#visited;
  }
  get done(): boolean {
    return this.#epochsDone >= this.#settings.epochs;
  }
  /** Updates left in the current epoch. */
  get updatesLeft(): number {
    return Math.ceil((this.#end() - this.#visited) / this.#batchSize);
  }
  /** Updates left until the run's end. */
  get updatesPlanned(): number {
    if (this.done) return 0;
    const { count, remainder, epochs } = this.#settings;
    const whole =
      remainder === 'keep' ? Math.ceil(count / this.#batchSize) : Math.floor(count / this.#batchSize);
    return this.updatesLeft + (epochs - this.#epochsDone - 1) * whole;
  }
  get place(): Place {
    return this.placeAfter(0);
  }

  /** Where the run will be after `updates` more, within the current epoch. */
  placeAfter(updates: number): Place {
    const end = this.#end();
    const visited = Math.min(this.#visited + updates * this.#batchSize, end);
    return {
      update: this.#update + updates,
      examples: this.#examples + visited - this.#visited,
      epoch: this.#epochsDone + this.#fraction(visited, end),
    };
  }

  /** Updates until `examples` are reached, at most to the epoch's end. */
  updatesUntil(examples: number): number {
    return Math.min(this.updatesLeft, Math.max(1, Math.ceil((examples - this.#examples) / this.#batchSize)));
  }

  /** The examples of the next `updates` updates, in order. */
  next(updates: number): Uint32Array {
    const to = Math.min(this.#visited + updates * this.#batchSize, this.#end());
    return this.#order.subarray(this.#visited, to);
  }

  advance(updates: number): void {
    const { update, examples } = this.placeAfter(updates);
    this.#visited += examples - this.#examples;
    this.#update = update;
    this.#examples = examples;
  }

  endEpoch(): void {
    this.#epochsDone++;
    this.#visited = 0;
    this.#anchor = { visited: 0, fraction: 0 };
    this.#order = this.#shuffled();
  }

  retune(batchSize: number): void {
    if (this.#settings.remainder === 'drop')
      this.#anchor = { visited: this.#visited, fraction: this.#fraction(this.#visited, this.#end()) };
    this.#batchSize = batchSize;
  }

  #fraction(visited: number, end: number): number {
    if (visited >= end) return 1;
    const { visited: from, fraction } = this.#anchor;
    return fraction + ((1 - fraction) * (visited - from)) / (end - from);
  }

  #end(): number {
    const { count, remainder } = this.#settings;
    const left = count - this.#visited;
    return remainder === 'keep' ? count : this.#visited + left - (left % this.#batchSize);
  }

  #shuffled(): Uint32Array {
    const { seed, count } = this.#settings;
    return this.done ? new Uint32Array(0) : epochOrder(seed, this.#epochsDone, count);
  }
}
