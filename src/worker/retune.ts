/** What a change in the middle of a run comes to. */
import type { Retune } from '../experiment/run.ts';
import type { Change } from './control.ts';

export interface Settings {
  batchSize: number;
  learningRate: number;
}

export type Difference = Pick<Retune, 'batchSize' | 'learningRate'>;

/** What `change` would alter; undefined when that is nothing. A value that cannot be is left out. */
export function differenceOf(change: Change, now: Settings, trainingCount: number): Difference | undefined {
  const { batchSize = now.batchSize, learningRate = now.learningRate } = change;
  const difference: Difference = {};
  if (
    Number.isInteger(batchSize) &&
    batchSize >= 1 &&
    batchSize <= trainingCount &&
    batchSize !== now.batchSize
  )
    difference.batchSize = { from: now.batchSize, to: batchSize };
  if (Number.isFinite(learningRate) && learningRate > 0 && learningRate !== now.learningRate)
    difference.learningRate = { from: now.learningRate, to: learningRate };
  return Object.keys(difference).length > 0 ? difference : undefined;
}
