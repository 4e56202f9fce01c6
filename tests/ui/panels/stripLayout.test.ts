import { describe, expect, it } from 'vitest';
import { layOutStrip } from '../../../src/ui/panels/stripLayout.ts';

describe('layOutStrip', () => {
  it('gives every batch a block as wide as its share of the examples', () => {
    const { edges } = layOutStrip(1000, 100, 'keep', 500);
    expect(edges).toHaveLength(10);
    edges.forEach(({ x, width, kind }, i) => {
      expect(x).toBeCloseTo(50 * i, 9);
      expect(width).toBeCloseTo(49, 9);
      expect(kind).toBe('full');
    });
  });
  it('shows a ragged last batch smaller, and a dropped rest as dropped', () => {
    const kept = layOutStrip(1000, 300, 'keep', 500).edges.at(-1);
    expect(kept?.kind).toBe('ragged');
    expect(kept?.x).toBeCloseTo(450, 9);
    expect(kept?.width).toBeCloseTo(50, 9);
    expect(layOutStrip(1000, 300, 'drop', 500).edges.at(-1)?.kind).toBe('dropped');
  });
  it('stays within its width', () => {
    for (const batchSize of [1, 7, 100, 333, 999, 1000])
      for (const { x, width } of layOutStrip(1000, batchSize, 'keep', 4000).edges)
        expect(x + width).toBeLessThanOrEqual(4000 + 1e-9);
  });
  it('draws no blocks where they would be too thin to see', () => {
    expect(layOutStrip(10_000, 1, 'keep', 1000)).toEqual({ blocks: false, edges: [] });
  });
});
