/** The last checkpoint of each of the runs that the page keeps and that can go on. */
import type { RunId } from '../../experiment/run.ts';
import type { Checkpoint } from '../protocol.ts';

const KEPT_RUNS = 6;

export class CheckpointShelf {
  #kept = new Map<RunId, Checkpoint>();
  /** The run under way; checkpoints of others, and of one that was forgotten, come too late. */
  #open: RunId | undefined;

  /** The run begins, or goes on. */
  open(runId: RunId): void {
    this.#open = runId;
  }

  put(runId: RunId, checkpoint: Checkpoint): void {
    if (runId !== this.#open) return;
    this.#kept.delete(runId);
    this.#kept.set(runId, checkpoint);
    const [oldest] = this.#kept.keys();
    if (oldest !== undefined && this.#kept.size > KEPT_RUNS) this.#kept.delete(oldest);
  }

  get(runId: RunId): Checkpoint | undefined {
    return this.#kept.get(runId);
  }

  forget(runId: RunId): void {
    if (runId === this.#open) this.#open = undefined;
    this.#kept.delete(runId);
  }
}
