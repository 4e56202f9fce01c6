/** Places the labels at the ends of curves: beside the end, pushed apart where they would overlap, inside the bounds. */

export interface LabelWish {
  /** Where the curve ends. */
  x: number;
  y: number;
  width: number;
}

export interface PlacedLabel {
  left: number;
  /** Middle of the label. */
  y: number;
}

export interface Bounds {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Between a curve's end and its label. */
const GAP = 6;
/** Labels of one group that start this near to each other start together. */
const ALIGN = 14;

/**
 * Labels keep the order of their curves from top to bottom. Only where the bounds are lower than all labels of one group
 * together do they come closer than `height`, evenly.
 */
export function placeLabels(
  wishes: readonly LabelWish[],
  bounds: Bounds,
  height: number,
): readonly PlacedLabel[] {
  const placed = wishes.map(({ x, y, width }) => ({
    left: Math.max(bounds.left, Math.min(x + GAP, bounds.right - width)),
    y,
  }));
  for (const group of groups(wishes, placed)) {
    group.sort((a, b) => wishes[a].y - wishes[b].y || a - b);
    const middles = pushApart(
      group.map((i) => wishes[i].y),
      bounds.top + height / 2,
      bounds.bottom - height / 2,
      height,
    );
    const column = Math.max(...group.map((i) => placed[i].left));
    group.forEach((i, k) => {
      placed[i].y = middles[k];
      if (column - placed[i].left <= ALIGN) placed[i].left = Math.min(column, bounds.right - wishes[i].width);
    });
  }
  return placed;
}

/** Labels that share a stretch of x, or would once moved by ALIGN, directly or through others between them. */
function groups(wishes: readonly LabelWish[], placed: readonly PlacedLabel[]): number[][] {
  const byLeft = placed.map((_, i) => i).sort((a, b) => placed[a].left - placed[b].left);
  const result: number[][] = [];
  let right = -Infinity;
  for (const i of byLeft) {
    if (placed[i].left < right + ALIGN) result[result.length - 1].push(i);
    else result.push([i]);
    right = Math.max(right, placed[i].left + wishes[i].width);
  }
  return result;
}

/** Rising positions at least `gap` apart within [low, high], as near as can be to the sorted wishes (least squares). */
export function pushApart(sorted: readonly number[], low: number, high: number, gap: number): number[] {
  const n = sorted.length;
  const step = n > 1 ? Math.min(gap, (high - low) / (n - 1)) : gap;
  const blocks: { sum: number; count: number }[] = [];
  for (let i = 0; i < n; i++) {
    let block = { sum: sorted[i] - i * step, count: 1 };
    for (
      let last = blocks.at(-1);
      last && last.sum / last.count >= block.sum / block.count;
      last = blocks.at(-1)
    ) {
      blocks.pop();
      block = { sum: last.sum + block.sum, count: last.count + block.count };
    }
    blocks.push(block);
  }
  const offsets = blocks.flatMap(({ sum, count }) => new Array<number>(count).fill(sum / count));
  const highest = high - (n - 1) * step;
  return offsets.map((offset, i) => Math.max(low, Math.min(highest, offset)) + i * step);
}
