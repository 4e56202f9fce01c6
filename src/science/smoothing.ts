/**
 * Smoothing of a loss curve by an exponential average whose memory is measured in examples, not in updates, so that a
 * curve of many small batches and one of few large batches are smoothed over the same stretch of training.
 */

export interface Smoother {
  /**
   * The average after one more point. `examples`: examples seen so far, not falling; `loss`: mean loss over the examples
   * since the point before. A loss that is not finite gives NaN for its own point and is left out of later ones.
   */
  push(examples: number, loss: number): number;
}

/** The memory is this share of the examples seen, until it reaches the window: a steep start is not smeared. */
const SHARE_OF_SEEN = 0.2;

/**
 * A point that stands for d examples replaces 1 - exp(-d / w) of the average, where w is a fifth of the examples seen
 * and at most `windowExamples`; the sum is divided by the weight it has gathered, so that the start is not pulled
 * towards 0.
 *
 * Source: exponential moving average of an unevenly spaced series, Eckner 2017, "Algorithms for Unevenly Spaced Time
 * Series: Moving Averages and Other Rolling Operators" (next-point form); bias correction Kingma & Ba 2015, section 3.
 * @throws RangeError when `windowExamples` is not above 0.
 */
export function createSmoother(windowExamples: number): Smoother {
  if (!(windowExamples > 0) || !Number.isFinite(windowExamples))
    throw new RangeError(`the window must be above 0 examples, got ${windowExamples}`);
  let seen = 0;
  let sum = 0;
  let weight = 0;
  return {
    push(examples, loss) {
      const passed = Math.max(0, examples - seen);
      seen = Math.max(seen, examples);
      const kept = passed === 0 ? 1 : Math.exp(-passed / Math.min(windowExamples, SHARE_OF_SEEN * seen));
      if (!Number.isFinite(loss)) return NaN;
      sum = kept * sum + (1 - kept) * loss;
      weight = kept * weight + (1 - kept);
      return weight > 0 ? sum / weight : loss;
    },
  };
}

/**
 * `loss` smoothed as by `createSmoother`: element i from the first i + 1 of `length` points. `examples`: examples seen
 * at each point. Both arrays may be longer than `length`.
 */
export function smooth(
  examples: Float64Array,
  loss: Float32Array,
  length: number,
  windowExamples: number,
): Float32Array {
  const smoother = createSmoother(windowExamples);
  const result = new Float32Array(length);
  for (let i = 0; i < length; i++) result[i] = smoother.push(examples[i], loss[i]);
  return result;
}
