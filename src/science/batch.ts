/**
 * Batch arithmetic: how N examples fall into batches of B. See Goodfellow, Bengio & Courville 2016, section 8.1.3.
 */
import { createRandom, permutation } from './random.ts';

/** Whether the last, smaller batch of an epoch is trained on or left out. */
export type Remainder = 'keep' | 'drop';

function requireBatch(examples: number, batchSize: number): void {
  if (!Number.isInteger(examples) || examples < 1)
    throw new RangeError(`examples must be a whole number of at least 1, got ${examples}`);
  if (!isBatchSize(batchSize, examples))
    throw new RangeError(`batch size must be a whole number from 1 to ${examples}, got ${batchSize}`);
}

/** Whether N examples can be cut into batches of that size. */
export const isBatchSize = (batchSize: number | undefined, examples: number): batchSize is number =>
  batchSize !== undefined && Number.isInteger(batchSize) && batchSize >= 1 && batchSize <= examples;

/** Updates in one pass over N examples: ceil(N/B) with the remainder kept, floor(N/B) with it dropped. */
export function updatesPerEpoch(examples: number, batchSize: number, remainder: Remainder): number {
  requireBatch(examples, batchSize);
  return remainder === 'keep' ? Math.ceil(examples / batchSize) : Math.floor(examples / batchSize);
}

/** Examples trained on in one epoch: N, or B * floor(N/B) with the remainder dropped. */
export function examplesPerEpoch(examples: number, batchSize: number, remainder: Remainder): number {
  requireBatch(examples, batchSize);
  return remainder === 'keep' ? examples : batchSize * updatesPerEpoch(examples, batchSize, remainder);
}

/** Size of the last batch of an epoch: N - B * floor(N/B) when that is kept and not 0, else B. */
export function lastBatchSize(examples: number, batchSize: number, remainder: Remainder): number {
  requireBatch(examples, batchSize);
  const ragged = examples % batchSize;
  return remainder === 'keep' && ragged > 0 ? ragged : batchSize;
}

/** The order in which epoch `epoch` (from 0) visits the examples; without replacement, anew every epoch. */
export function epochOrder(seed: number, epoch: number, examples: number): Uint32Array {
  return permutation(examples, createRandom(seed, `epoch ${epoch}`));
}

/**
 * Variance of the mean of a batch that is drawn without replacement, in units of the variance of one example:
 * (N − B) / (B (N − 1)); Cochran 1977, "Sampling Techniques", theorem 2.2. 0 where the batch is all there is.
 */
export function batchVariance(examples: number, batchSize: number): number {
  requireBatch(examples, batchSize);
  return examples === 1 ? 0 : (examples - batchSize) / (batchSize * (examples - 1));
}
