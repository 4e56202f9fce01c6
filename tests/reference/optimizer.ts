/** Optimiser updates in float64; formulas in experiment/optimizer.ts. */
import { BATCH_NORM, parameterTensors, type ModelSpec } from '../../src/experiment/model.ts';
import { slotCount, type OptimizerSpec } from '../../src/experiment/optimizer.ts';
import { referencePass } from './network.ts';

export interface ReferenceState {
  tensors: number[][];
  /** Slots of every tensor, [] for one that is not trainable. */
  slots: number[][][];
  updates: number;
  /** What is left in running statistics of their start. */
  startShare: number;
}

export interface UpdateOptions {
  /** The batch size that fewer examples are weighed against; unless said they count as a whole batch. */
  batchSize?: number;
  microBatch?: number;
}

export function referenceStart(
  model: ModelSpec,
  optimizer: OptimizerSpec,
  weights: readonly Float32Array[],
): ReferenceState {
  const slots = parameterTensors(model).map((spec, i) =>
    Array.from({ length: spec.trainable ? slotCount(optimizer.id) : 0 }, () =>
      Array.from(weights[i], () => 0),
    ),
  );
  return { tensors: weights.map((w) => Array.from(w)), slots, updates: 0, startShare: 1 };
}

/** One update over the given examples; returns the state after it and the loss before it. */
export function referenceUpdate(
  model: ModelSpec,
  optimizer: OptimizerSpec,
  state: ReferenceState,
  inputs: readonly number[],
  labels: readonly number[],
  rate: number,
  { batchSize = labels.length, microBatch = Infinity }: UpdateOptions = {},
): { state: ReferenceState; loss: number } {
  const weight = labels.length / batchSize;
  const pass = wholePass(model, state.tensors, inputs, labels, { batchSize, microBatch });
  const updates = state.updates + 1;
  const slots = state.slots.map((own) => own.map((slot) => [...slot]));
  const tensors = parameterTensors(model).map((spec, k) => {
    if (!spec.trainable) return pass.tensors[k];
    const decay = spec.role === 'weights' ? optimizer.weightDecay * weight : 0;
    return state.tensors[k].map((w, i) => {
      const g = pass.gradients[k][i] + decay * w;
      switch (optimizer.id) {
        case 'sgd':
          return w - rate * g;
        case 'momentum': {
          const [velocity] = slots[k];
          velocity[i] = optimizer.momentum * velocity[i] + g;
          return w - rate * velocity[i];
        }
        case 'adam': {
          const { beta1, beta2, epsilon } = optimizer;
          const [mean, square] = slots[k];
          mean[i] = beta1 * mean[i] + (1 - beta1) * g;
          square[i] = beta2 * square[i] + (1 - beta2) * g * g;
          const unbiasedMean = mean[i] / (1 - beta1 ** updates);
          const unbiasedSquare = square[i] / (1 - beta2 ** updates);
          return w - (rate * unbiasedMean) / (Math.sqrt(unbiasedSquare) + epsilon);
        }
        default:
          return optimizer satisfies never;
      }
    });
  });
  const startShare = state.startShare * pass.left;
  return { state: { tensors, slots, updates, startShare }, loss: pass.loss };
}

/** Sums of micro-batches: gradients over `batchSize`, the mean loss, and what is left of running statistics' start. */
function wholePass(
  model: ModelSpec,
  start: readonly (readonly number[])[],
  inputs: readonly number[],
  labels: readonly number[],
  { batchSize, microBatch }: Required<UpdateOptions>,
): { tensors: number[][]; gradients: number[][]; loss: number; left: number } {
  const count = labels.length;
  const row = inputs.length / count;
  const weight = count / batchSize;
  const norms = model.layers.some(({ kind }) => kind === 'batchNorm');
  let tensors = start.map((t) => [...t]);
  const gradients = start.map((t) => t.map(() => 0));
  let loss = 0;
  let left = 1;
  for (let from = 0; from < count; from += microBatch) {
    const to = Math.min(count, from + microBatch);
    const own = [inputs.slice(from * row, to * row), labels.slice(from, to)] as const;
    const pass = referencePass(model, tensors, ...own, { divisor: batchSize, weight });
    pass.gradients.forEach((g, k) => g.forEach((v, i) => void (gradients[k][i] += v)));
    loss += (pass.loss * (to - from)) / count;
    if (norms) left *= 1 - (1 - BATCH_NORM.momentum) * weight;
    ({ tensors } = pass);
  }
  return { tensors, gradients, loss, left };
}
