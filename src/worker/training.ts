/**
 * The loop of one run: chunks of whole updates, a look at the messages between two of them, evaluations where they are
 * due. A chunk ends where an evaluation is due, where the epoch ends, and where the run is to pause.
 */
import { nextEvaluation } from '../science/schedule.ts';
import type { EngineRun } from '../engine/engine.ts';
import type { Position, RunId } from '../experiment/run.ts';
import type { Announcer } from './announcer.ts';
import type { Checkpoints } from './checkpoints.ts';
import { withoutGap } from './clock.ts';
import { groupSize, type Columns } from './columns.ts';
import type { Control } from './control.ts';
import type { Course } from './course.ts';
import { Diverged } from './faults.ts';
import { WARM_UP_MS } from './forecast.ts';
import type { Judge } from './judge.ts';
import type { Outbox, Pulse } from './outbox.ts';
import { createPace, type Pace } from './pace.ts';
import { differenceOf } from './retune.ts';
import type { SessionTools } from './tools.ts';

/** A told time of an update is put right when it is wrong by more than this factor. */
const TOLD_RATIO = 1.5;

export interface TrainingParts {
  runId: RunId;
  run: EngineRun;
  course: Course;
  columns: Columns;
  outbox: Outbox;
  announcer: Announcer;
  judge: Judge;
  checkpoints: Checkpoints;
  control: Control;
  tools: SessionTools;
  learningRate: number;
  seconds: number;
  updateMs: number;
  /** `updateMs` was measured. */
  measured: boolean;
  /** What the shortest update takes by prediction. */
  leastMs: number;
  trainingCount: number;
  /** Gives the run the examples of an epoch, before its first update; see freshDraws.ts. */
  draw(epoch: number): void;
  /** Not resumed: a checkpoint is always made after the evaluations at its update. */
  fresh: boolean;
}

export class Training {
  #parts: TrainingParts;
  #learningRate: number;
  #seconds: number;
  #pace: Pace;
  #gaps = 0;
  /** The time of an update that the page was told last. */
  #told: { updateMs: number; measured: boolean };
  /** Sizes of batches that an update was made with: a GPU compiles shaders for a new one. */
  #sizes = new Set<number>();

  constructor(parts: TrainingParts) {
    this.#parts = parts;
    this.#learningRate = parts.learningRate;
    this.#seconds = parts.seconds;
    this.#pace = createPace(parts.updateMs);
    this.#told = parts;
  }

