/** What typing, keys and dragging make of a number between two ends. */

export interface DialRange {
  min: number;
  max: number;
}

/** Dragging so many pixels doubles it. */
const DOUBLE_PX = 60;

const inside = (value: number, { min, max }: DialRange): number => Math.max(min, Math.min(max, value));

/** Undefined where it is no whole number in the range. */
export function typed(text: string, { min, max }: DialRange): number | undefined {
  const plain = text.replaceAll(/[, \u00a0]/g, '');
  const value = /^\d{1,9}$/.test(plain) ? Number(plain) : NaN;
  return value >= min && value <= max ? value : undefined;
}

/** Arrows by one, Page Up and Down by a factor of two; undefined for keys that move the caret. */
export function stepped(key: string, value: number, range: DialRange): number | undefined {
  switch (key) {
    case 'ArrowUp':
      return inside(value + 1, range);
    case 'ArrowDown':
      return inside(value - 1, range);
    case 'PageUp':
      return inside(2 * value, range);
    case 'PageDown':
      return inside(Math.round(value / 2), range);
    default:
      return undefined;
  }
}

/** Even in the logarithm, so that small and large numbers are as near; round, so that it comes by hundreds and thousands. */
export function dragged(from: number, acrossPx: number, range: DialRange): number {
  const to = Math.max(from, 0.5) * 2 ** (acrossPx / DOUBLE_PX);
  return inside(round(to), range);
}

/** Two digits. */
function round(value: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, value))) - 1);
  return Math.round(value / unit) * unit;
}
