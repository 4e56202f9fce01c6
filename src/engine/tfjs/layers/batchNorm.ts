import { scalar, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { BATCH_NORM } from '../../../experiment/model.ts';
import { ELEMENTWISE } from '../kernels/elementwise.ts';
import { add, elementwise, mean, multiply, rsqrt, square, subtract, sum } from '../ops.ts';
import type { Layer } from './layer.ts';

/**
 * Batch normalisation over all axes but the last (Ioffe & Szegedy 2015, algorithms 1 and 2), with the biased variance
 * both for normalising and for the running average. Tensors: scale, shift, running mean, running variance, [channels].
 * Evaluation takes the start off the running averages, as `withoutStart` says.
 */
export function batchNormLayer(): Layer {
  const axes = (x: Tensor): number[] => x.shape.slice(0, -1).map((_, i) => i);
  const inverseDeviation = (variance: Tensor): Tensor => rsqrt(add(variance, scalar(BATCH_NORM.epsilon)));
  const blend = (a: Tensor, b: Tensor, weight: number): Tensor =>
    elementwise(ELEMENTWISE.blend, { a, b }, { keep: 1 - (1 - BATCH_NORM.momentum) * weight });
  const meanOf = (running: Tensor, share: number): Tensor =>
    share === 0 ? running : multiply(running, scalar(1 / (1 - share)));
  const varianceOf = (running: Tensor, share: number): Tensor =>
    share === 0
      ? running
      : elementwise(ELEMENTWISE.withoutOnes, { a: running }, { share, scale: 1 / (1 - share) });
  return {
    tensorCount: 4,
    trainableCount: 2,
    forward(input, [scale, shift, runningMean, runningVariance], training, amount) {
      if (!training) {
        const factor = multiply(scale, inverseDeviation(varianceOf(runningVariance, amount)));
        const offset = subtract(shift, multiply(meanOf(runningMean, amount), factor));
        return { output: add(multiply(input, factor), offset), saved: [] };
      }
      return tidy(() => {
        const batchMean = mean(input, axes(input));
        const centred = subtract(input, batchMean);
        const squares = square(centred);
        const batchVariance = mean(squares, axes(input));
        squares.dispose();
        const inverse = inverseDeviation(batchVariance);
        const normalised = multiply(centred, inverse);
        centred.dispose();
        return {
          output: add(multiply(normalised, scale), shift),
          saved: [normalised, inverse],
          running: [blend(runningMean, batchMean, amount), blend(runningVariance, batchVariance, amount)],
        };
      });
    },
    backward(outputGradient, input, { saved: [normalised, inverse] }, [scale], wantsInput) {
      const over = axes(input);
      const gradients = [
        tidy(() => sum(multiply(outputGradient, normalised), over)),
        sum(outputGradient, over),
      ];
      if (!wantsInput) return { input: undefined, gradients };
      const back = tidy(() => {
        const share = scalar(input.shape[input.shape.length - 1] / input.size);
        const common = tidy(() =>
          add(multiply(normalised, multiply(gradients[0], share)), multiply(gradients[1], share)),
        );
        return multiply(subtract(outputGradient, common), multiply(scale, inverse));
      });
      return { input: back, gradients };
    },
  };
}
