/** One update as a function of tensors: gather, forward, loss, backward, descend. */
import { tidy, type Tensor } from '@tensorflow/tfjs-core';
import { parameterTensors, type Loss } from '../../experiment/model.ts';
import type { RunSetup } from '../engine.ts';
import { ELEMENTWISE } from './kernels/elementwise.ts';
import type { Network } from './network.ts';
import { elementwise, gatherBatch, softmaxGradient, softmaxLoss, squaredLoss } from './ops.ts';
import { descend } from './optimizer.ts';
import type { DeviceSplit } from './splits.ts';

export interface StepInput {
  split: DeviceSplit;
  /** The batch is `indices[start … start + count)`. */
  indices: Tensor;
  start: number;
  count: number;
  /** One for each of `parameterTensors(model)`. */
  weights: readonly Tensor[];
  /** Optimiser slots of every tensor, [] for one that is not trainable. */
  slots: readonly (readonly Tensor[])[];
  rate: number;
  /** Number of this update, from 1. */
  update: number;
}

export type StepResult = {
  /** New tensors, except where a tensor did not change. */
  weights: Tensor[];
  slots: Tensor[][];
  /** [batch, 1]. */
  losses: Tensor;
};

const perExampleLoss = (loss: Loss, logits: Tensor, targets: Tensor): Tensor =>
  loss === 'squaredError' ? squaredLoss(logits, targets) : softmaxLoss(logits, targets);

/** dLoss/dLogits of the mean over `count` examples. */
const lossGradient = (loss: Loss, logits: Tensor, targets: Tensor, count: number): Tensor =>
  loss === 'squaredError'
    ? elementwise(ELEMENTWISE.scaledDifference, { a: logits, b: targets }, { scale: 1 / count })
    : softmaxGradient(logits, targets, 1 / count);

/** The update of a run's model and optimiser; what it returns belongs to the caller, what it is given stays his. */
export function createStep(
  { model, optimizer }: Pick<RunSetup, 'model' | 'optimizer'>,
  network: Network,
): (input: StepInput) => StepResult {
  const specs = parameterTensors(model);
  return ({ split, indices, start, count, weights, slots, rate, update }) =>
    tidy(() => {
      const batch = gatherBatch(split.inputs, indices, start, count);
      const targets = gatherBatch(split.targets!, indices, start, count);
      let losses: Tensor | undefined;
      const { gradients, running } = network.train(batch, weights, (logits) => {
        losses = perExampleLoss(model.loss, logits, targets);
        return lossGradient(model.loss, logits, targets, count);
      });
      const next: StepResult = { weights: [], slots: [], losses: losses! };
      specs.forEach((spec, i) => {
        const gradient = gradients.get(i);
        if (!gradient) {
          next.weights.push(running.get(i) ?? weights[i]);
          next.slots.push([]);
          return;
        }
        const decay = spec.role === 'weights' ? optimizer.weightDecay : 0;
        const done = descend(optimizer, weights[i], gradient, slots[i], rate, decay, update);
        gradient.dispose();
        next.weights.push(done.weights);
        next.slots.push(done.slots);
      });
      return next;
    });
}
