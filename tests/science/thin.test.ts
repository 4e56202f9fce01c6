import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { thin } from '../../src/science/thin.ts';

const LIMIT = 200;

const grid = (n: number) => Array.from({ length: n }, (_, i) => i);

describe('thin', () => {
  it('keeps all of a short curve, and the ends of a long one within its limit', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { maxLength: 900 }), (y) => {
        const kept = thin(grid(y.length), y, LIMIT);
        expect(kept.length).toBe(Math.min(y.length, LIMIT));
        expect(kept).toEqual([...new Set(kept)].sort((a, b) => a - b));
        if (y.length > 0) expect([kept[0], kept[kept.length - 1]]).toEqual([0, y.length - 1]);
      }),
    );
  });
  it('keeps a spike that every hundredth point would miss', () => {
    const y = grid(20_000).map((i) => (i === 7_777 ? 100 : 0));
    expect(thin(grid(20_000), y, LIMIT)).toContain(7_777);
  });
  it('leaves out what is not finite', () => {
    expect(thin([0, 1, 2, 3], [1, NaN, Infinity, 2], LIMIT)).toEqual([0, 3]);
  });
});
