import { useMemo } from 'react';
import type { SweepData } from '../../experiment/sweep.ts';
import type { TalkAxis } from '../../experiment/talk.ts';
import { FigureChart } from '../../ui/recorded/FigureChart.tsx';
import { HereChart } from '../../ui/recorded/HereChart.tsx';
import { useSelection } from '../../ui/recorded/useSelection.ts';
import { useTheme } from '../../ui/theme.ts';
import { figureAt } from './figureAt.ts';
import type { Drawn } from './shown.ts';

interface Props {
  recording: Drawn;
  axis: TalkAxis;
  share: number;
  /** Runs of this machine, drawn instead; a race over the recorded one. */
  here: SweepData | undefined;
}

/** A recorded figure as far as it is played, or what this machine makes of it. */
export function SweepFigure({ recording, axis, share, here }: Props) {
  const theme = useTheme();
  const [selection, on] = useSelection();
  const chosen = useMemo(() => ({ ...selection, axis }), [selection, axis]);
  if (here) return <HereChart data={here} recording={recording} selection={chosen} on={on} />;
  if (share === 0 && recording.figure.kind !== 'race')
    return <p className="none">Play shows what was recorded, point by point.</p>;
  const { hiddenBatches, hoverBatch } = selection;
  const look = {
    ...{ arms: recording.arms, theme, thumb: false, hidden: hiddenBatches },
    ...{ hoverBatch, onHover: on.hover },
  };
  const scrub = share >= 1 ? undefined : share;
  return <FigureChart figure={figureAt(recording.figure, share)} look={look} axis={axis} scrub={scrub} />;
}
