import { kernel } from '../ops.ts';
import type { Layer } from './layer.ts';

/** Largest value of every `size` × `size` window, stride = size; left-over rows and columns are dropped. */
export function maxPoolLayer(size: number): Layer {
  const attrs = { filterSize: [size, size], strides: [size, size], pad: 'valid' };
  return {
    tensorCount: 0,
    trainableCount: 0,
    forward: (input) => ({ output: kernel('MaxPool', { x: input }, attrs), saved: [] }),
    backward: (outputGradient, input, { output }, _tensors, wantsInput) => ({
      input: wantsInput ? kernel('MaxPoolGrad', { dy: outputGradient, input, output }, attrs) : undefined,
      gradients: [],
    }),
  };
}
