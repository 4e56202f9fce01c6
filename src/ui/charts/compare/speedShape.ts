/** Where the fitted line of update times runs, and its knee with the words beside it. */
import type { SpeedFit } from '../../../sweep/views.ts';
import type { Box } from '../dotLabels.ts';
import { textWidth } from '../textWidth.ts';
import { TICK_PX, type Plane } from './plane.ts';

const LINE_POINTS = 60;
const WORDS_HEIGHT = 14;
/** Half of a dot with some air. */
const DOT = 6;

/** Pixels of the line, as far as it is in the plane. */
export function fitPoints(
  plane: Plane,
  fit: SpeedFit,
  quantity: 'updateMs' | 'examplesPerSecond',
): (readonly [number, number])[] {
  return Array.from({ length: LINE_POINTS }, (_, k) => {
    const batchSize = plane.x.invert(plane.left + ((plane.right - plane.left) * k) / (LINE_POINTS - 1));
    const ms = fit.overheadMs + fit.perExampleMs * batchSize;
    return [
      plane.x.at(batchSize),
      plane.y.at(quantity === 'updateMs' ? ms : (1000 * batchSize) / ms),
    ] as const;
  }).filter(([, y]) => Number.isFinite(y) && y >= plane.top - 6 && y <= plane.bottom + 6);
}

export interface Knee {
  /** Pixel of the batch size where half of the time is overhead. */
  at: number;
  /** Left out where they would cover a dot. */
  words?: { text: string; box: Box };
}

/** `spots`: the dots that its words may not cover; without them it has none. */
export function kneeOf(
  plane: Plane,
  { saturation }: SpeedFit,
  spots: readonly { atX: number; atY: number }[] | undefined,
): Knee | undefined {
  const at = plane.x.at(saturation);
  if (!(at > plane.left && at < plane.right)) return undefined;
  const size = Math.round(saturation);
  for (const text of spots
    ? [`half of the time is overhead at B = ${size}`, `half overhead at B = ${size}`]
    : []) {
    const width = textWidth(text, TICK_PX);
    const left = Math.max(plane.left + 4, Math.min(plane.right - width - 4, at + 5));
    const top = plane.top + 10 - WORDS_HEIGHT / 2;
    const box = { left, right: left + width, top, bottom: top + WORDS_HEIGHT };
    const covers = spots?.some(
      ({ atX, atY }) =>
        atX + DOT > box.left && atX - DOT < box.right && atY + DOT > box.top && atY - DOT < box.bottom,
    );
    if (left >= at && !covers) return { at, words: { text, box } };
  }
  return { at };
}
