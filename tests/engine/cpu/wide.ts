/** A network whose layers have `units` units, for the kernels of wide layers. */
import type { LayerSpec, ModelSpec } from '../../../src/experiment/model.ts';

const dense = (name: string, units: number): LayerSpec => ({ kind: 'dense', name, units });

export const wide = (units: number): ModelSpec => ({
  inputShape: [11],
  layers: [
    dense('a', units),
    { kind: 'activation', name: 'b', fn: 'relu' },
    dense('c', units),
    { kind: 'activation', name: 'd', fn: 'tanh' },
    dense('e', 3),
  ],
  loss: 'softmaxCrossEntropy',
});
