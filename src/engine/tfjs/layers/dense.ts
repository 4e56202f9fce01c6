import type { Activation } from '../../../experiment/model.ts';
import { activate, activateBackward, columnSums, denseForward, matMul } from '../ops.ts';
import type { Layer } from './layer.ts';

/**
 * y = fn(x W + b): x [batch, inputs], W [inputs, units], b [1, units], left out without `bias`; `fn` undefined leaves the
 * sum as it is.
 */
export function denseLayer(fn: Activation | undefined, bias: boolean): Layer {
  const fused = fn === undefined ? 'linear' : bias && fn !== 'tanh' ? fn : undefined;
  const tensorCount = bias ? 2 : 1;
  return {
    tensorCount,
    trainableCount: tensorCount,
    forward(input, [weights, biases]) {
      const sums = bias ? denseForward(input, weights, biases, fused ?? 'linear') : matMul(input, weights);
      if (fused !== undefined || fn === undefined) return { output: sums, saved: [] };
      const output = activate(sums, fn);
      sums.dispose();
      return { output, saved: [] };
    },
    backward(outputGradient, input, { output }, [weights], wantsInput) {
      const sums = fn === undefined ? outputGradient : activateBackward(outputGradient, output, fn);
      const gradients = [matMul(input, sums, { transposeA: true }), ...(bias ? [columnSums(sums)] : [])];
      const back = wantsInput ? matMul(sums, weights, { transposeB: true }) : undefined;
      if (sums !== outputGradient) sums.dispose();
      return { input: back, gradients };
    },
  };
}
