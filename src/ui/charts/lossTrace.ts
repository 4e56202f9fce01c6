/** The loss curves of one run as a chart draws them: gathered by pixel column, taken further with every new point. */
import type { Series } from '../../state/series.ts';
import type { XAxis } from '../../state/store.ts';
import { createColumnCache, type ColumnCache } from './columnCache.ts';
import type { LossExtent } from './plotDomain.ts';
import type { Scale } from './scale.ts';
import { createSmoothTrack, type SmoothTrack } from './smoothTrack.ts';

export interface LossTrace {
  readonly smooth: SmoothTrack;
  /** Training loss of each update, by pixel column; values are losses. */
  readonly raw: ColumnCache;
  readonly smoothed: ColumnCache;
  /** Takes in new points and says what the loss axis must show; undefined without any. */
  extent(series: Series, windowExamples: number): LossExtent | undefined;
  /** Gathers by the columns of this x-axis; after `extent`. */
  gather(series: Series, axis: XAxis, x: Scale): void;
}

export function createLossTrace(): LossTrace {
  const smooth = createSmoothTrack();
  let raw = createColumnCache(0);
  let smoothed = createColumnCache(0);
  let gathered = 0;
  let view = '';
  let seen = 0;
  let range = emptyRange();
  let seenEvaluations = 0;

  return {
    smooth,
    get raw() {
      return raw;
    },
    get smoothed() {
      return smoothed;
    },
    extent(series, windowExamples) {
      const anew = smooth.sync(series, windowExamples);
      if (anew || seenEvaluations > series.evaluations.length) {
        seen = 0;
        seenEvaluations = 0;
        range = emptyRange();
      }
      if (anew) view = '';
      const { loss, lossMax } = series.columns;
      for (; seen < smooth.length; seen++) {
        if (seen < 5 && Number.isFinite(loss[seen])) {
          range.firstSum += loss[seen];
          range.firstCount++;
        }
        see(range, lossMax[seen], false);
        see(range, smooth.values[seen], true);
      }
      for (; seenEvaluations < series.evaluations.length; seenEvaluations++) {
        const evaluation = series.evaluations[seenEvaluations];
        if (evaluation.split !== 'validation') continue;
        if (evaluation.update === 0) range.untrained = evaluation.loss;
        see(range, evaluation.loss, true);
      }
      const { untrained, firstSum, firstCount, greatest, greatestSmooth, least } = range;
      const initial = untrained ?? firstSum / firstCount;
      if (!Number.isFinite(initial)) return undefined;
      const latest = smooth.length > 0 ? smooth.values[smooth.length - 1] : initial;
      return {
        initial,
        greatest,
        greatestSmooth,
        least,
        latest: Number.isFinite(latest) ? latest : Infinity,
      };
    },
    gather(series, axis, x) {
      const size = Math.max(0, Math.ceil(x.to - x.from));
      const wanted = `${axis} ${x.min} ${x.max} ${x.log} ${size}`;
      if (wanted !== view || gathered > smooth.length) {
        view = wanted;
        gathered = 0;
        raw = createColumnCache(size);
        smoothed = createColumnCache(size);
      }
      const xs = series.columns[axis];
      const { loss, lossMin, lossMax } = series.columns;
      const values = smooth.values;
      for (; gathered < smooth.length; gathered++) {
        const at = x.at(xs[gathered]) - x.from;
        raw.add(at, loss[gathered], lossMin[gathered], lossMax[gathered]);
        smoothed.add(at, values[gathered], values[gathered], values[gathered]);
      }
    },
  };
}

interface Range {
  /** Validation loss before the first update. */
  untrained: number | undefined;
  firstSum: number;
  firstCount: number;
  greatest: number;
  greatestSmooth: number;
  least: number;
}

const emptyRange = (): Range => ({
  untrained: undefined,
  firstSum: 0,
  firstCount: 0,
  greatest: -Infinity,
  greatestSmooth: -Infinity,
  least: Infinity,
});

function see(range: Range, value: number, smooth: boolean): void {
  if (value - value !== 0) return;
  if (value > range.greatest) range.greatest = value;
  if (!smooth) return;
  if (value > range.greatestSmooth) range.greatestSmooth = value;
  if (value > 0 && value < range.least) range.least = value;
}
