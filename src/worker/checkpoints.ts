/** When a run saves what it needs to go on elsewhere, and what that is. */
import type { EngineRun, EngineState } from '../engine/engine.ts';
import type { Position, RunId } from '../experiment/run.ts';
import type { Control } from './control.ts';
import type { Course } from './course.ts';
import type { Outbox } from './outbox.ts';
import type { Checkpoint, EarlierEngine } from './protocol.ts';
import type { SessionTools } from './tools.ts';

const EVERY_MS = 2000;
/** A checkpoint may cost a twentieth of the time. */
const COST_FACTOR = 20;

export interface CheckpointParts {
  runId: RunId;
  run: EngineRun;
  engine: EarlierEngine;
  outbox: Outbox;
  control: Control;
  tools: SessionTools;
}

export class Checkpoints {
  #runId: RunId;
  #run: EngineRun;
  #outbox: Outbox;
  #control: Control;
  #tools: SessionTools;
  #engine: EarlierEngine;
  #due = -Infinity;

  constructor({ runId, run, engine, outbox, control, tools }: CheckpointParts) {
    this.#runId = runId;
    this.#run = run;
    this.#engine = engine;
    this.#outbox = outbox;
    this.#control = control;
    this.#tools = tools;
  }

  get due(): boolean {
    return this.#tools.now() >= this.#due;
  }

  /** Sends the run's state; one that no run could go on from is left out, so that the page keeps the one before. */
  async make(position: Position, course: Course, learningRate: number): Promise<void> {
    const { now, yieldToEvents } = this.#tools;
    const from = now();
    const { epochsDone, visited, batchSize } = course;
    const state = await this.#control.guard(this.#run.state());
    const cost = now() - from;
    this.#due = now() + Math.max(EVERY_MS, COST_FACTOR * cost);
    await this.#control.guard(yieldToEvents());
    if (!isSound(state)) return;
    const { tensors, slots, startShare } = state;
    const checkpoint: Checkpoint = {
      position: { ...position },
      epochsDone,
      visited,
      tensors,
      slots,
      startShare,
      batchSize,
      learningRate,
      engine: this.#engine,
    };
    this.#outbox.send(
      { type: 'checkpoint', runId: this.#runId, checkpoint },
      [...tensors, ...slots].map((values) => values.buffer),
    );
  }
}

/** Every number finite, and not all zero as what is read from a lost device. */
function isSound({ tensors, slots }: EngineState): boolean {
  return (
    [...tensors, ...slots].every((values) => values.every(Number.isFinite)) &&
    tensors.some((values) => values.some((x) => x !== 0))
  );
}
