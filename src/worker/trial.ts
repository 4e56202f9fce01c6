/**
 * One training of a sweep, without a page: the same seeds, weights and order as a run of the Train page, so the same
 * losses, update by update. It ends at its number of updates, at its target, or where the loss is no number.
 */
import type { Evaluation, MemorySample, Position, RunError } from '../experiment/run.ts';
import type { GradientSample, Looks, NoiseSample, Trial, TrialRun } from '../experiment/sweep.ts';
import { predictedUpdateMs } from '../engine/predict.ts';
import { accumulationNotes } from './accumulation.ts';
import { withoutGap } from './clock.ts';
import { Columns } from './columns.ts';
import { Course } from './course.ts';
import { Diverged, runError } from './faults.ts';
import { freshDraws } from './freshDraws.ts';
import { createNoiseProbe, type NoiseProbe } from './noiseProbe.ts';
import { createPace } from './pace.ts';
import { examplesOnTheWay, lookAt, nextLook, reaches, splitsAt, type Moment } from './trialLooks.ts';
import type { Seat, TrialTools } from './trialTools.ts';

/** Points of a trial's curve, at most. */
const MOST_POINTS = 2000;
/** Messages are looked at this often. */
const YIELD_MS = 50;
const TELL_MS = 100;

export interface TrialProgress {
  share: number;
  /** What was measured since the last progress. */
  looks: Looks;
}

export interface TrialOptions {
  /** Aborting rejects within about a tenth of a second, or after the update under way. */
  signal?: AbortSignal;
  /** At most ten times a second. */
  on?(progress: TrialProgress): void;
  /** A promise while the trial is to rest. */
  hold?(): Promise<void> | undefined;
}

/** Trains `trial` to its end. Rejects when it could not be trained; a divergence is a result. */
export async function runTrial(
  trial: Trial,
  tools: TrialTools,
  options: TrialOptions = {},
): Promise<TrialRun> {
  const { signal = new AbortController().signal } = options;
  const startedAt = tools.date();
  const seat = await tools.seat(trial, signal);
  const course = new TrialCourse(trial, seat, tools, { ...options, signal });
  let error: RunError | undefined;
  try {
    await course.complete();
  } catch (reason) {
    if (!(reason instanceof Diverged)) throw reason;
    error = runError(reason);
  } finally {
    course.end();
  }
  const { training, validation } = seat.data;
  return {
    trial,
    status: error ? 'failed' : 'finished',
    error,
    engine: seat.report,
    trainingCount: training.count,
    validationCount: validation.count,
    ...course.recorded(),
    startedAt,
  };
}

class TrialCourse {
  #trial: Trial;
  #seat: Seat;
  #tools: TrialTools;
  #options: TrialOptions & { signal: AbortSignal };
  #course: Course;
  #columns: Columns;
  #few: number;
  #evaluations: Evaluation[] = [];
  #memory: MemorySample[] = [];
  #noise: NoiseSample[] = [];
  #gradients: GradientSample[] = [];
  #notes: string[];
  #probe: NoiseProbe | undefined;
  #seconds = 0;
  #reached = false;
  #told = { evaluations: 0, noise: 0, gradients: 0 };
  #toldAt = -Infinity;
  #yieldedAt: number;

  constructor(trial: Trial, seat: Seat, tools: TrialTools, options: TrialOptions & { signal: AbortSignal }) {
    const { config, updates, noise } = trial;
    const { count } = seat.data.training;
    const batchSize = trial.role === 'tuning' ? Math.min(config.batchSize, count) : config.batchSize;
    if (batchSize > count)
      throw new RangeError(`batch size ${batchSize} is more than the ${count} training examples`);
    this.#trial = trial;
    this.#seat = seat;
    this.#tools = tools;
    this.#options = options;
    const { seed, epochs, remainder } = config;
    this.#course = new Course({ seed, epochs, remainder, count, batchSize });
    this.#columns = new Columns(Math.max(1, Math.ceil(updates / MOST_POINTS)));
    this.#few = examplesOnTheWay(seat.data, seat.engine);
    this.#notes = [...seat.notes, ...accumulationNotes(seat.model, { ...config, batchSize })];
    if (noise) this.#probe = createNoiseProbe({ seat, config, breathe: () => this.#breathe() });
    this.#yieldedAt = tools.now();
  }

  get #position(): Position {
    return { ...this.#course.place, seconds: this.#seconds };
  }

