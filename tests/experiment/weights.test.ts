import { describe, expect, it } from 'vitest';
import { modelOf } from '../../src/experiment/derive.ts';
import { parameterTensors, sizeOf } from '../../src/experiment/model.ts';
import { initialWeights } from '../../src/experiment/weights.ts';
import { configOf } from './support.ts';

const mlp = modelOf(configOf());
const cnn = modelOf(configOf({ model: 'cnn-bn' }));

describe('initialWeights', () => {
  it('keeps its first numbers for ever', () => {
    const [first] = initialWeights(mlp, 1);
    expect([...first.subarray(0, 3)]).toEqual([
      -0.07838845252990723, -0.0492548942565918, -0.08018377423286438,
    ]);
  });

  it('fills ±sqrt(6 / (fanIn + fanOut)), evenly, for dense layers and convolutions', () => {
    // conv: k·k·in + k·k·out
    const limits: Record<string, number> = {
      'conv1.weights': Math.sqrt(6 / (25 * 1 + 25 * 8)),
      'conv2.weights': Math.sqrt(6 / (25 * 8 + 25 * 16)),
      'output.weights': Math.sqrt(6 / (256 + 10)),
    };
    const values = initialWeights(cnn, 3);
    for (const [i, tensor] of parameterTensors(cnn).entries()) {
      if (tensor.role !== 'weights') continue;
      const limit = limits[tensor.name];
      expect(Math.max(...values[i].map(Math.abs))).toBeLessThanOrEqual(limit);
      expect(Math.max(...values[i])).toBeGreaterThan(0.95 * limit);
      expect(Math.min(...values[i])).toBeLessThan(-0.95 * limit);
      const square = values[i].reduce((sum, v) => sum + v * v, 0) / values[i].length;
      expect(Math.abs(square / (limit ** 2 / 3) - 1)).toBeLessThan(0.25);
    }
  });

  it('starts biases, shifts and running means at 0, scales and running variances at 1', () => {
    const values = initialWeights(cnn, 3);
    for (const [i, { role, shape }] of parameterTensors(cnn).entries()) {
      expect(values[i]).toHaveLength(sizeOf(shape));
      if (role === 'weights') continue;
      const start = role === 'scale' || role === 'runningVariance' ? 1 : 0;
      expect(values[i].every((v) => v === start)).toBe(true);
    }
  });

  it('gives the same bytes for the same seed and others for another', () => {
    expect(initialWeights(mlp, 5)).toEqual(initialWeights(mlp, 5));
    expect(initialWeights(mlp, 5)[0]).not.toEqual(initialWeights(mlp, 6)[0]);
  });

  it('gives a tensor the same numbers whatever layers stand beside it', () => {
    const plain = modelOf(configOf({ model: 'cnn' }));
    expect(initialWeights(plain, 5)[0]).toEqual(initialWeights(cnn, 5)[0]);
  });
});
