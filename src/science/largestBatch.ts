/**
 * The largest batch size that fits, found as a person with a real device finds it: by trying. Doubles until one does not
 * fit, then halves the interval between the last that did and the first that did not.
 *
 * Source: the "power" and "binsearch" modes of Lightning's batch size finder (pytorch-lightning, tuner/batch_size_scaling.py).
 */

export interface SearchStep {
  batchSize: number;
  fits: boolean;
  /** `doubling`, until one does not fit or all do; then `halving` of what is between. */
  phase: 'doubling' | 'halving';
}

export interface SearchResult {
  /** 0 when not even one example fits. */
  largest: number;
  /** All examples fit: it is they that set the end, not the memory. */
  all: boolean;
  steps: SearchStep[];
}

/**
 * Tries batch sizes from 1 to `most`. Holds for a `fits` that is true up to some size and false beyond; then `largest`
 * was tried and fits, and `largest + 1` was tried and does not, unless all do.
 * @throws RangeError when `most` is no whole number of at least 1, and whatever `fits` throws.
 */
export async function findLargestBatch(
  most: number,
  fits: (batchSize: number) => Promise<boolean>,
  onStep: (step: SearchStep) => void = () => undefined,
): Promise<SearchResult> {
  if (!Number.isInteger(most) || most < 1)
    throw new RangeError(`the most examples must be a whole number of at least 1, got ${most}`);
  const steps: SearchStep[] = [];
  const attempt = async (batchSize: number, phase: SearchStep['phase']): Promise<boolean> => {
    const step = { batchSize, fits: await fits(batchSize), phase };
    steps.push(step);
    onStep(step);
    return step.fits;
  };
  let good = 0;
  let bad = most + 1;
  for (let size = 1; good < most && bad > most; size = Math.min(2 * size, most)) {
    if (await attempt(size, 'doubling')) good = size;
    else bad = size;
  }
  while (bad <= most && bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (await attempt(middle, 'halving')) good = middle;
    else bad = middle;
  }
  return { largest: good, all: good === most, steps };
}
