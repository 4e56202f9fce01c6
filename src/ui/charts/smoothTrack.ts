/** The smoothed training loss of one run, kept up with the series point by point. */
import { createSmoother, type Smoother } from '../../science/smoothing.ts';
import type { Series } from '../../state/series.ts';

export interface SmoothTrack {
  /** At least as long as the points seen. */
  readonly values: Float32Array;
  /** Points seen. */
  readonly length: number;
  /** Takes in what is new; true when what was there before no longer holds. */
  sync(series: Series, windowExamples: number): boolean;
}

export function createSmoothTrack(): SmoothTrack {
  let values = new Float32Array(1024);
  let length = 0;
  let window = NaN;
  let smoother: Smoother | undefined;
  /** Of the last point seen: tells whether the series was cut and went on otherwise. */
  let mark = { update: 0, loss: 0, seconds: 0 };

  return {
    get values() {
      return values;
    },
    get length() {
      return length;
    },
    sync(series, windowExamples) {
      const { examples, update, loss, seconds } = series.columns;
      const at = length - 1;
      const held =
        window === windowExamples &&
        length <= series.length &&
        (length === 0 ||
          (update[at] === mark.update && Object.is(loss[at], mark.loss) && seconds[at] === mark.seconds));
      if (!held || !smoother) {
        window = windowExamples;
        smoother = createSmoother(windowExamples);
        length = 0;
      }
      if (series.length > values.length) {
        const larger = new Float32Array(Math.max(series.length, 2 * values.length));
        larger.set(values.subarray(0, length));
        values = larger;
      }
      for (; length < series.length; length++) values[length] = smoother.push(examples[length], loss[length]);
      const end = length - 1;
      if (end >= 0) mark = { update: update[end], loss: loss[end], seconds: seconds[end] };
      return !held;
    },
  };
}

/**
 * The window of all runs on a chart: a tenth of the largest training set among them, so that every curve is smoothed over
 * the same stretch of training. Undefined until a run has a point.
 */
export function commonWindow(all: readonly (Series | undefined)[]): number | undefined {
  let largest = 0;
  for (const series of all) {
    if (!series || series.length === 0) continue;
    const examples = series.columns.examples[0] / series.columns.epoch[0];
    if (Number.isFinite(examples)) largest = Math.max(largest, Math.round(examples));
  }
  return largest > 0 ? largest / 10 : undefined;
}
