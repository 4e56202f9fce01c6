import { describe, expect, it } from 'vitest';
import { predictMemory } from '../../src/science/memory.ts';

const parts = {
  parameters: 1000,
  stateTensors: 10,
  slots: 2,
  activationsPerExample: 50,
  inputPerExample: 20,
  batchSize: 8,
};

describe('predictMemory', () => {
  it('counts four bytes for every number of every part', () => {
    expect(predictMemory(parts)).toEqual({
      weights: 4040,
      gradients: 4000,
      optimizer: 8000,
      activations: 1600,
      batch: 640,
      total: 18_280,
    });
  });

  it('lets only activations and batch grow with the batch size', () => {
    const [one, ten] = [
      predictMemory({ ...parts, batchSize: 1 }),
      predictMemory({ ...parts, batchSize: 10 }),
    ];
    expect(ten).toMatchObject({ weights: one.weights, gradients: one.gradients, optimizer: one.optimizer });
    expect(ten.activations).toBe(10 * one.activations);
    expect(ten.batch).toBe(10 * one.batch);
  });

  it.each([
    ['batchSize', -1],
    ['parameters', NaN],
    ['slots', Infinity],
  ])('refuses %s = %d', (key, value) => {
    expect(() => predictMemory({ ...parts, [key]: value })).toThrow(
      `${key} must be a number of at least 0, got ${value}`,
    );
  });
});
