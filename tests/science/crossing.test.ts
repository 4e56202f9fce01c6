import { describe, expect, it } from 'vitest';
import { firstCrossing } from '../../src/science/crossing.ts';

describe('firstCrossing', () => {
  it.each<[string, number[], number[], number, 'up' | 'down', number | undefined]>([
    ['between two evaluations', [0, 10, 20], [0.1, 0.5, 0.9], 0.7, 'up', 15],
    ['of a falling loss', [0, 10, 20], [2, 1, 0.5], 0.75, 'down', 15],
    ['at an evaluation', [0, 10, 20], [0.1, 0.5, 0.9], 0.5, 'up', 10],
    ['met from the start', [5, 10], [0.8, 0.9], 0.7, 'up', 5],
    ['never', [0, 10, 20], [0.1, 0.5, 0.6], 0.7, 'up', undefined],
    ['the first of several', [0, 10, 20, 30], [0, 1, 0, 1], 0.5, 'up', 5],
    ['of nothing', [], [], 0.5, 'up', undefined],
    ['across a gap', [0, 10, 20], [0, NaN, 1], 0.5, 'up', 10],
    ['after a gap at the start', [0, 10], [NaN, 1], 0.5, 'up', 10],
    ['not by a curve that left for infinity', [0, 10], [2, Infinity], 0.5, 'down', undefined],
    ['of a jump', [3, 3, 4], [0, 1, 1], 0.5, 'up', 3],
  ])('%s', (_, x, y, target, direction, expected) => {
    expect(firstCrossing(x, y, target, direction)).toBe(expected);
  });

  it('does not depend on where a straight curve is looked at, as the first evaluation beyond the target would', () => {
    const often = Array.from({ length: 101 }, (_, i) => i);
    const seldom = [0, 13, 29, 64, 100];
    const curve = (x: number): number => 2 - x / 100;
    for (const x of [often, seldom])
      expect(firstCrossing(x, x.map(curve), 1.555, 'down')).toBeCloseTo(44.5, 9);
  });

  it('refuses unequal lengths', () => {
    expect(() => firstCrossing([1, 2], [1], 0, 'up')).toThrow('got 2 and 1');
  });
});
