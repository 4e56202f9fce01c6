/** A whole training pass in float64, from the ModelSpec alone. */
import { layerShapes, outputCount, parameterTensors, type ModelSpec } from '../../src/experiment/model.ts';
import { layerPass, type LayerPass } from './layers.ts';

export interface PassOptions {
  /** In training mode; true unless said. */
  training?: boolean;
  /** What the sum of the examples' gradients is divided by; their number unless said. */
  divisor?: number;
  /** In training, how much of a move the running statistics make; 1 unless said. */
  weight?: number;
  /** In evaluation mode, the share of their start that is taken off running statistics; 0 unless said. */
  startShare?: number;
}

export interface ReferencePass {
  /** Mean over the batch. */
  loss: number;
  /** [batch, classes]. */
  logits: number[];
  /** One for each of `parameterTensors(model)`; of a tensor that is not trainable, zeros. */
  gradients: number[][];
  /** Every tensor after the pass: only running statistics differ from what went in. */
  tensors: number[][];
}

function lossOf(
  model: ModelSpec,
  logits: readonly number[],
  labels: readonly number[],
  divisor: number,
): { loss: number; gradient: number[] } {
  const classes = outputCount(model);
  const gradient: number[] = [];
  let loss = 0;
  labels.forEach((label, e) => {
    const z = logits.slice(e * classes, (e + 1) * classes);
    const target = classes === 1 ? [label] : z.map((_, c) => (c === label ? 1 : 0));
    if (model.loss === 'squaredError') {
      loss += z.reduce((sum, v, c) => sum + (v - target[c]) ** 2 / 2, 0);
      z.forEach((v, c) => gradient.push((v - target[c]) / divisor));
    } else {
      const top = Math.max(...z);
      const total = z.reduce((sum, v) => sum + Math.exp(v - top), 0);
      loss += top + Math.log(total) - z[label];
      z.forEach((v, c) => gradient.push((Math.exp(v - top) / total - target[c]) / divisor));
    }
  });
  return { loss: loss / labels.length, gradient };
}

/**
 * Forward, loss and backward of `model` over examples `inputs` [batch, ...inputShape] with `labels` [batch]; of a model
 * with one output these are the numbers that it should give.
 */
export function referencePass(
  model: ModelSpec,
  tensors: readonly (readonly number[])[],
  inputs: readonly number[],
  labels: readonly number[],
  { training = true, divisor = labels.length, weight = 1, startShare = 0 }: PassOptions = {},
): ReferencePass {
  const specs = parameterTensors(model);
  const shapes = layerShapes(model);
  const after = tensors.map((t) => [...t]);
  const passes: LayerPass[] = [];
  let value: readonly number[] = inputs;
  model.layers.forEach((layer, i) => {
    const own = tensors.filter((_, k) => specs[k].layer === layer.name);
    const pass = layerPass(
      layer,
      value,
      shapes[i],
      shapes[i + 1],
      own,
      training ? { weight } : { startShare },
    );
    const first = specs.findIndex((spec) => spec.layer === layer.name);
    if (pass.running) [after[first + 2], after[first + 3]] = pass.running;
    passes.push(pass);
    value = pass.output;
  });
  const { loss, gradient } = lossOf(model, value, labels, divisor);
  const gradients = tensors.map((t) => t.map(() => 0));
  let back: readonly number[] = gradient;
  for (let i = model.layers.length - 1; i >= 0; i--) {
    const { input, gradients: own } = passes[i].backward(back);
    const first = specs.findIndex((spec) => spec.layer === model.layers[i].name);
    own.forEach((g, k) => void (gradients[first + k] = g));
    back = input;
  }
  return { loss, logits: [...value], gradients, tensors: after };
}
