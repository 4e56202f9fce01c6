import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findLargestBatch } from '../../src/science/largestBatch.ts';

const search = (most: number, limit: number) =>
  findLargestBatch(most, (batchSize) => Promise.resolve(batchSize <= limit));

describe('findLargestBatch', () => {
  it('is tight: the answer was tried and fits, one more was tried and does not', () =>
    fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 100_000 }), fc.nat(120_000), async (most, limit) => {
        const { largest, all, steps } = await search(most, limit);
        expect(largest).toBe(Math.min(most, limit));
        expect(all).toBe(limit >= most);
        if (largest > 0)
          expect(steps).toContainEqual(expect.objectContaining({ batchSize: largest, fits: true }));
        if (!all)
          expect(steps).toContainEqual(expect.objectContaining({ batchSize: largest + 1, fits: false }));
        expect(new Set(steps.map((s) => s.batchSize)).size).toBe(steps.length);
        expect(steps.length).toBeLessThanOrEqual(2 * Math.ceil(Math.log2(most + 1)) + 2);
      }),
      { numRuns: 500 },
    ));

  it('doubles, then halves, and tells every step', async () => {
    const told: string[] = [];
    await findLargestBatch(
      1000,
      (batchSize) => Promise.resolve(batchSize <= 21),
      ({ batchSize, fits, phase }) => void told.push(`${phase} ${batchSize} ${fits ? 'fits' : 'does not'}`),
    );
    expect(told).toEqual([
      'doubling 1 fits',
      'doubling 2 fits',
      'doubling 4 fits',
      'doubling 8 fits',
      'doubling 16 fits',
      'doubling 32 does not',
      'halving 24 does not',
      'halving 20 fits',
      'halving 22 does not',
      'halving 21 fits',
    ]);
  });

  it('ends at all examples, and at none', async () => {
    expect(await search(100, 1e9)).toMatchObject({ largest: 100, all: true });
    expect(await search(100, 0)).toMatchObject({ largest: 0, all: false });
  });

  it.each([0, 2.5, NaN])('refuses %d examples', async (most) => {
    await expect(search(most, 1)).rejects.toThrow(`got ${most}`);
  });
});
