/** The axis of the figure, where it has a choice. */
import type { SweepData } from '../../../experiment/sweep.ts';
import type { Recording } from '../../../recordings/recording.ts';
import type { RaceAxis } from '../../../sweep/views.ts';
import { Segmented } from '../../../ui/controls/Segmented.tsx';
import { kindOf } from '../../../ui/recorded/HereChart.tsx';

const named = (axes: readonly RaceAxis[]) => axes.map((value) => ({ value, label: value }));

const AXES = {
  race: named(['epochs', 'updates', 'examples', 'seconds']),
  target: named(['updates', 'examples', 'seconds']),
};

interface ControlsProps {
  kind: Recording['figure']['kind'] | undefined;
  data: SweepData | undefined;
  axis: RaceAxis;
  onAxis(axis: RaceAxis): void;
}

export function Controls({ kind = undefined, data, axis, onAxis }: ControlsProps) {
  const shown = kind ?? (data && kindOf(data));
  if (shown === 'race')
    return <Segmented name="Horizontal axis" value={axis} options={AXES.race} onChange={onAxis} />;
  if (shown !== 'target' || !data) return null;
  const unit = axis === 'epochs' ? 'updates' : axis;
  return <Segmented name="What is counted" value={unit} options={AXES.target} onChange={onAxis} />;
}
