/** What a batch size needs to the target, in the unit of the chart. */
import type { Ranged, TargetPoint, TargetView } from '../../../sweep/views.ts';
import type { Dot } from './Dots.tsx';

export type TargetUnit = 'updates' | 'examples' | 'seconds';

/** Milliseconds of one update at any batch size of an arm, from times measured alone; undefined where there are none. */
export type UpdateTime = (arm: number, batchSize: number) => number | undefined;

/** Updates in the unit; undefined where the time of an update is not known. */
export function inUnit(
  unit: TargetUnit,
  updates: number,
  arm: number,
  batchSize: number,
  updateMs: UpdateTime,
): number | undefined {
  switch (unit) {
    case 'updates':
      return updates;
    case 'examples':
      return updates * batchSize;
    case 'seconds': {
      const ms = updateMs(arm, batchSize);
      return ms === undefined ? undefined : (updates * ms) / 1000;
    }
    default:
      return unit satisfies never;
  }
}

export const rangeOf = (point: TargetPoint, unit: TargetUnit): Ranged | undefined => point[unit];

/** Pixels between the marks of two tasks. */
const ARM_SHIFT = 10;

/**
 * Filled at the mean where every seed got there. Else an open mark for every run that did not, at the place where it ended
 * (runs that ended alike share one), and one for the mean, which is above what it is drawn at.
 */
export function targetDots(
  view: TargetView,
  unit: TargetUnit,
  updateMs: UpdateTime,
  text: (value: number) => string,
): Dot[] {
  return view.points.flatMap((point): Dot[] => {
    const { arm, batchSize, reached, seeds, atLeastUpdates, missed } = point;
    const shift = (arm - (view.fits.length - 1) / 2) * ARM_SHIFT;
    const base = { key: `${arm} ${batchSize}`, arm, batchSize, x: batchSize, shift };
    const range = rangeOf(point, unit);
    if (range) {
      const { best, unsure } = view.fastest[arm];
      const ringed = unit === 'seconds' && unsure === undefined && best.length === 1 && best[0] === batchSize;
      const said = `${text(range.value)}${ringed ? ' fastest' : ''}`;
      return [{ ...base, y: range.value, low: range.low, high: range.high, ringed, text: said }];
    }
    const bound = (updates: number, key: string, of: string, note: string): Dot[] => {
      const y = inUnit(unit, updates, arm, batchSize, updateMs);
      return y === undefined
        ? []
        : [
            {
              ...base,
              key,
              y,
              atLeast: true,
              text: `${of}> ${text(y)}${note}`,
              note: `${of}more than ${text(y)}${note}`,
            },
          ];
    };
    const ends = [...new Set(missed)];
    const runs = ends.flatMap((end) => {
      const count = missed.filter((m) => m === end).length;
      const some = count < seeds ? ` (${count} of ${seeds} seeds)` : '';
      return bound(end, `${base.key} ${end}`, '', some);
    });
    const mean =
      reached > 0 && atLeastUpdates !== undefined ? bound(atLeastUpdates, base.key, 'mean ', '') : [];
    return [...mean, ...runs];
  });
}

/** Points of a line given in updates, in the unit; empty where times are missing. */
export const lineIn = (
  unit: TargetUnit,
  line: readonly { batchSize: number; updates: number }[],
  arm: number,
  updateMs: UpdateTime,
): { x: number; y: number }[] =>
  line.flatMap(({ batchSize, updates }) => {
    const y = inUnit(unit, updates, arm, batchSize, updateMs);
    return y === undefined ? [] : [{ x: batchSize, y }];
  });
