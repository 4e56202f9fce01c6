/** How commands and failures reach a run between, and in the middle of, its long operations. */
import type { Until } from './protocol.ts';

/** The run was stopped from outside. */
export class Stopped extends Error {
  override name = 'Stopped';
}

export interface Change {
  batchSize?: number;
  learningRate?: number;
}

export class Control {
  until: Until;
  #pause = false;
  #change: Change | undefined;
  #ended: Error | undefined;
  #interrupt: ((reason: Error) => void) | undefined;
  #wake: (() => void) | undefined;
  #abort = new AbortController();

  constructor(until: Until) {
    this.until = until;
  }

  /** Aborts with the run. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }
  get pauseAsked(): boolean {
    return this.#pause;
  }
  /** Why the run was ended, if it was. */
  get reason(): Error | undefined {
    return this.#ended;
  }

  pause(): void {
    this.#pause = true;
  }

  resume(until: Until): void {
    this.#pause = false;
    this.until = until;
    this.#wake?.();
  }

  retune(change: Change): void {
    this.#change = { ...this.#change, ...change };
    this.#wake?.();
  }

  takeChange(): Change | undefined {
    const change = this.#change;
    this.#change = undefined;
    return change;
  }

  stop(): void {
    this.end(new Stopped('stopped'));
  }

  /** Ends the run: what it waits for rejects with `reason`, at once. The first reason holds. */
  end(reason: Error): void {
    if (this.#ended) return;
    this.#ended = reason;
    this.#abort.abort();
    this.#interrupt?.(reason);
    this.#wake?.();
  }

  /** @throws the reason for which the run was ended. */
  check(): void {
    if (this.#ended) throw this.#ended;
  }

  /** The result of `work`, unless the run is ended before. One at a time. */
  guard<T>(work: Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const settle = (): void => {
        this.#interrupt = undefined;
      };
      if (this.#ended) reject(this.#ended);
      else this.#interrupt = reject;
      work.then(
        (value) => {
          settle();
          resolve(value);
        },
        (reason: unknown) => {
          settle();
          reject(reason instanceof Error ? reason : new Error(String(reason)));
        },
      );
    });
  }

  /** Waits, while paused, for the next command. */
  async rest(): Promise<void> {
    while (this.#pause && !this.#change) {
      this.check();
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#wake = undefined;
    }
    this.check();
  }
}
