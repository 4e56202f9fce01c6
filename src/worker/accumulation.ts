/** What accumulating micro-batches means for a network, in words for its run. */
import type { ExperimentConfig } from '../experiment/config.ts';
import { hasBatchNorm, type ModelSpec } from '../experiment/model.ts';

/** Nothing where it is the same update. */
export function accumulationNotes(
  model: ModelSpec,
  { batchSize, microBatch }: Pick<ExperimentConfig, 'batchSize' | 'microBatch'>,
): string[] {
  if (microBatch === 0 || microBatch >= batchSize || !hasBatchNorm(model)) return [];
  return [
    'A different computation from whole batches: batch normalisation took its statistics from each micro-batch.',
  ];
}