  get position(): Position {
    return { ...this.#parts.course.place, seconds: this.#seconds };
  }

  get batchSize(): number {
    return this.#parts.course.batchSize;
  }

  get pulse(): Pulse {
    const updateMs = this.#pace.measuredMs();
    if (updateMs === undefined) return { position: this.position, updateMs: 0, examplesPerSecond: 0 };
    const examplesPerSecond = (1000 * this.#parts.course.batchSize) / updateMs;
    return { position: this.position, updateMs, examplesPerSecond };
  }

  /** Trains to the end. */
  async complete(): Promise<void> {
    const { course, control, checkpoints, judge, tools } = this.#parts;
    if (this.#parts.fresh) await this.#evaluate(false);
    await judge.insight(true, this.position);
    await this.#checkpoint();
    if (!course.done) this.#parts.draw(course.epochsDone);
    while (!course.done) {
      await control.guard(tools.yieldToEvents());
      this.#applyChange();
      if (control.pauseAsked) await this.#rest();
      if (course.updatesLeft > 0) await this.#chunk();
      if (course.updatesLeft === 0) await this.#endEpoch();
      if (checkpoints.due && !course.done) await this.#checkpoint();
      if (control.until === 'update') control.pause();
    }
    await judge.insight(true, this.position);
  }

  async #chunk(): Promise<void> {
    const { course, columns, control, announcer, outbox, run, tools } = this.#parts;
    const due = nextEvaluation(course.place.examples);
    const wanted = control.until === 'update' ? 1 : this.#pace.chunk();
    const updates = Math.min(wanted, course.updatesUntil(due));
    const known = this.#pace.measuredMs();
    const expectedMs = updates * this.#pace.updateMs();
    const indices = course.next(updates);
    const warmUpMs = this.#newSizes(indices.length) || known === undefined ? WARM_UP_MS : 0;
    announcer.before('training', expectedMs + warmUpMs, this.position);

    const from = tools.now();
    run.update(indices, course.batchSize, this.#learningRate);
    const losses = await control.guard(run.losses());
    const measuredMs = tools.now() - from;
    if (losses.length !== updates)
      throw new Error(`the engine returned ${losses.length} losses for ${updates} updates`);

    const ms = this.#count(measuredMs, known === undefined ? undefined : expectedMs, updates, indices.length);
    const bad = losses.findIndex((loss) => !Number.isFinite(loss));
    const done = bad < 0 ? updates : bad + 1;
    let examples = course.place.examples;
    for (let i = 0; i < done; i++) {
      // A bad loss stands alone, so that it spoils no group's mean.
      if (i === bad) columns.close();
      const place = course.placeAfter(i + 1);
      columns.add(
        place,
        this.#seconds + (ms * (i + 1)) / updates / 1000,
        losses[i],
        place.examples - examples,
      );
      examples = place.examples;
    }
    course.advance(done);
    this.#seconds += (ms * done) / updates / 1000;
    if (bad >= 0) throw this.#diverged('training loss', losses[bad]);
    this.#tellPace();
    outbox.pump();
    if (course.updatesLeft > 0 && course.place.examples >= due) {
      await this.#evaluate(false);
      await this.#parts.judge.insight(false, this.position);
    }
  }

  /** Whether a chunk over so many examples has a batch of a size that was not there before; from now on it was. */
  #newSizes(examples: number): boolean {
    const { batchSize } = this.#parts.course;
    const before = this.#sizes.size;
    if (examples >= batchSize) this.#sizes.add(batchSize);
    if (examples % batchSize > 0) this.#sizes.add(examples % batchSize);
    return this.#sizes.size > before;
  }

  /** Says how long an update takes once it was measured, and again when that turns out quite different. */
  #tellPace(): void {
    const { outbox, runId, course } = this.#parts;
    const updateMs = this.#pace.measuredMs();
    if (updateMs === undefined) return;
    const { updateMs: told, measured } = this.#told;
    const ratio = updateMs / told;
    if (measured && ratio < TOLD_RATIO && ratio > 1 / TOLD_RATIO) return;
    this.#told = { updateMs, measured: true };
    outbox.send({ type: 'pace', runId, updateMs, batchSize: course.batchSize, measured: true });
  }

  /** Milliseconds that count. A second gap in a row is none: the machine has become slow. */
  #count(measuredMs: number, expectedMs: number | undefined, updates: number, examples: number): number {
    let ms = withoutGap(measuredMs, expectedMs);
    this.#gaps = ms === measuredMs ? 0 : this.#gaps + 1;
    if (this.#gaps > 1) ms = measuredMs;
    const lonelyRest = updates === 1 && examples < this.#parts.course.batchSize && expectedMs !== undefined;
    if (ms === measuredMs && !lonelyRest) this.#pace.record(updates, ms);
    return ms;
  }

  async #endEpoch(): Promise<void> {
    const { course, control, judge } = this.#parts;
    await this.#evaluate(true);
    course.endEpoch();
    if (!course.done) this.#parts.draw(course.epochsDone);
    if (!course.done) await judge.insight(false, this.position);
    if (control.until === 'epoch') control.pause();
  }

  async #evaluate(epochEnd: boolean): Promise<void> {
    const bad = await this.#parts.judge.evaluate(this.position, epochEnd);
    if (bad) throw this.#diverged(`${bad.split} loss`, bad.loss);
  }

  #checkpoint(): Promise<void> {
    return this.#parts.checkpoints.make(this.position, this.#parts.course, this.#learningRate);
  }

  async #rest(): Promise<void> {
    const { judge, control, outbox, announcer, runId } = this.#parts;
    await judge.insight(true, this.position);
    await this.#checkpoint();
    if (control.pauseAsked) {
      const { position } = this;
      outbox.send({ type: 'phase', runId, phase: { name: 'paused' }, expectedMs: 0, position });
      outbox.send({ type: 'paused', runId, position });
      outbox.hurry();
    }
    while (control.pauseAsked) {
      await control.rest();
      if (this.#applyChange()) outbox.hurry();
    }
    announcer.forget();
  }

  /** Puts asked-for changes into effect; one that cannot be is left out. */
  #applyChange(): boolean {
    const { control, course, columns, outbox, runId, trainingCount, leastMs } = this.#parts;
    const change = control.takeChange();
    if (!change) return false;
    const { batchSize: from } = course;
    const now = { batchSize: from, learningRate: this.#learningRate };
    const difference = differenceOf(change, now, trainingCount);
    if (!difference) return false;
    outbox.send({ type: 'retuned', runId, retune: { ...this.position, ...difference } });
    if (difference.learningRate) this.#learningRate = difference.learningRate.to;
    if (difference.batchSize) {
      const { to } = difference.batchSize;
      const nowMs = this.#pace.updateMs();
      const updateMs = Math.max((nowMs * to) / from, Math.min(nowMs, leastMs));
      course.retune(to);
      columns.group = groupSize(course.updatesPlanned, columns.made);
      this.#pace = createPace(updateMs);
      this.#gaps = 0;
      this.#told = { updateMs, measured: false };
      outbox.send({ type: 'pace', runId, updateMs, batchSize: to, measured: false });
    }
    return true;
  }

  #diverged(what: string, value: number): Diverged {
    return new Diverged(what, value, this.position, this.#parts.course.batchSize, this.#learningRate);
  }
}
