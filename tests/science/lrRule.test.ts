import { describe, expect, it } from 'vitest';
import { rateGrid, ruledRate } from '../../src/science/lrRule.ts';

describe('ruledRate', () => {
  it.each([
    ['fixed', 512, 0.1],
    ['linear', 512, 0.8],
    ['linear', 16, 0.025],
    ['sqrt', 256, 0.2],
    ['sqrt', 16, 0.05],
    ['linear', 64, 0.1],
    ['sqrt', 64, 0.1],
  ] as const)('%s from 0.1 at 64 to B = %d is %d', (rule, batchSize, expected) => {
    expect(ruledRate(rule, { learningRate: 0.1, batchSize: 64 }, batchSize)).toBeCloseTo(expected, 12);
  });

  it.each([
    [0, 64, 8],
    [0.1, 0, 8],
    [0.1, 64, NaN],
  ])('refuses η = %d, B = %d, B′ = %d', (learningRate, batchSize, other) => {
    expect(() => ruledRate('fixed', { learningRate, batchSize }, other)).toThrow('must be above 0, got');
  });
});

describe('rateGrid', () => {
  it.each([
    [0.1, [0.025, 0.05, 0.1, 0.2, 0.4]],
    [0.123456, [0.03075, 0.0615, 0.123, 0.246, 0.492]],
    [8, [2, 4, 8, 16, 32]],
  ])('around %d is %j', (centre, expected) => {
    expect(rateGrid(centre)).toEqual(expected);
  });

  it.each([0, -1, NaN, Infinity])('refuses %d', (centre) => {
    expect(() => rateGrid(centre)).toThrow(`got ${centre}`);
  });
});
