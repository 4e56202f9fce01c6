/** Evaluations with their memory samples, and now and then an insight. None of it counts as training time. */
import type { Dataset } from '../datasets/dataset.ts';
import type { Engine, EngineRun } from '../engine/engine.ts';
import type { Position, RunId } from '../experiment/run.ts';
import type { Announcer } from './announcer.ts';
import type { Control } from './control.ts';
import { WARM_UP_MS } from './forecast.ts';
import { buffersIn, CELLS, FEW_CELLS, insightOf, insightSize } from './looks.ts';
import type { Outbox } from './outbox.ts';
import type { SessionTools } from './tools.ts';

/** Most validation examples looked at between the epochs' ends. */
export const MAX_EVALUATED = 2000;
const INSIGHT_MS = 500;
/** Insights may cost about a tenth of the time. */
const COST_FACTOR = 10;
/** An insight that takes longer has fewer cells. */
const LONG_INSIGHT_MS = 100;
/** A GPU's time for few examples is mostly overhead: scaled up it says too much by about this. */
const OVERHEAD = 4;

type Split = 'training' | 'validation';

/** A score that is no number. */
export interface BadScore {
  split: Split;
  loss: number;
}

export interface JudgeParts {
  runId: RunId;
  engine: Engine;
  run: EngineRun;
  data: Dataset;
  outbox: Outbox;
  announcer: Announcer;
  control: Control;
  tools: SessionTools;
  /** Time of one example at most, before the first evaluation tells. */
  exampleMs: number;
}

export class Judge {
  #parts: JudgeParts;
  #exampleMs: number;
  #insightDue = -Infinity;
  /** Milliseconds that an insight of so many predictions took last. */
  #insightMs = new Map<number, number>();
  /** What was done before; a GPU compiles shaders for everything new. */
  #done = new Set<string>();

  constructor(parts: JudgeParts) {
    this.#parts = parts;
    this.#exampleMs = parts.exampleMs;
  }

  /**
   * Scores the validation examples, at an epoch's end all of them and as many training examples, so that the two
   * compare; else as many as the engine can do quickly. Returns the score that is no number, if one is.
   */
  async evaluate(position: Position, epochEnd: boolean): Promise<BadScore | undefined> {
    const { data, engine, run, outbox } = this.#parts;
    const all = data.validation.count;
    const jobs: [Split, number][] = epochEnd
      ? [
          ['validation', all],
          ['training', Math.min(all, data.training.count)],
        ]
      : [['validation', Math.min(all, engine.evaluationExamples, MAX_EVALUATED)]];
    for (const [split, count] of jobs) {
      const bad = await this.#score(position, split, count);
      if (bad) return bad;
    }
    const { atRestBytes, peakBytes } = run.memory();
    outbox.remembered({ ...position, atRestBytes, peakBytes });
    outbox.pump();
    return undefined;
  }

  /** Sends an insight when the last one is long enough ago for what it cost, or when `asked`. */
  async insight(asked: boolean, position: Position): Promise<void> {
    const { data, run, outbox, announcer, control, tools, runId } = this.#parts;
    if (!asked && tools.now() < this.#insightDue) return;
    const cells = this.#cells();
    const size = insightSize(data, cells);
    const warmUpMs = this.#warmUpMs(`predict ${size}`);
    announcer.before('evaluating', this.#insightTime(size) + warmUpMs, position);
    const from = tools.now();
    const insight = await control.guard(
      insightOf(data, (inputs, count) => run.predict(inputs, count), cells),
    );
    const ms = tools.now() - from;
    if (warmUpMs === 0) this.#insightMs.set(size, ms);
    this.#insightDue = tools.now() + Math.max(INSIGHT_MS, COST_FACTOR * ms);
    if (insight) outbox.send({ type: 'insight', runId, insight }, buffersIn(insight));
  }

  /** Many cells, unless they take too long as far as is known. */
  #cells(): number {
    const { data, engine } = this.#parts;
    const size = insightSize(data, CELLS);
    const estimate = this.#insightTime(size);
    const measured = this.#insightMs.has(size) || engine.info.name === 'cpu';
    return estimate > LONG_INSIGHT_MS * (measured ? 1 : OVERHEAD) ? FEW_CELLS : CELLS;
  }

  /** Milliseconds of so many predictions: as the same took, else as fewer did, else as evaluations did. */
  #insightTime(size: number): number {
    const before = this.#insightMs.get(size);
    if (before !== undefined) return before;
    const [other] = this.#insightMs;
    const exampleMs = other ? other[1] / other[0] : this.#exampleMs;
    return size * exampleMs;
  }

  #warmUpMs(what: string): number {
    if (this.#parts.engine.info.name === 'cpu' || this.#done.has(what)) return 0;
    this.#done.add(what);
    return WARM_UP_MS;
  }

  async #score(position: Position, split: Split, count: number): Promise<BadScore | undefined> {
    const { announcer, run, outbox, control, tools } = this.#parts;
    const warmUpMs = this.#warmUpMs(`${split} ${count}`);
    announcer.before('evaluating', this.#exampleMs * count + warmUpMs, position);
    const from = tools.now();
    const { loss, accuracy } = await control.guard(run.evaluate(split, count));
    this.#exampleMs = (tools.now() - from) / count;
    await control.guard(tools.yieldToEvents());
    if (!Number.isFinite(loss)) return { split, loss };
    outbox.evaluated({ ...position, split, loss, accuracy, count });
    return undefined;
  }
}
