/** One update as a function of tensors: gather, forward, loss, backward, descend. */
import { tidy, type Tensor } from '@tensorflow/tfjs-core';
import { parameterTensors, type Loss } from '../../experiment/model.ts';
import type { RunSetup } from '../engine.ts';
import { ELEMENTWISE } from './kernels/elementwise.ts';
import { workAt } from './meter.ts';
import type { Network } from './network.ts';
import { add, concat, elementwise, gatherBatch, softmaxGradient, softmaxLoss, squaredLoss } from './ops.ts';
import { descend } from './optimizer.ts';
import type { DeviceSplit } from './splits.ts';

export interface StepInput {
  split: DeviceSplit;
  /** The batch is `indices[start … start + count)`. */
  indices: Tensor;
  start: number;
  count: number;
  /** The examples that the sum of gradients is divided by: `count`, or more where it has less than the whole weight. */
  divisor: number;
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

/** dLoss/dLogits of the sum over the examples divided by `count`. */
const lossGradient = (loss: Loss, logits: Tensor, targets: Tensor, count: number): Tensor =>
  loss === 'squaredError'
    ? elementwise(ELEMENTWISE.scaledDifference, { a: logits, b: targets }, { scale: 1 / count })
    : softmaxGradient(logits, targets, 1 / count);

/** What one pass over some of a batch's examples gives; gradients are their share of the whole batch's. */
type PassResult = {
  /** One for each of `parameterTensors(model)`; undefined where no gradient changes it. */
  gradients: (Tensor | undefined)[];
  /** The weights that the next pass begins with: only running statistics are new. */
  weights: Tensor[];
  losses: Tensor;
};

/**
 * The update of a run's model and optimiser; what it returns belongs to the caller, what it is given stays his. Batches
 * above `microBatch` go through the network in parts of so many examples, and their gradients are summed.
 */
export function createStep(
  { model, optimizer, microBatch = Infinity }: Pick<RunSetup, 'model' | 'optimizer' | 'microBatch'>,
  network: Network,
): (input: StepInput) => StepResult {
  const specs = parameterTensors(model);

  const pass = (
    { split, indices, count, divisor }: StepInput,
    start: number,
    size: number,
    weights: readonly Tensor[],
  ): PassResult =>
    tidy(() => {
      workAt('batch');
      const batch = gatherBatch(split.inputs, indices, start, size);
      const targets = gatherBatch(split.targets!, indices, start, size);
      let losses: Tensor | undefined;
      const { gradients, running } = network.train(batch, weights, count / divisor, (logits) => {
        losses = perExampleLoss(model.loss, logits, targets);
        return lossGradient(model.loss, logits, targets, divisor);
      });
      return {
        gradients: specs.map((_, i) => gradients.get(i)),
        weights: weights.map((w, i) => running.get(i) ?? w),
        losses: losses!,
      };
    });

  /** The pass over the whole batch, in as many parts as there must be. */
  const passes = (input: StepInput): PassResult => {
    const { start, count } = input;
    const part = Math.min(count, microBatch);
    let whole = pass(input, start, part, input.weights);
    const losses = [whole.losses];
    for (let done = part; done < count; done += part) {
      const next = pass(input, start + done, Math.min(part, count - done), whole.weights);
      workAt('accumulator');
      const gradients = next.gradients.map((own, i) => {
        const before = whole.gradients[i];
        if (!own || !before) return own;
        const sum = add(before, own);
        before.dispose();
        own.dispose();
        return sum;
      });
      whole.weights.forEach((w, i) => {
        if (w !== input.weights[i] && w !== next.weights[i]) w.dispose();
      });
      losses.push(next.losses);
      whole = { ...next, gradients };
    }
    return losses.length === 1 ? whole : { ...whole, losses: concat(losses) };
  };

  return (input) =>
    tidy(() => {
      const { weights, slots, rate, update, count, divisor } = input;
      const whole = passes(input);
      const next: StepResult = { weights: [], slots: [], losses: whole.losses };
      specs.forEach((spec, i) => {
        const gradient = whole.gradients[i];
        if (!gradient) {
          next.weights.push(whole.weights[i]);
          next.slots.push([]);
          return;
        }
        workAt(slots[i].length > 0 ? 'slots' : 'weights', spec.layer);
        const decay = spec.role === 'weights' ? optimizer.weightDecay * (count / divisor) : 0;
        const done = descend(optimizer, weights[i], gradient, slots[i], rate, decay, update);
        gradient.dispose();
        next.weights.push(done.weights);
        next.slots.push(done.slots);
      });
      return next;
    });
}
