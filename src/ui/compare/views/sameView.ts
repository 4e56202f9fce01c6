/** Whether a view would look the same: a thumb shows neither what is pointed at nor where the race is. */
import type { ViewProps } from './props.ts';

export function sameView(before: ViewProps, after: ViewProps): boolean {
  if (before.size !== after.size || before.data !== after.data) return false;
  if (before.size !== 'thumb')
    return before.selection === after.selection && before.on === after.on && before.ghost === after.ghost;
  const [a, b] = [before.selection, after.selection];
  return (
    a.axis === b.axis &&
    a.metric === b.metric &&
    a.split === b.split &&
    a.target?.metric === b.target?.metric &&
    a.target?.value === b.target?.value &&
    a.hiddenBatches === b.hiddenBatches
  );
}
