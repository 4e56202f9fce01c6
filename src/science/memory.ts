/** Memory that one training update needs when every part is held at once; what an engine really holds is measured. */

/** Bytes by what they hold; `total` is the sum of the others. */
export interface MemoryParts {
  weights: number;
  gradients: number;
  optimizer: number;
  activations: number;
  batch: number;
  total: number;
}

/** float32 throughout. */
export const BYTES_PER_NUMBER = 4;

/**
 * Bytes of one update at `batchSize` B: weights 4(P + S), gradients 4P, optimiser 4Pk, activations kept for the backward
 * pass 4BA, input batch 4BI. P = `parameters` (trainable), S = `stateTensors` (numbers that no gradient changes, such as
 * running statistics), k = `slots` (arrays of the weights' size that the optimiser keeps), A = `activationsPerExample`
 * and I = `inputPerExample` in numbers per example.
 *
 * Source: Sohoni et al. 2019, "Low-Memory Neural Network Training" (arXiv 1904.10631), section 2: model, gradient,
 * optimiser and activation memory.
 * @throws RangeError when a part is negative or not finite.
 */
export function predictMemory(parts: {
  parameters: number;
  /** Extra non-trainable numbers, e.g. running statistics. */
  stateTensors: number;
  slots: number;
  activationsPerExample: number;
  inputPerExample: number;
  batchSize: number;
}): MemoryParts {
  for (const [name, value] of Object.entries(parts))
    if (!Number.isFinite(value) || value < 0)
      throw new RangeError(`${name} must be a number of at least 0, got ${value}`);
  const weights = BYTES_PER_NUMBER * (parts.parameters + parts.stateTensors);
  const gradients = BYTES_PER_NUMBER * parts.parameters;
  const optimizer = BYTES_PER_NUMBER * parts.parameters * parts.slots;
  const activations = BYTES_PER_NUMBER * parts.batchSize * parts.activationsPerExample;
  const batch = BYTES_PER_NUMBER * parts.batchSize * parts.inputPerExample;
  const total = weights + gradients + optimizer + activations + batch;
  return { weights, gradients, optimizer, activations, batch, total };
}
