/** What all charts of Compare are told alike, and how a batch size looks among others. */
import { batchColor, dimmedBatchColor, type Theme } from '../batchColor.ts';

export interface ChartLook {
  /** Short names of the sweep's tasks, by index; one name where there is one task. */
  arms: readonly string[];
  theme: Theme;
  /** Batch sizes that the reader has switched off. */
  hidden: ReadonlySet<number>;
  /** The batch size pointed at, here or in another view. */
  hoverBatch: number | undefined;
  onHover: (batchSize: number | undefined) => void;
  /** A small picture without words. */
  thumb: boolean;
}

export interface Ink {
  colour: string;
  /** Pointed at. */
  strong: boolean;
  /** Another one is pointed at. */
  dim: boolean;
}

export function inkOf(
  batchSize: number,
  { theme, hoverBatch }: Pick<ChartLook, 'theme' | 'hoverBatch'>,
): Ink {
  const dim = hoverBatch !== undefined && hoverBatch !== batchSize;
  return {
    colour: dim ? dimmedBatchColor(batchSize, theme) : batchColor(batchSize, theme),
    strong: hoverBatch === batchSize,
    dim,
  };
}

/** The nearest of some places to a point, no farther than `reach` pixels. */
export function nearest<T extends { x: number; y: number }>(
  places: readonly T[],
  point: { x: number; y: number },
  reach: number,
): T | undefined {
  let best: T | undefined;
  let least = reach;
  for (const place of places) {
    const distance = Math.hypot(place.x - point.x, place.y - point.y);
    if (distance <= least) [best, least] = [place, distance];
  }
  return best;
}
