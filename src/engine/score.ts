/** What outputs say about labels, in float64 on the processor, so that every engine scores alike. */
import type { Loss } from '../experiment/model.ts';
import type { Score } from './engine.ts';

/** Class probabilities [rows, classes] of logits [rows, classes] (numerically stable softmax). */
export function softmaxRows(logits: Float32Array, classes: number): Float32Array<ArrayBuffer> {
  const out = new Float32Array(logits.length);
  for (let at = 0; at < logits.length; at += classes) {
    let max = -Infinity;
    for (let i = at; i < at + classes; i++) max = Math.max(max, logits[i]);
    let sum = 0;
    for (let i = at; i < at + classes; i++) sum += Math.exp(logits[i] - max);
    for (let i = at; i < at + classes; i++) out[i] = Math.exp(logits[i] - max) / sum;
  }
  return out;
}

/** Loss of one example whose outputs are `outputs[at … at + classes)`. */
function exampleLoss(
  loss: Loss,
  outputs: Float32Array,
  at: number,
  classes: number,
  label: number,
  max: number,
): number {
  let sum = 0;
  switch (loss) {
    case 'softmaxCrossEntropy':
      for (let i = at; i < at + classes; i++) sum += Math.exp(outputs[i] - max);
      return max + Math.log(sum) - outputs[at + label];
    case 'squaredError':
      for (let c = 0; c < classes; c++) sum += (outputs[at + c] - (c === label ? 1 : 0)) ** 2;
      return sum / 2;
    default:
      return loss satisfies never;
  }
}

/** Mean loss of answers that are numbers, `outputs` and `targets` [count]: half the squared difference. */
export function scoreNumbers(outputs: Float32Array, targets: Float32Array): Score {
  let total = 0;
  targets.forEach((target, i) => void (total += (outputs[i] - target) ** 2 / 2));
  return { loss: total / targets.length, accuracy: undefined, count: targets.length };
}

/**
 * Mean loss and accuracy of outputs [labels.length, classes]. Squared error is half the squared distance of the
 * outputs (no softmax) and the one-hot label. A NaN output gives a NaN loss and counts as wrong.
 */
export function scoreOutputs(outputs: Float32Array, labels: Uint8Array, classes: number, loss: Loss): Score {
  const count = labels.length;
  let total = 0;
  let right = 0;
  for (let row = 0; row < count; row++) {
    const at = row * classes;
    let best = 0;
    for (let c = 1; c < classes; c++) if (outputs[at + c] > outputs[at + best]) best = c;
    const finite = !Number.isNaN(outputs[at + best]);
    if (finite && best === labels[row]) right++;
    total += exampleLoss(loss, outputs, at, classes, labels[row], outputs[at + best]);
  }
  return { loss: total / count, accuracy: right / count, count };
}
