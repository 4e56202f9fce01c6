/** How one example of every layer lies in the arena: channels filled up to a multiple of 4 numbers, with zeros. */
import { sizeOf, type LayerSpec, type ModelSpec } from '../../experiment/model.ts';

export interface Lay {
  /** [n] or [height, width, channels]. */
  shape: readonly number[];
  /** Of every `period` numbers the first `filled` hold values. */
  period: number;
  filled: number;
  /** Numbers of one example, a multiple of 4. */
  numbers: number;
  /** Numbers from one pixel to the next. */
  pixel: number;
}

export const upTo4 = (n: number): number => Math.ceil(n / 4) * 4;

/** Channels filled up pixel by pixel. */
export function padded(shape: readonly number[]): Lay {
  const filled = shape[shape.length - 1];
  const period = upTo4(filled);
  return { shape, period, filled, numbers: (sizeOf(shape) / filled) * period, pixel: period };
}

/** Values one after the other, filled up at the end of the example; what convolutions and dense layers can read. */
function compact(shape: readonly number[]): Lay {
  const filled = sizeOf(shape);
  const period = upTo4(filled);
  return { shape, period, filled, numbers: period, pixel: shape[shape.length - 1] };
}

const readsCompact = (layer: LayerSpec | undefined): boolean =>
  layer?.kind === 'conv' || layer?.kind === 'dense' || layer?.kind === 'flatten';

export const inputLay = ({ inputShape, layers }: ModelSpec): Lay =>
  readsCompact(layers[0]) ? compact(inputShape) : padded(inputShape);

/** The same numbers in the same places, as one row. */
export const flattened = (lay: Lay): Lay => ({ ...lay, shape: [sizeOf(lay.shape)], pixel: lay.numbers });

/** Where value `i` of an example lies. */
export const placeIn = ({ period, filled }: Lay, i: number): number =>
  Math.floor(i / filled) * period + (i % filled);

/** Where the value of column `column` and row `row` lies in panels of 8 (the last perhaps 4) columns. */
export function placeInPanels(rows: number, columns: number, row: number, column: number): number {
  const full = columns & ~7;
  return column < full
    ? (column >> 3) * 8 * rows + row * 8 + (column & 7)
    : full * rows + row * 4 + (column & 3);
}
