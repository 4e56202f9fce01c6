/** Says what a run is busy with, and before anything long how long it should take. */
import type { Position, RunId } from '../experiment/run.ts';
import type { Outbox, Post } from './outbox.ts';
import type { Phase } from './protocol.ts';

/** Work expected to take longer is announced each time: ten times this is what the watchdog waits for at least. */
export const LONG_MS = 500;

export class Announcer {
  #runId: RunId;
  #post: Post;
  #outbox: Outbox;
  #last: Phase['name'] | undefined;
  #lastMs = 0;

  constructor(runId: RunId, post: Post, outbox: Outbox) {
    this.#runId = runId;
    this.#post = post;
    this.#outbox = outbox;
  }

  /** Posts `phase` now. */
  say(phase: Phase, expectedMs: number, position: Position | undefined): void {
    this.#last = phase.name;
    this.#lastMs = expectedMs;
    this.#post({ type: 'phase', runId: this.#runId, phase, expectedMs, position });
  }

  /** Posts the phase when it is long, when training begins or goes on, and when it is no longer long. */
  before(name: 'training' | 'evaluating' | 'measuring', expectedMs: number, position: Position): void {
    const long = expectedMs > LONG_MS;
    const news = this.#last !== name && name === 'training';
    const shorter = this.#last === name && this.#lastMs > LONG_MS;
    if (long) this.#outbox.hurry();
    if (long || news || shorter) this.say({ name }, expectedMs, position);
  }

  /** The next phase is news, whatever it is. */
  forget(): void {
    this.#last = undefined;
  }
}
