/** Optimiser updates in float64; formulas in experiment/optimizer.ts. */
import { parameterTensors, type ModelSpec } from '../../src/experiment/model.ts';
import { slotCount, type OptimizerSpec } from '../../src/experiment/optimizer.ts';
import { referencePass } from './network.ts';

export interface ReferenceState {
  tensors: number[][];
  /** Slots of every tensor, [] for one that is not trainable. */
  slots: number[][][];
  updates: number;
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
  return { tensors: weights.map((w) => Array.from(w)), slots, updates: 0 };
}

/** One update over the given examples; returns the state after it and the loss before it. */
export function referenceUpdate(
  model: ModelSpec,
  optimizer: OptimizerSpec,
  state: ReferenceState,
  inputs: readonly number[],
  labels: readonly number[],
  rate: number,
): { state: ReferenceState; loss: number } {
  const pass = referencePass(model, state.tensors, inputs, labels);
  const updates = state.updates + 1;
  const slots = state.slots.map((own) => own.map((slot) => [...slot]));
  const tensors = parameterTensors(model).map((spec, k) => {
    if (!spec.trainable) return pass.tensors[k];
    const decay = spec.role === 'weights' ? optimizer.weightDecay : 0;
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
  return { state: { tensors, slots, updates }, loss: pass.loss };
}
