import type { Activation } from '../../../experiment/model.ts';
import { activate, activateBackward } from '../ops.ts';
import type { Layer } from './layer.ts';

/** An activation that follows neither a dense nor a conv layer and so cannot be fused into it. */
export function activationLayer(fn: Activation): Layer {
  return {
    tensorCount: 0,
    trainableCount: 0,
    forward: (input) => ({ output: activate(input, fn), saved: [] }),
    backward: (outputGradient, _input, { output }, _tensors, wantsInput) => ({
      input: wantsInput ? activateBackward(outputGradient, output, fn) : undefined,
      gradients: [],
    }),
  };
}
