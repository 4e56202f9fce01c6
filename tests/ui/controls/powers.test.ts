import { describe, expect, it } from 'vitest';
import { batchSizeStops, sliderPosition } from '../../../src/ui/controls/powers.ts';

describe('batchSizeStops', () => {
  it.each([
    [1, [1]],
    [2, [1, 2]],
    [64, [1, 2, 4, 8, 16, 32, 64]],
    [100, [1, 2, 4, 8, 16, 32, 64, 100]],
  ])('of %d examples are the powers of two and all of them', (examples, stops) => {
    expect(batchSizeStops(examples)).toEqual(stops);
  });
});

describe('sliderPosition', () => {
  const stops = batchSizeStops(100);
  it.each([
    [1, 0],
    [64, 6],
    [100, 7],
    [500, 7],
    [3, 1 + Math.log2(1.5)],
  ])('of batch size %d', (batchSize, position) => {
    expect(sliderPosition(batchSize, stops)).toBeCloseTo(position, 12);
  });
  it('grows with the batch size', () => {
    const places = Array.from({ length: 100 }, (_, i) => sliderPosition(i + 1, stops));
    for (let i = 1; i < places.length; i++) expect(places[i]).toBeGreaterThan(places[i - 1]);
  });
});
