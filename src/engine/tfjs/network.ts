/** A ModelSpec as layers on the device, with the forward and the backward pass. */
import type { Tensor } from '@tensorflow/tfjs-core';
import { layerShapes, type LayerSpec, type ModelSpec } from '../../experiment/model.ts';
import { activationLayer } from './layers/activation.ts';
import { batchNormLayer } from './layers/batchNorm.ts';
import { convLayer } from './layers/conv.ts';
import { denseLayer } from './layers/dense.ts';
import { reshapeLayer } from './layers/flatten.ts';
import type { Forward, Layer } from './layers/layer.ts';
import { maxPoolLayer } from './layers/maxPool.ts';
import { workAt } from './meter.ts';

export interface Network {
  /**
   * Logits [rows, classes] of flat inputs [rows, inputs], in evaluation mode, with `startShare` of their start taken off
   * running statistics.
   */
  infer(rows: Tensor, tensors: readonly Tensor[], startShare: number): Tensor;
  /** One training pass, whose running statistics move by `weight` of a move; must run inside a `tidy`. */
  train(
    rows: Tensor,
    tensors: readonly Tensor[],
    weight: number,
    lossGradient: (logits: Tensor) => Tensor,
  ): { gradients: Map<number, Tensor>; running: Map<number, Tensor> };
}

interface NamedLayer extends Layer {
  name: string;
}

/** Layers of `model`; activations after dense and conv are fused, and pictures are kept as flat rows until needed. */
function compile(model: ModelSpec): NamedLayer[] {
  const shapes = layerShapes(model);
  const layers: NamedLayer[] = [];
  const [first] = model.layers;
  const add = (name: string, layer: Layer): void => void layers.push({ ...layer, name });
  if (model.inputShape.length > 1 && first?.kind !== 'flatten') add('input', reshapeLayer(model.inputShape));
  for (let i = 0; i < model.layers.length; i++) {
    const spec = model.layers[i];
    const next: LayerSpec | undefined = model.layers[i + 1];
    const fused = next?.kind === 'activation' ? next.fn : undefined;
    switch (spec.kind) {
      case 'dense':
        add(spec.name, denseLayer(fused, spec.bias !== false));
        if (fused) i++;
        break;
      case 'conv':
        add(spec.name, convLayer(fused));
        if (fused) i++;
        break;
      case 'flatten':
        if (i > 0) add(spec.name, reshapeLayer(shapes[i + 1]));
        break;
      case 'maxPool':
        add(spec.name, maxPoolLayer(spec.size));
        break;
      case 'batchNorm':
        add(spec.name, batchNormLayer());
        break;
      case 'activation':
        add(spec.name, activationLayer(spec.fn));
        break;
      default:
        spec satisfies never;
    }
  }
  return layers;
}

/** @throws RangeError when the layers of `model` do not fit each other. */
export function createNetwork(model: ModelSpec): Network {
  const layers = compile(model);
  let next = 0;
  const offsets = layers.map((layer) => {
    const offset = next;
    next += layer.tensorCount;
    return offset;
  });
  const firstTrainable = layers.findIndex((layer) => layer.trainableCount > 0);
  const own = (tensors: readonly Tensor[], i: number): readonly Tensor[] =>
    tensors.slice(offsets[i], offsets[i] + layers[i].tensorCount);

  return {
    infer(rows, tensors, startShare) {
      let value = rows;
      layers.forEach((layer, i) => {
        const { output } = layer.forward(value, own(tensors, i), false, startShare);
        if (value !== rows) value.dispose();
        value = output;
      });
      return value;
    },
    train(rows, tensors, weight, lossGradient) {
      const inputs: Tensor[] = [];
      const passes: Forward[] = [];
      const running = new Map<number, Tensor>();
      let value = rows;
      layers.forEach((layer, i) => {
        workAt('activations', layer.name);
        const pass = layer.forward(value, own(tensors, i), true, weight);
        inputs.push(value);
        passes.push(pass);
        pass.running?.forEach((tensor, k) => running.set(offsets[i] + layer.trainableCount + k, tensor));
        value = pass.output;
      });
      const gradients = new Map<number, Tensor>();
      workAt('workspace', layers[layers.length - 1].name);
      let gradient = lossGradient(value);
      value.dispose();
      for (let i = layers.length - 1; i >= firstTrainable; i--) {
        const wantsInput = i > firstTrainable;
        workAt('workspace', layers[i].name);
        const back = layers[i].backward(gradient, inputs[i], passes[i], own(tensors, i), wantsInput);
        back.gradients.forEach((tensor, k) => gradients.set(offsets[i] + k, tensor));
        for (const tensor of passes[i].saved) tensor.dispose();
        if (!passes[i].output.isDisposed) passes[i].output.dispose();
        if (back.input && back.input !== gradient) gradient.dispose();
        gradient = back.input ?? gradient;
      }
      return { gradients, running };
    },
  };
}
