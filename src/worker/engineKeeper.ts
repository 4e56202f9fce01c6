/**
 * Keeps one engine from run to run as long as the same choice is asked for; after a failure it is thrown away. What
 * `auto` has measured holds for the model and the batch size that it was measured with, and is measured anew for others.
 */
import type { EngineFailure } from '../engine/engine.ts';
import type { Trial } from '../engine/trial.ts';
import type { EngineChoice } from '../experiment/config.ts';
import type { EarlierEngine } from './protocol.ts';
import type { SessionTools, StartedEngine } from './tools.ts';

export interface Wish {
  choice: EngineChoice;
  trial: Trial;
  /** What a resumed run was on. */
  earlier?: EarlierEngine | undefined;
}

interface Kept {
  wish: Wish;
  started: Promise<StartedEngine>;
  /** Defined once it has started. */
  arrived: StartedEngine | undefined;
}

export class EngineKeeper {
  #start: SessionTools['startEngine'];
  #kept: Kept | undefined;
  #listener: ((failure: EngineFailure) => void) | undefined;
  /** Measurements that were under way when their engine was given up. */
  #quiet: Promise<unknown> | undefined;

  constructor(start: SessionTools['startEngine']) {
    this.#start = start;
  }

  /** The engine for `wish`, started or kept; its failure is told to `listener`, in place of earlier ones. */
  take(wish: Wish, listener: (failure: EngineFailure) => void): Promise<StartedEngine> {
    if (this.#kept && serves(this.#kept, wish)) {
      this.#listener = listener;
      return this.#kept.started;
    }
    this.discard();
    this.#listener = listener;
    const kept: Kept = { wish, started: this.#begin(wish), arrived: undefined };
    this.#kept = kept;
    kept.started.then(
      (arrived) => {
        kept.arrived = arrived;
        arrived.engine.onFailure((failure) => {
          if (this.#kept !== kept) return;
          const told = this.#listener;
          this.discard();
          told?.(failure);
        });
      },
      () => {
        if (this.#kept === kept) this.#kept = undefined;
      },
    );
    return kept.started;
  }

  /** No run is interested in failures any more; nor in a choice that was waiting for that run's data. */
  release(): void {
    this.#listener = undefined;
    if (this.#kept?.wish.choice === 'auto' && !this.#kept.arrived) this.discard();
  }

  discard(): void {
    const kept = this.#kept;
    this.#kept = undefined;
    this.#listener = undefined;
    if (kept && !kept.arrived) this.#quiet = kept.wish.trial.quiet();
    kept?.started.then(
      ({ engine }) => {
        try {
          engine.dispose();
        } catch {
          // A lost device cannot always be freed.
        }
      },
      () => undefined,
    );
  }

  /** TensorFlow.js has one active backend: two measurements would disturb each other. */
  #begin({ choice, trial, earlier }: Wish): Promise<StartedEngine> {
    const quiet = this.#quiet;
    this.#quiet = undefined;
    const start = (): Promise<StartedEngine> => this.#start(choice, { trial, ...(earlier && { earlier }) });
    return quiet ? quiet.then(start) : start();
  }
}

function serves({ wish, arrived }: Kept, { choice, trial, earlier }: Wish): boolean {
  if (wish.choice !== choice) return false;
  if (choice !== 'auto') return true;
  if (!arrived) return false;
  const { onlyFor, got } = arrived;
  return onlyFor === undefined || (onlyFor === trial.key && (!earlier || earlier.got === got));
}
