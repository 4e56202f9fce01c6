/** How much arithmetic an update is: the work that a prediction of its time starts from. */
import { layerShapes, parameterCount, sizeOf, type LayerSpec, type ModelSpec } from '../experiment/model.ts';

/** Floating-point operations, an addition and a multiplication each counting as one. */
export interface Flops {
  /** Forward pass of one example. */
  forwardPerExample: number;
  /** Backward pass of one example. */
  backwardPerExample: number;
  /** Descent step of one update, whatever the batch size. */
  perUpdate: number;
}

/** Operations that an elementwise function, its gradient or one value's normalisation is taken to cost. */
const PER_VALUE = 8;
/** Operations for one parameter in the costliest descent step (Adam). */
const PER_PARAMETER = 16;

/** Operations of one layer's forward pass over one example. */
function layerFlops(layer: LayerSpec, input: readonly number[], output: readonly number[]): number {
  switch (layer.kind) {
    case 'dense':
      return 2 * sizeOf(input) * sizeOf(output);
    case 'conv':
      return 2 * layer.size ** 2 * input[2] * sizeOf(output);
    case 'maxPool':
      return sizeOf(input);
    case 'batchNorm':
    case 'activation':
      return PER_VALUE * sizeOf(output);
    case 'flatten':
      return 0;
    default:
      return layer satisfies never;
  }
}

/**
 * Operations of `model`: 2 m n for a dense layer of m inputs and n units, 2 k² c n for a convolution of size k over c
 * channels with n output values. The backward pass does that once for the weights and once for the inputs, except
 * for the inputs of the first layer with parameters (Goodfellow, Bengio & Courville 2016, section 6.5).
 */
export function flopsOf(model: ModelSpec): Flops {
  const shapes = layerShapes(model);
  const forward = model.layers.map((layer, i) => layerFlops(layer, shapes[i], shapes[i + 1]));
  const total = forward.reduce((sum, n) => sum + n, 0);
  const first = model.layers.findIndex(({ kind }) => kind === 'dense' || kind === 'conv');
  return {
    forwardPerExample: total,
    backwardPerExample: 2 * total - (forward[first] ?? 0),
    perUpdate: PER_PARAMETER * parameterCount(model),
  };
}
