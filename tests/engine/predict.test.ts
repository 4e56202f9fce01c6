import { describe, expect, it } from 'vitest';
import { flopsOf } from '../../src/engine/flops.ts';
import { predictedUpdateMs } from '../../src/engine/predict.ts';
import type { ModelSpec } from '../../src/experiment/model.ts';

const mlp: ModelSpec = {
  inputShape: [28, 28, 1],
  loss: 'softmaxCrossEntropy',
  layers: [
    { kind: 'flatten', name: 'f' },
    { kind: 'dense', name: 'a', units: 128 },
    { kind: 'dense', name: 'b', units: 10 },
  ],
};

describe('flopsOf', () => {
  it('counts two operations for every weight a dense layer multiplies with, and no gradient of the input', () => {
    const [first, second] = [2 * 784 * 128, 2 * 128 * 10];
    expect(flopsOf(mlp)).toEqual({
      forwardPerExample: first + second,
      backwardPerExample: first + 2 * second,
      perUpdate: 16 * (784 * 128 + 128 + 128 * 10 + 10),
    });
  });

  it('counts a convolution once for every place of its output', () => {
    const layers: ModelSpec['layers'] = [{ kind: 'conv', name: 'c', filters: 8, size: 5 }];
    const { forwardPerExample } = flopsOf({ inputShape: [28, 28, 3], layers, loss: 'softmaxCrossEntropy' });
    expect(forwardPerExample).toBe(2 * 25 * 3 * 24 * 24 * 8);
  });
});

describe('predictedUpdateMs', () => {
  it('grows with the batch, and is longer on an emulated GPU than on a real one', () => {
    expect(predictedUpdateMs(mlp, 128, 'cpu', false)).toBeGreaterThan(
      predictedUpdateMs(mlp, 64, 'cpu', false),
    );
    for (const engine of ['webgl', 'webgpu'] as const)
      expect(predictedUpdateMs(mlp, 64, engine, true)).toBeGreaterThan(
        predictedUpdateMs(mlp, 64, engine, false),
      );
  });
});
