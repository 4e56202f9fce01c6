import { describe, expect, it } from 'vitest';
import { modelOf } from '../../src/experiment/derive.ts';
import { memoryOf } from '../../src/experiment/memoryPlan.ts';
import { configOf } from './support.ts';

describe('memoryOf, worked by hand', () => {
  it('for the mlp 784-128-10 at B = 100 with SGD', () => {
    // 101,770 parameters; outputs 128 + 128 (activation) + 10; the flatten layer keeps nothing
    const bytes = 4 * 101_770;
    expect(memoryOf(modelOf(configOf()), 'sgd', 100)).toEqual({
      weights: bytes,
      gradients: bytes,
      optimizer: 0,
      activations: 4 * 100 * 266,
      batch: 4 * 100 * 784,
      total: 2 * bytes + 106_400 + 313_600,
    });
  });

  it('for the cnn at B = 64 with Adam', () => {
    // 24·24·8 twice, 12·12·8, 8·8·16 twice, 4·4·16, 10 logits
    const outputs = 4608 + 4608 + 1152 + 1024 + 1024 + 256 + 10;
    const bytes = 4 * 5994;
    expect(memoryOf(modelOf(configOf({ model: 'cnn' })), 'adam', 64)).toEqual({
      weights: bytes,
      gradients: bytes,
      optimizer: 2 * bytes,
      activations: 4 * 64 * outputs,
      batch: 4 * 64 * 784,
      total: 4 * bytes + 4 * 64 * (outputs + 784),
    });
  });

  it('counts running statistics among the weights, but neither gradients nor slots for them', () => {
    const parts = memoryOf(modelOf(configOf({ model: 'cnn-bn' })), 'momentum', 1);
    expect(parts).toMatchObject({ weights: 4 * (6042 + 48), gradients: 4 * 6042, optimizer: 4 * 6042 });
    // each normalisation's output is an array of its own
    expect(parts.activations).toBe(4 * (12_682 + 4608 + 1024));
  });
});
