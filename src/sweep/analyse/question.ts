/** What a sweep asks: the view that answers it, and the target that it goes by. */
import { DATASETS } from '../../experiment/catalog.ts';
import type { Metric, SweepData, SweepSpec, Target } from '../../experiment/sweep.ts';
import { PRESETS, type PresetView } from '../presets.ts';
import { targetRange } from './crossings.ts';

/** A preset's own view; of a free sweep what it was made for (times, several tasks, noise, a target), else the race: more seeds change no question. */
export function viewOf({ preset, spec }: Pick<SweepData, 'preset' | 'spec'>): PresetView {
  const known = PRESETS.find(({ id }) => id === preset)?.view;
  if (spec.kind === 'speed') return 'speed';
  if (known) return known;
  if (spec.arms.length > 1) return 'target';
  if (spec.noise) return 'noise';
  if (spec.budget.until || spec.lrRule === 'tuned') return 'target';
  return 'race';
}

/** What the tasks of a sweep can be judged by: numbers are not right or wrong, so they have no accuracy. */
export const metricsOf = ({ arms }: SweepSpec): readonly Metric[] =>
  arms.every(({ dataset }) => DATASETS[dataset].kind === 'numbers') ? ['loss'] : ['accuracy', 'loss'];

/** The first that is measured, accuracy before loss; before anything is measured the first that can be. */
export function metricOf(data: SweepData): Metric {
  const metrics = metricsOf(data.spec);
  return metrics.find((metric) => targetRange(data, metric)) ?? metrics[0];
}

const USUAL: Readonly<Record<Metric, number>> = { accuracy: 0.9, loss: 0.3 };
const POINT = 0.005;
/** Of the way from the start to the best measured: most batch sizes get that far. */
const SHARE = 0.75;

/** The sweep's own target, or one that its runs can tell. */
export function targetOf(data: SweepData): Target {
  const { until } = data.spec.budget;
  return until && metricsOf(data.spec).includes(until.metric) ? until : defaultTarget(data, metricOf(data));
}

/** 90% or a loss of 0.3 where runs came across it or nothing is measured, else three quarters of the way that the best went. */
export function defaultTarget(data: SweepData, metric: Metric): Target {
  const range = targetRange(data, metric);
  const value = USUAL[metric];
  if (!range) return { metric, value };
  const [low, high] = range;
  if (metric === 'accuracy') {
    if (low < value && value <= high) return { metric, value };
    const part = low + SHARE * (high - low);
    return { metric, value: Number((Math.floor(part / POINT + 1e-9) * POINT).toFixed(4)) };
  }
  if (low <= value && value < high) return { metric, value };
  return { metric, value: Number((high - SHARE * (high - low)).toPrecision(2)) };
}
