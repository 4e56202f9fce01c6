/** Optimiser updates, one or a few kernels for each tensor; formulas in experiment/optimizer.ts. */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { OptimizerSpec } from '../../experiment/optimizer.ts';
import { ELEMENTWISE } from './kernels/elementwise.ts';
import { elementwise } from './ops.ts';

export interface Descent {
  weights: Tensor;
  /** As many as `slotCount`. */
  slots: Tensor[];
}

/**
 * One descent of `w` along gradient `g`; `update` counts from 1; `decay` is 0 for tensors that do not decay. New
 * tensors throughout; those handed in stay the caller's.
 */
export function descend(
  spec: OptimizerSpec,
  w: Tensor,
  g: Tensor,
  slots: readonly Tensor[],
  rate: number,
  decay: number,
  update: number,
): Descent {
  switch (spec.id) {
    case 'sgd':
      return { weights: elementwise(ELEMENTWISE.descend, { w, g }, { rate, decay }), slots: [] };
    case 'momentum': {
      const { momentum } = spec;
      const v = elementwise(ELEMENTWISE.momentumVelocity, { v: slots[0], g, w }, { momentum, decay });
      return { weights: elementwise(ELEMENTWISE.descend, { w, g: v }, { rate, decay: 0 }), slots: [v] };
    }
    case 'adam': {
      const { beta1, beta2, epsilon } = spec;
      const m = elementwise(ELEMENTWISE.adamMean, { m: slots[0], g, w }, { beta: beta1, decay });
      const v = elementwise(ELEMENTWISE.adamSquare, { v: slots[1], g, w }, { beta: beta2, decay });
      const scalars = {
        rate: rate / (1 - beta1 ** update),
        squareScale: 1 / (1 - beta2 ** update),
        epsilon,
      };
      return { weights: elementwise(ELEMENTWISE.adamDescend, { w, m, v }, scalars), slots: [m, v] };
    }
    default:
      return spec satisfies never;
  }
}
