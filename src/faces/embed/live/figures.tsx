/** The recorded figure and that of the runs made here, by the same charts. */
import { useMemo, type ComponentType } from 'react';
import type { SweepData } from '../../../experiment/sweep.ts';
import type { Recording } from '../../../recordings/recording.ts';
import { raceView } from '../../../sweep/analyse/raceView.ts';
import { viewOf } from '../../../sweep/analyse/question.ts';
import { GeneralisationChart } from '../../../ui/charts/compare/GeneralisationChart.tsx';
import type { ChartLook } from '../../../ui/charts/compare/look.ts';
import { NoiseChart } from '../../../ui/charts/compare/NoiseChart.tsx';
import { RaceChart } from '../../../ui/charts/compare/RaceChart.tsx';
import { SpeedChart } from '../../../ui/charts/compare/SpeedChart.tsx';
import { TargetChart } from '../../../ui/charts/compare/TargetChart.tsx';
import { GeneralisationView } from '../../../ui/compare/views/GeneralisationView.tsx';
import { NoiseView } from '../../../ui/compare/views/NoiseView.tsx';
import type { Selection, SelectionEvents, ViewProps } from '../../../ui/compare/views/props.ts';
import { RaceView } from '../../../ui/compare/views/RaceView.tsx';
import { SpeedView } from '../../../ui/compare/views/SpeedView.tsx';
import { TargetView } from '../../../ui/compare/views/TargetView.tsx';
import { useTheme } from '../../../ui/theme.ts';

interface FigureProps {
  selection: Selection;
  on: SelectionEvents;
}

type Kind = Recording['figure']['kind'];

const VIEWS: Readonly<Record<Kind, ComponentType<ViewProps>>> = {
  race: RaceView,
  target: TargetView,
  speed: SpeedView,
  generalisation: GeneralisationView,
  noise: NoiseView,
};

/** What a sweep of one's own is shown as. */
export const kindOf = (data: SweepData): Kind => {
  const view = viewOf(data);
  return view in VIEWS ? (view as Kind) : 'race';
};

interface HereProps extends FigureProps {
  data: SweepData;
  recording: Recording | undefined;
  /** Results of a link, to be drawn behind those made here. */
  linked: SweepData | undefined;
}

export function HereFigure({ data, recording, linked, selection, on }: HereProps) {
  const kind = recording?.figure.kind ?? kindOf(data);
  const { axis, metric, split } = selection;
  const View = VIEWS[kind];
  const ghost = useMemo(() => {
    if (recording?.figure.kind === 'race') return recording.figure.axes[axis].view;
    return linked && kind === 'race' ? raceView(linked, { axis, metric, split }) : undefined;
  }, [recording, linked, kind, axis, metric, split]);
  return <View data={data} selection={selection} on={on} size="bare" ghost={ghost} />;
}

const NO_TIMES = { at: () => undefined, along: () => undefined };

export function RecordedFigure({ recording, selection, on }: FigureProps & { recording: Recording }) {
  const theme = useTheme();
  const { figure, arms } = recording;
  const look: ChartLook = {
    ...{ arms, theme, thumb: false, hidden: selection.hiddenBatches },
    ...{ hoverBatch: selection.hoverBatch, onHover: on.hover },
  };
  switch (figure.kind) {
    case 'race':
      return (
        <RaceChart
          {...look}
          view={figure.axes[selection.axis].view}
          scrub={selection.scrub}
          logX={selection.axis === 'updates'}
          logY={false}
        />
      );
    case 'target':
      return (
        <TargetChart {...look} view={figure.view} unit="updates" times={NO_TIMES} budget={figure.budget} />
      );
    case 'speed':
      return <SpeedChart {...look} view={figure.view} quantity="updateMs" />;
    case 'generalisation':
      return <GeneralisationChart {...look} points={figure.view.points} quantity="accuracy" />;
    case 'noise':
      return <NoiseChart {...look} view={figure.view} axis="examples" />;
    default:
      return figure satisfies never;
  }
}
