/**
 * The weight of a smaller batch, and how much of their start is left in batch normalisation's running statistics. Without
 * it they are (value - share * start) / (1 - share), with start 0 of a mean and 1 of a variance: Adam's bias correction
 * (Kingma & Ba 2015, section 3) for an average that need not begin at 0.
 */
import { BATCH_NORM, type ModelSpec } from '../experiment/model.ts';

/** The weight of an update over `count` examples where `batchSize` were asked for: 1, or their ratio where that counts. */
export const updateWeight = (count: number, batchSize: number, weighted: boolean | undefined): number =>
  weighted && count < batchSize ? count / batchSize : 1;

/** Examples that the sum of an update's gradients is divided by. */
export const dividedBy = (count: number, batchSize: number, weighted: boolean | undefined): number =>
  weighted && count < batchSize ? batchSize : count;

/** Whether there are running statistics. */
export const hasRunning = ({ layers }: ModelSpec): boolean => layers.some(({ kind }) => kind === 'batchNorm');

/** What is left of `share` after an update of weight `weight`, in so many micro-batches. */
export function shareAfter(share: number, weight: number, microBatches: number): number {
  let left = share;
  for (let k = 0; k < microBatches; k++) left *= 1 - (1 - BATCH_NORM.momentum) * weight;
  return left;
}

/** What to take off running statistics when they are evaluated: before any move nothing, for there is nothing else. */
export const takenOff = (share: number, correctStart: boolean | undefined): number =>
  correctStart && share < 1 ? share : 0;
