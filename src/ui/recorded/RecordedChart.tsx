import type { Recording } from '../../recordings/recording.ts';
import type { Selection, SelectionEvents } from '../compare/views/props.ts';
import { useTheme } from '../theme.ts';
import { FigureChart } from './FigureChart.tsx';

interface Props {
  recording: Recording;
  selection: Selection;
  on: SelectionEvents;
}

/** The chart of a recording, with what the reader points at and chooses. */
export function RecordedChart({ recording: { figure, arms }, selection, on }: Props) {
  const theme = useTheme();
  const { axis, scrub, hiddenBatches, hoverBatch } = selection;
  const look = { arms, theme, thumb: false, hidden: hiddenBatches, hoverBatch, onHover: on.hover };
  return <FigureChart figure={figure} look={look} axis={axis} scrub={scrub} />;
}
