/** What a run's curves say at one place of the x-axis. */
import type { Evaluation } from '../../experiment/run.ts';
import type { Series } from '../../state/series.ts';
import type { XAxis } from '../../state/store.ts';

export interface Reading {
  /** Training loss, smoothed. */
  training: number | undefined;
  /** Validation loss, or validation accuracy on that chart. */
  validation: number | undefined;
  /** Training accuracy, measured at the ends of epochs. */
  trainingAccuracy: number | undefined;
  /** Where the main value was measured: training loss, or validation accuracy. */
  measuredAt: number | undefined;
  /** Where the run ends, when the place lies beyond. */
  endedAt: number | undefined;
}

export function readLoss(series: Series, smoothed: Float32Array, axis: XAxis, x: number): Reading {
  const at = nearestIndex(series.columns[axis], series.length, x);
  const training = at >= 0 ? smoothed[at] : undefined;
  const validation = nearestEvaluation(series.evaluations, 'validation', axis, x);
  const last = series.length > 0 ? series.columns[axis][series.length - 1] : undefined;
  return {
    training: training !== undefined && Number.isFinite(training) ? training : undefined,
    validation: validation?.loss,
    trainingAccuracy: undefined,
    measuredAt: at >= 0 ? series.columns[axis][at] : undefined,
    endedAt: last !== undefined && x > last ? last : undefined,
  };
}

export function readAccuracy(series: Series, axis: XAxis, x: number): Reading {
  const last = series.evaluations.at(-1)?.[axis];
  const validation = nearestEvaluation(series.evaluations, 'validation', axis, x);
  return {
    training: undefined,
    validation: validation?.accuracy,
    trainingAccuracy: latestEvaluation(series.evaluations, 'training', axis, x)?.accuracy,
    measuredAt: validation?.[axis],
    endedAt: last !== undefined && x > last ? last : undefined,
  };
}

/** Index of the value nearest to `x` among the first `length`, which do not fall; -1 when there is none. */
export function nearestIndex(values: ArrayLike<number>, length: number, x: number): number {
  if (length === 0) return -1;
  let low = 0;
  let high = length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] < x) low = middle + 1;
    else high = middle;
  }
  return low > 0 && x - values[low - 1] <= values[low] - x ? low - 1 : low;
}

/** The last one at `x` or before it: nothing is said of a place that lies before the first. */
function latestEvaluation(
  evaluations: readonly Evaluation[],
  split: Evaluation['split'],
  axis: XAxis,
  x: number,
): Evaluation | undefined {
  return evaluations.findLast((e) => e.split === split && e[axis] <= x);
}

function nearestEvaluation(
  evaluations: readonly Evaluation[],
  split: Evaluation['split'],
  axis: XAxis,
  x: number,
): Evaluation | undefined {
  let nearest: Evaluation | undefined;
  for (const e of evaluations)
    if (e.split === split && (!nearest || Math.abs(e[axis] - x) < Math.abs(nearest[axis] - x))) nearest = e;
  return nearest;
}
