/** What one run asks of the axes. */
import type { Series } from '../../state/series.ts';
import type { XAxis } from '../../state/store.ts';
import type { ChartRun } from './chartRun.ts';
import type { Reach } from './plotDomain.ts';

/** Highest validation accuracy so far; none before the first evaluation, or without classes. */
export function bestAccuracy({ series }: { series: Series }): number[] {
  let best = -1;
  for (const e of series.evaluations) if (e.split === 'validation') best = Math.max(best, e.accuracy ?? -1);
  return best >= 0 ? [best] : [];
}

export function reachOf(run: ChartRun, { length, columns, evaluations }: Series, axis: XAxis): Reach {
  const xs = columns[axis];
  const evaluated = evaluations.find((e) => e[axis] > 0)?.[axis];
  let first = evaluated;
  for (let i = 0; i < length; i++)
    if (xs[i] > 0) {
      first = Math.min(xs[i], evaluated ?? Infinity);
      break;
    }
  const last = Math.max(length > 0 ? xs[length - 1] : 0, evaluations.at(-1)?.[axis] ?? 0);
  return { first, last: last > 0 ? last : undefined, planned: run.planned?.[axis], live: run.live };
}
