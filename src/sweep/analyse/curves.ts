/** What a run measured along its way, as plain columns without gaps, doubles or numbers that are not finite. */
import { smooth } from '../../science/smoothing.ts';
import type { Evaluation } from '../../experiment/run.ts';
import type { Metric, TrialRun } from '../../experiment/sweep.ts';
import type { RaceAxis, RaceSplit } from '../views.ts';

/** Ascending by update; all columns equally long. */
export interface Curve {
  update: number[];
  examples: number[];
  epoch: number[];
  value: number[];
  /** Examples that each value was measured on. */
  count: number[];
}

/** A curve of batch losses is thinned to so many points. */
const MOST_POINTS = 200;

const known = new WeakMap<TrialRun, Map<string, Curve>>();

/**
 * Training loss is that of the batches trained on, smoothed over a fifth of the examples seen and at most one epoch;
 * everything else is measured by evaluations.
 */
export function curveOf(run: TrialRun, metric: Metric, split: RaceSplit): Curve {
  const key = `${metric} ${split}`;
  const curves = known.get(run) ?? new Map<string, Curve>();
  known.set(run, curves);
  const before = curves.get(key);
  if (before) return before;
  const made = metric === 'loss' && split === 'training' ? batchLosses(run) : evaluated(run, metric, split);
  curves.set(key, made);
  return made;
}

const empty = (): Curve => ({ update: [], examples: [], epoch: [], value: [], count: [] });

function append(
  curve: Curve,
  at: { update: number; examples: number; epoch: number },
  value: number | undefined,
  count: number,
): void {
  if (value === undefined || ![at.update, at.examples, at.epoch, value].every(Number.isFinite)) return;
  curve.update.push(at.update);
  curve.examples.push(at.examples);
  curve.epoch.push(at.epoch);
  curve.value.push(value);
  curve.count.push(count);
}

/**
 * The last update is evaluated twice: on as many examples as on the way, and on all. A curve stays with the former: a
 * change of examples would look like a change of the network, and move the run across a target that it had reached.
 */
function evaluated(run: TrialRun, metric: Metric, split: RaceSplit): Curve {
  const places = new Map<number, Evaluation>();
  const first = run.series.evaluations.find((e) => e.split === split)?.count;
  for (const e of run.series.evaluations) {
    if (e.split !== split) continue;
    if (!places.has(e.update) || e.count === first) places.set(e.update, e);
  }
  const curve = empty();
  for (const e of [...places.values()].sort((a, b) => a.update - b.update))
    append(curve, e, e[metric], e.count);
  return curve;
}

function batchLosses(run: TrialRun): Curve {
  const { length, columns } = run.series;
  const curve = empty();
  if (length === 0) return curve;
  const smoothed = run.thinned
    ? columns.loss
    : smooth(columns.examples, columns.loss, length, Math.max(1, run.trainingCount));
  let next = 0;
  for (let i = 0; i < length; i++) {
    // Points even in log(update) keep the steep start.
    if (i < next && i !== length - 1) continue;
    append(
      curve,
      { update: columns.update[i], examples: columns.examples[i], epoch: columns.epoch[i] },
      smoothed[i],
      run.trial.config.batchSize,
    );
    next = Math.max(i + 1, Math.ceil((i + 1) * length ** (1 / MOST_POINTS)) - 1);
  }
  return curve;
}

/** The curve's places on an axis; `secondsPerUpdate` is used on the axis of seconds. */
export function placesOn(curve: Curve, axis: RaceAxis, secondsPerUpdate: number): readonly number[] {
  switch (axis) {
    case 'epochs':
      return curve.epoch;
    case 'updates':
      return curve.update;
    case 'examples':
      return curve.examples;
    case 'seconds':
      return curve.update.map((update) => update * secondsPerUpdate);
    default:
      return axis satisfies never;
  }
}

/** `y` at `at`, linear between neighbours; undefined outside of `x`, which ascends. */
export function valueAt(x: readonly number[], y: readonly number[], at: number): number | undefined {
  const last = x.length - 1;
  if (last < 0 || at < x[0] || at > x[last]) return undefined;
  let low = 0;
  let high = last;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (x[middle] <= at) low = middle;
    else high = middle;
  }
  if (at >= x[high]) return y[high];
  const share = (at - x[low]) / (x[high] - x[low]);
  return Number.isFinite(share) ? y[low] + share * (y[high] - y[low]) : y[low];
}
