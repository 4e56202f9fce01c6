import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  batchVariance,
  epochOrder,
  examplesPerEpoch,
  lastBatchSize,
  updatesPerEpoch,
  type Remainder,
} from '../../src/science/batch.ts';

describe('batch arithmetic', () => {
  // N, B, policy, updates per epoch, examples trained on, size of the last batch
  it.each<[number, number, Remainder, number, number, number]>([
    [10_000, 100, 'keep', 100, 10_000, 100],
    [10_000, 100, 'drop', 100, 10_000, 100],
    [60_000, 1, 'keep', 60_000, 60_000, 1],
    [60_000, 1, 'drop', 60_000, 60_000, 1],
    [60_000, 64, 'keep', 938, 60_000, 32],
    [60_000, 64, 'drop', 937, 59_968, 64],
    [60_000, 128, 'keep', 469, 60_000, 96],
    [60_000, 128, 'drop', 468, 59_904, 128],
    [60_000, 1000, 'keep', 60, 60_000, 1000],
    [60_000, 1000, 'drop', 60, 60_000, 1000],
    [60_000, 60_000, 'keep', 1, 60_000, 60_000],
    [60_000, 60_000, 'drop', 1, 60_000, 60_000],
    [7, 4, 'keep', 2, 7, 3],
    [7, 4, 'drop', 1, 4, 4],
    [1, 1, 'keep', 1, 1, 1],
  ])(
    'N = %d, B = %d, %s: %d updates over %d examples, the last of %d',
    (n, b, policy, updates, seen, last) => {
      expect(updatesPerEpoch(n, b, policy)).toBe(updates);
      expect(examplesPerEpoch(n, b, policy)).toBe(seen);
      expect(lastBatchSize(n, b, policy)).toBe(last);
    },
  );

  it.each([
    [100, 0],
    [100, -5],
    [100, 2.5],
    [100, 101],
    [100, NaN],
    [0, 1],
    [10.5, 1],
  ])('refuses N = %d with B = %d', (n, b) => {
    const wrong = Number.isInteger(n) && n > 0 ? b : n;
    for (const f of [updatesPerEpoch, examplesPerEpoch, lastBatchSize])
      for (const policy of ['keep', 'drop'] as const) expect(() => f(n, b, policy)).toThrow(`got ${wrong}`);
  });

  it('cuts every epoch order into batches that hold each example once, but for a dropped remainder', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: 1, max: 500 }),
        fc.constantFrom<Remainder>('keep', 'drop'),
        fc.nat(),
        (n, size, policy, seed) => {
          const b = Math.min(n, size);
          const order = epochOrder(seed, 3, n);
          const updates = updatesPerEpoch(n, b, policy);
          const used = examplesPerEpoch(n, b, policy);
          const batches = Array.from({ length: updates }, (_, u) =>
            order.subarray(u * b, Math.min((u + 1) * b, used)),
          );
          expect(batches.at(-1)).toHaveLength(lastBatchSize(n, b, policy));
          expect(batches.slice(0, -1).every((batch) => batch.length === b)).toBe(true);
          const visited = new Set(batches.flatMap((batch) => [...batch]));
          expect(visited.size).toBe(used);
          expect(Math.max(...visited)).toBeLessThan(n);
          expect(used).toBe(policy === 'keep' ? n : n - (n % b));
        },
      ),
    );
  });
});

describe('epochOrder', () => {
  it('keeps its order for ever', () => {
    expect([...epochOrder(1, 0, 10)]).toEqual([9, 0, 1, 8, 6, 5, 4, 2, 7, 3]);
  });

  it('is the same for the same seed and epoch, another for another', () => {
    const order = epochOrder(1, 0, 1000);
    expect(epochOrder(1, 0, 1000)).toEqual(order);
    expect(epochOrder(1, 1, 1000)).not.toEqual(order);
    expect(epochOrder(2, 0, 1000)).not.toEqual(order);
    expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_, i) => i));
  });
});

describe('the variance of a batch’s mean', () => {
  it('is that over all batches of a small set', () => {
    const values = [1, 2, 4, 8, 16];
    const mean = (list: readonly number[]): number => list.reduce((sum, v) => sum + v, 0) / list.length;
    const variance = (list: readonly number[]): number => mean(list.map((v) => (v - mean(list)) ** 2));
    for (const size of [1, 2, 3, 4, 5]) {
      const subsets = Array.from({ length: 2 ** values.length }, (_, bits) =>
        values.filter((_, i) => (bits >> i) & 1),
      ).filter((subset) => subset.length === size);
      expect(batchVariance(values.length, size) * variance(values)).toBeCloseTo(
        variance(subsets.map(mean)),
        10,
      );
    }
  });

  it('falls by more than half when a batch of 8 of 120 is doubled', () => {
    expect(batchVariance(120, 8) / batchVariance(120, 16)).toBeCloseTo(2.154, 3);
  });
});
