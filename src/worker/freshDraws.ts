/** Data without end: every epoch of a run has training examples of its own. */
import type { Dataset } from '../datasets/dataset.ts';
import type { EngineRun } from '../engine/engine.ts';

/**
 * What must be called before the first update of epoch `epoch` (from 0), of a resumed run too: it hands `run` the
 * examples that seed and epoch fix. Where the examples are kept from epoch to epoch it does nothing.
 */
export const freshDraws =
  ({ fresh }: Dataset, run: Pick<EngineRun, 'replaceTraining'>, seed: number): ((epoch: number) => void) =>
  (epoch) => {
    if (fresh) run.replaceTraining(fresh(seed, epoch));
  };
