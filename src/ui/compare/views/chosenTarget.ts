/** The target that a view goes by: the one chosen, the one the runs were after, or one that can be told from them. */
import { targetRange } from '../../../sweep/analyse/crossings.ts';
import type { Metric, SweepData, Target } from '../../../experiment/sweep.ts';
import { metricsOf } from './sweepWords.ts';

const USUAL = { accuracy: 0.9, loss: 0.3 } as const;
const POINT = 0.005;

/** undefined where nothing is measured yet. */
export function chosenTarget(data: SweepData, chosen: Target | undefined): Target | undefined {
  const target = chosen ?? data.spec.budget.until;
  const metrics = metricsOf(data.spec);
  if (target && metrics.includes(target.metric)) return target;
  return metrics.length === 1
    ? defaultTarget(data, metrics[0])
    : (defaultTarget(data, 'accuracy') ?? defaultTarget(data, 'loss'));
}

/** 90% or a loss of 0.3 where runs came across it, else three quarters of the way that the best went. */
export function defaultTarget(data: SweepData, metric: Metric): Target | undefined {
  const range = targetRange(data, metric);
  if (!range) return undefined;
  const [low, high] = range;
  const usual = USUAL[metric];
  if (usual > low && usual < high) return { metric, value: usual };
  if (metric === 'loss') return { metric, value: Number((high - 0.75 * (high - low)).toPrecision(2)) };
  return { metric, value: Number((Math.round((low + 0.75 * (high - low)) / POINT) * POINT).toFixed(4)) };
}
