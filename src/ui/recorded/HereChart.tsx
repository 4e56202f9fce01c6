import { useMemo, type ComponentType } from 'react';
import type { SweepData } from '../../experiment/sweep.ts';
import type { Recording } from '../../recordings/recording.ts';
import { viewOf } from '../../sweep/analyse/question.ts';
import { raceView } from '../../sweep/analyse/raceView.ts';
import { GeneralisationView } from '../compare/views/GeneralisationView.tsx';
import { NoiseView } from '../compare/views/NoiseView.tsx';
import type { Selection, SelectionEvents, ViewProps } from '../compare/views/props.ts';
import { RaceView } from '../compare/views/RaceView.tsx';
import { SpeedView } from '../compare/views/SpeedView.tsx';
import { TargetView } from '../compare/views/TargetView.tsx';

export type FigureKind = Recording['figure']['kind'];

const VIEWS: Readonly<Record<FigureKind, ComponentType<ViewProps>>> = {
  race: RaceView,
  target: TargetView,
  speed: SpeedView,
  generalisation: GeneralisationView,
  noise: NoiseView,
};

/** What a sweep of one's own is shown as. */
export const kindOf = (data: SweepData): FigureKind => {
  const view = viewOf(data);
  return view in VIEWS ? (view as FigureKind) : 'race';
};

interface Props {
  data: SweepData;
  recording: Pick<Recording, 'figure'> | undefined;
  /** Results that came with the address, to be drawn behind those made here. */
  linked?: SweepData | undefined;
  selection: Selection;
  on: SelectionEvents;
}

/** The chart of runs made here; a race is drawn over the recorded one. */
export function HereChart({ data, recording, linked, selection, on }: Props) {
  const kind = recording?.figure.kind ?? kindOf(data);
  const { axis, metric, split } = selection;
  const View = VIEWS[kind];
  const ghost = useMemo(() => {
    if (recording?.figure.kind === 'race') return recording.figure.axes[axis].view;
    return linked && kind === 'race' ? raceView(linked, { axis, metric, split }) : undefined;
  }, [recording, linked, kind, axis, metric, split]);
  return <View data={data} selection={selection} on={on} size="bare" ghost={ghost} />;
}
