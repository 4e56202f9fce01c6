/** How the epoch strip is drawn: which batches are a block each, and how much of it is filled. */
import type { Remainder } from '../../science/batch.ts';

export interface StripLayout {
  /** Batches are drawn one by one with gaps when each has at least MIN_BLOCK pixels. */
  blocks: boolean;
  /** Left edges and widths in pixels of every block, the ragged or dropped rest last; empty unless `blocks`. */
  edges: { x: number; width: number; kind: 'full' | 'ragged' | 'dropped' }[];
}

export const MIN_BLOCK = 3;
const GAP = 1;

/** Lays `examples` out as batches over `width` pixels; a block's width is its share of the examples. */
export function layOutStrip(
  examples: number,
  batchSize: number,
  remainder: Remainder,
  width: number,
): StripLayout {
  const full = Math.floor(examples / batchSize);
  const rest = examples - full * batchSize;
  const blocks = (width * batchSize) / examples >= MIN_BLOCK;
  if (!blocks) return { blocks, edges: [] };
  const scale = width / examples;
  const edges: StripLayout['edges'] = [];
  for (let i = 0; i < full; i++)
    edges.push({ x: i * batchSize * scale, width: batchSize * scale - GAP, kind: 'full' });
  if (rest > 0)
    edges.push({
      x: full * batchSize * scale,
      width: Math.max(1, rest * scale),
      kind: remainder === 'keep' ? 'ragged' : 'dropped',
    });
  return { blocks, edges };
}
