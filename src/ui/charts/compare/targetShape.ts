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

/** One mark for each batch size: filled where seeds reached the target, open at the lower bound where none did. */
export function targetDots(
  view: TargetView,
  unit: TargetUnit,
  updateMs: UpdateTime,
  text: (value: number) => string,
): Dot[] {
  return view.points.flatMap((point): Dot[] => {
    const { arm, batchSize, reached, seeds, atLeastUpdates } = point;
    const shift = (arm - (view.fits.length - 1) / 2) * ARM_SHIFT;
    const base = { key: `${arm} ${batchSize}`, arm, batchSize, x: batchSize, shift };
    const range = rangeOf(point, unit);
    if (range && reached > 0) {
      const ringed = unit === 'seconds' && view.fastest[arm]?.measured === batchSize;
      const some = reached < seeds ? ` (${reached} of ${seeds} seeds)` : '';
      const said = `${text(range.value)}${some}${ringed ? ' fastest' : ''}`;
      return [{ ...base, y: range.value, low: range.low, high: range.high, ringed, text: said }];
    }
    if (atLeastUpdates === undefined) return [];
    const bound = inUnit(unit, atLeastUpdates, arm, batchSize, updateMs);
    return bound === undefined ? [] : [{ ...base, y: bound, atLeast: true, text: `> ${text(bound)}` }];
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
