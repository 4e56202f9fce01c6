/**
 * Decides when a worker is given up. It counts ticks, each capped, rather than reading the clock, so that time in which
 * the page itself was frozen or throttled does not count against the worker.
 */
import type { Phase } from '../protocol.ts';

export const TICK_MS = 250;
const LONGEST_TICK_MS = 1000;
const HUNG_FACTOR = 10;
const HUNG_MS = 5000;
/** Where nothing long is expected and only pings tell, a worker that does not even answer those is gone. */
const GONE_MS = 4200;

export type Verdict = 'crashed' | 'hung' | undefined;

export class Watchdog {
  /** What the worker's phase asks of it: results, or only answers to pings while it waits for others. */
  #results = false;
  #expectedMs = 0;
  #sinceAnything = 0;
  #sinceResult = 0;
  #lastTick: number;

  constructor(now: number) {
    this.#lastTick = now;
  }

  /** Milliseconds without a result after which the worker counts as hung. */
  get limitMs(): number {
    return Math.max(HUNG_MS, HUNG_FACTOR * this.#expectedMs);
  }

  /** The worker said what it does now, or it is about to start. */
  expect(phase: Phase['name'], expectedMs: number): void {
    this.#expectedMs = expectedMs;
    this.#results = needsResults(phase);
    this.heard(true);
  }

  heard(result: boolean): void {
    this.#sinceAnything = 0;
    if (result) this.#sinceResult = 0;
  }

  /** `deathIsTold`: a death would be known at once by other means, so silence can only be work. */
  tick(now: number, deathIsTold: boolean): Verdict {
    const passed = Math.min(Math.max(0, now - this.#lastTick), LONGEST_TICK_MS);
    this.#lastTick = now;
    this.#sinceAnything += passed;
    this.#sinceResult += passed;
    if (deathIsTold) {
      const silentMs = this.#results ? this.#sinceResult : this.#sinceAnything;
      return silentMs >= this.limitMs ? 'hung' : undefined;
    }
    const nothingLong = this.limitMs === HUNG_MS;
    if (this.#sinceAnything >= (nothingLong ? GONE_MS : this.limitMs))
      return this.#results && !nothingLong ? 'hung' : 'crashed';
    return this.#results && this.#sinceResult >= this.limitMs ? 'hung' : undefined;
  }
}

function needsResults(phase: Phase['name']): boolean {
  switch (phase) {
    case 'measuring':
    case 'training':
    case 'evaluating':
      return true;
    case 'loading-data':
    case 'starting-engine':
    case 'paused':
      return false;
    default:
      return phase satisfies never;
  }
}