  async complete(): Promise<void> {
    const course = this.#course;
    const { updates, config } = this.#trial;
    const { run, model, engine } = this.#seat;
    const pace = createPace(
      predictedUpdateMs(model, course.batchSize, engine.info.name, engine.info.software),
    );
    const draw = freshDraws(this.#seat.data, run, config.seed);
    await this.#look('between');
    await this.#gradientsAt();
    draw(0);
    while (course.place.update < updates && !course.done && !this.#reached) {
      await this.#breathe();
      const due = nextLook(course.place.examples);
      const wanted = Math.min(pace.chunk(), updates - course.place.update);
      const count = Math.min(wanted, course.updatesUntil(due));
      this.#tools.expect?.('training', count * pace.updateMs());
      const from = this.#tools.now();
      run.update(course.next(count), course.batchSize, config.learningRate);
      const losses = await run.losses();
      const known = pace.measuredMs();
      const ms = withoutGap(this.#tools.now() - from, known && known * count);
      pace.record(count, ms);
      this.#record(losses, ms);
      const ended = course.updatesLeft === 0;
      const last = course.place.update >= updates;
      if (!last && (ended || course.place.examples >= due)) await this.#look(ended ? 'epoch end' : 'between');
      if (ended && !last) {
        course.endEpoch();
        draw(course.epochsDone);
      }
      this.#tell(false);
    }
    await this.#look('last');
    await this.#gradientsAt();
    this.#tell(true);
  }

  recorded(): Pick<TrialRun, 'series' | 'noise' | 'gradients' | 'notes'> {
    this.#columns.close();
    const columns = this.#columns.take();
    const { length } = columns.update;
    const evaluations = this.#evaluations;
    return {
      series: { length, columns, evaluations, memory: this.#memory, retunes: [] },
      noise: this.#noise,
      gradients: this.#gradients,
      notes: this.#notes,
    };
  }

  end(): void {
    this.#probe?.dispose();
  }

  #record(losses: Float32Array, ms: number): void {
    const course = this.#course;
    const bad = losses.findIndex((loss) => !Number.isFinite(loss));
    const done = bad < 0 ? losses.length : bad + 1;
    let { examples } = course.place;
    for (let i = 0; i < done; i++) {
      if (i === bad) this.#columns.close();
      const place = course.placeAfter(i + 1);
      const seconds = this.#seconds + (ms * (i + 1)) / losses.length / 1000;
      this.#columns.add(place, seconds, losses[i], place.examples - examples);
      ({ examples } = place);
    }
    course.advance(done);
    this.#seconds += (ms * done) / losses.length / 1000;
    if (bad >= 0) throw this.#diverged('training loss', losses[bad]);
  }

  async #look(moment: Moment): Promise<void> {
    const { run, data } = this.#seat;
    const position = this.#position;
    const { until } = this.#trial;
    for (const [split, count] of splitsAt(moment, this.#trial, data, this.#few)) {
      if (moment === 'last' && this.#sawBefore(split, count)) continue;
      const look = await lookAt(run, position, split, count);
      if (!Number.isFinite(look.loss)) throw this.#diverged(`${split} loss`, look.loss);
      this.#evaluations.push(look);
      if (until && split === 'validation' && reaches(look, until)) this.#reached = true;
      await this.#breathe();
    }
    if (moment === 'last') {
      const { atRestBytes, peakBytes } = run.memory();
      this.#memory.push({ ...position, atRestBytes, peakBytes });
    }
    if (this.#probe) {
      this.#noise.push(await this.#probe.sample(position));
      await this.#breathe();
    }
    this.#tell(false);
  }

  /** A target that was reached on the way ends the run at a look that is made already. */
  #sawBefore(split: Evaluation['split'], count: number): boolean {
    const { update } = this.#course.place;
    return this.#evaluations.some((e) => e.update === update && e.split === split && e.count === count);
  }

  async #gradientsAt(): Promise<void> {
    if (!this.#probe) return;
    this.#gradients.push(...(await this.#probe.gradients(this.#position)));
  }

  /** Lets messages in, rests while asked to, and ends when aborted. */
  async #breathe(): Promise<void> {
    const { signal, hold } = this.#options;
    if (this.#tools.now() - this.#yieldedAt >= YIELD_MS) {
      await this.#tools.yieldToEvents();
      for (let rest = hold?.(); rest && !signal.aborted; rest = hold?.()) await rest;
      this.#yieldedAt = this.#tools.now();
    }
    signal.throwIfAborted();
  }

  #tell(last: boolean): void {
    const { on } = this.#options;
    if (!on) return;
    const now = this.#tools.now();
    if (!last && now - this.#toldAt < TELL_MS) return;
    const looks: Looks = {
      evaluations: this.#evaluations.slice(this.#told.evaluations),
      noise: this.#noise.slice(this.#told.noise),
      gradients: this.#gradients.slice(this.#told.gradients),
    };
    on({ share: this.#course.place.update / this.#trial.updates, looks });
    this.#told = {
      evaluations: this.#evaluations.length,
      noise: this.#noise.length,
      gradients: this.#gradients.length,
    };
    this.#toldAt = now;
  }

  #diverged(what: string, value: number): Diverged {
    const { batchSize } = this.#course;
    return new Diverged(what, value, this.#position, batchSize, this.#trial.config.learningRate);
  }
}
