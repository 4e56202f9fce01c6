import { describe, expect, it } from 'vitest';
import { parameterTensors } from '../../src/experiment/model.ts';
import { CASES, pick, randomData, stirredWeights } from '../engine/cases.ts';
import { referencePass } from './network.ts';

const STEP = 1e-5;

describe('float64 reference', () => {
  it.each(CASES)('$name: gradients equal finite differences', ({ model, batch }) => {
    const count = Math.min(batch, 9);
    const { inputs, labels } = pick(
      randomData(model, count),
      Array.from({ length: count }, (_, i) => i),
    );
    const tensors = stirredWeights(model).map((t) => Array.from(t));
    const { gradients } = referencePass(model, tensors, inputs, labels);
    const lossAt = (k: number, i: number, step: number): number => {
      const moved = tensors.map((t) => [...t]);
      moved[k][i] += step;
      return referencePass(model, moved, inputs, labels).loss;
    };
    parameterTensors(model).forEach((spec, k) => {
      if (!spec.trainable) return;
      const stride = Math.max(1, Math.floor(tensors[k].length / 12));
      for (let i = 0; i < tensors[k].length; i += stride) {
        const slope = (lossAt(k, i, STEP) - lossAt(k, i, -STEP)) / (2 * STEP);
        expect(Math.abs(slope - gradients[k][i]), `${spec.name}[${i}]`).toBeLessThan(1e-7);
      }
    });
  });

  it('has gradients large enough for that comparison to mean something', () => {
    for (const { model, batch } of CASES) {
      const { inputs, labels } = pick(
        randomData(model, batch),
        Array.from({ length: batch }, (_, i) => i),
      );
      const tensors = stirredWeights(model).map((t) => Array.from(t));
      const { gradients } = referencePass(model, tensors, inputs, labels);
      const largest = Math.max(...gradients.flat().map(Math.abs));
      expect(largest).toBeGreaterThan(1e-2);
    }
  });
});
