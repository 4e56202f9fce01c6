import type { Activation } from '../../../experiment/model.ts';
import { activate, activateBackward, productKernel, sum } from '../ops.ts';
import type { Layer } from './layer.ts';

const ATTRS = { strides: [1, 1], pad: 'valid', dataFormat: 'NHWC', dilations: [1, 1] } as const;

/** y = fn(x * W + b), stride 1, no padding: x [batch, h, w, in], W [size, size, in, filters], b [filters]. */
export function convLayer(fn: Activation | undefined): Layer {
  const fused = fn === undefined ? 'linear' : fn === 'tanh' ? undefined : fn;
  return {
    tensorCount: 2,
    trainableCount: 2,
    forward(x, [filter, bias]) {
      const sums = productKernel(
        'FusedConv2D',
        { x, filter, bias },
        { ...ATTRS, activation: fused ?? 'linear' },
      );
      if (fused !== undefined) return { output: sums, saved: [] };
      const output = activate(sums, 'tanh');
      sums.dispose();
      return { output, saved: [] };
    },
    backward(outputGradient, x, { output }, [filter], wantsInput) {
      const dy = fn === undefined ? outputGradient : activateBackward(outputGradient, output, fn);
      const gradients = [
        productKernel('Conv2DBackpropFilter', { x, dy }, { ...ATTRS, filterShape: filter.shape }),
        sum(dy, [0, 1, 2]),
      ];
      const input = wantsInput
        ? productKernel('Conv2DBackpropInput', { dy, filter }, { ...ATTRS, inputShape: x.shape })
        : undefined;
      if (dy !== outputGradient) dy.dispose();
      return { input, gradients };
    },
  };
}
