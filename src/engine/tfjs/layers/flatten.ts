import { reshape } from '../ops.ts';
import type { Layer } from './layer.ts';

/** Gives every example `shape`; the numbers stay where they are. */
export function reshapeLayer(shape: readonly number[]): Layer {
  return {
    tensorCount: 0,
    trainableCount: 0,
    forward: (input) => ({ output: reshape(input, [input.shape[0], ...shape]), saved: [] }),
    backward: (outputGradient, input, _pass, _tensors, wantsInput) => ({
      input: wantsInput ? reshape(outputGradient, input.shape) : undefined,
      gradients: [],
    }),
  };
}
