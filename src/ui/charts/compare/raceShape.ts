/** A race in numbers: what its axes cover and what a curve says at a place. */
import type { Metric } from '../../../experiment/sweep.ts';
import type { RaceCurve } from '../../../sweep/views.ts';
import { shrinkTo } from '../domain.ts';
import { accuracyDomain, lossDomain } from '../plotDomain.ts';
import type { Domain } from '../scale.ts';

const finite = (values: readonly number[]) => values.filter(Number.isFinite);

export function raceX(curves: readonly RaceCurve[], log: boolean): Domain {
  const max = Math.max(0, ...curves.map((c) => c.x.at(-1) ?? 0));
  if (!(max > 0)) return { min: log ? 0.1 : 0, max: 1, log };
  if (!log) return { min: 0, max, log };
  const first = Math.min(...curves.flatMap((c) => c.x.find((x) => x > 0) ?? []));
  return { min: Math.min(first, max / 2), max, log };
}

export function raceY(curves: readonly RaceCurve[], metric: Metric, log: boolean): Domain {
  const seen = curves.filter((c) => c.median.some(Number.isFinite));
  if (metric === 'accuracy') return accuracyY(seen, log);
  return lossDomain(
    seen.map(({ median, low, high }) => {
      const [middle, least] = [finite(median), finite(low).filter((v) => v > 0)];
      return {
        initial: middle[0],
        greatest: Math.max(...finite(high)),
        latest: middle[middle.length - 1],
        greatestSmooth: Math.max(...middle),
        least: least.length > 0 ? Math.min(...least) : 0.01,
      };
    }),
    log,
  );
}

function accuracyY(curves: readonly RaceCurve[], log: boolean): Domain {
  if (!log) {
    const best = curves.map((c) => Math.max(...finite(c.median)));
    return { ...accuracyDomain([...best, ...met(curves)]), max: top(best) };
  }
  const least = finite(curves.flatMap((c) => c.low)).filter((v) => v > 0);
  return { min: least.length > 0 ? shrinkTo(Math.min(...least)) : 0.1, max: 1, log };
}

/** What each has where the shortest ends: there they are compared, so it must be in the picture. */
function met(curves: readonly RaceCurve[]): number[] {
  const end = Math.min(...curves.map(({ x }) => x.at(-1) ?? 0));
  return finite(curves.map(({ x, median }) => readAt(x, median, end) ?? NaN));
}

/** Where no run comes near to 100%, the axis ends earlier. */
function top(best: readonly number[]): number {
  const most = Math.max(0, ...best);
  return [0.25, 0.5, 0.75].find((limit) => most > 0 && most <= 0.9 * limit) ?? 1;
}

/** Value at `x` between two points; the first before, the last after all of them; undefined for an empty curve. */
export function readAt(xs: readonly number[], ys: readonly number[], x: number): number | undefined {
  if (xs.length === 0) return undefined;
  let [low, high] = [0, xs.length - 1];
  if (x <= xs[0]) return ys[0];
  if (x >= xs[high]) return ys[high];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (xs[middle] <= x) low = middle;
    else high = middle;
  }
  const span = xs[high] - xs[low];
  return span > 0 ? ys[low] + ((ys[high] - ys[low]) * (x - xs[low])) / span : ys[high];
}
