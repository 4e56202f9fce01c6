/** The figure's values as a table, for whoever cannot see it or wants them. */
import { useMemo } from 'react';
import type { SweepData } from '../../../experiment/sweep.ts';
import type { Recording } from '../../../recordings/recording.ts';
import { generalisationView } from '../../../sweep/analyse/generalisationView.ts';
import { noiseView } from '../../../sweep/analyse/noiseView.ts';
import { metricsOf, targetOf } from '../../../sweep/analyse/question.ts';
import { raceView } from '../../../sweep/analyse/raceView.ts';
import { armNames } from '../../../sweep/analyse/settingsWords.ts';
import { speedView } from '../../../sweep/analyse/speedView.ts';
import { targetView } from '../../../sweep/analyse/targetView.ts';
import { withinWords } from '../../../sweep/analyse/words.ts';
import type { RaceAxis } from '../../../sweep/views.ts';
import { ValuesTable, type Values } from '../../../ui/charts/compare/ValuesTable.tsx';
import { generalisationValues } from '../../../ui/compare/views/GeneralisationView.tsx';
import { noiseValues } from '../../../ui/compare/views/NoiseView.tsx';
import { raceValues } from '../../../ui/compare/views/RaceView.tsx';
import { speedValues } from '../../../ui/compare/views/SpeedView.tsx';
import { targetValues } from '../../../ui/compare/views/TargetView.tsx';
import { kindOf } from '../../../ui/recorded/HereChart.tsx';

type Figure = Recording['figure'];

/** What was measured here as the same figure that a recording would hold. */
function figureOf(
  data: SweepData,
  kind: Figure['kind'],
  axis: RaceAxis,
): (arms: readonly string[]) => Values[] {
  switch (kind) {
    case 'race':
      return (arms) =>
        raceValues(raceView(data, { axis, metric: metricsOf(data.spec)[0], split: 'validation' }), arms);
    case 'target': {
      const target = targetOf(data);
      return (arms) => targetValues(targetView(data, target), arms, `not ${withinWords(data.spec, target)}`);
    }
    case 'speed':
      return (arms) => speedValues(speedView(data), arms);
    case 'generalisation':
      return (arms) => generalisationValues(generalisationView(data), arms);
    case 'noise':
      return (arms) => noiseValues(noiseView(data, targetOf(data)), arms);
    default:
      return kind satisfies never;
  }
}

function recordedValues({ figure, arms }: Recording, axis: RaceAxis): Values[] {
  switch (figure.kind) {
    case 'race':
      return raceValues(figure.axes[axis].view, arms);
    case 'target':
      return targetValues(figure.view, arms, figure.budget);
    case 'speed':
      return speedValues(figure.view, arms);
    case 'generalisation':
      return generalisationValues(figure.view, arms);
    case 'noise':
      return noiseValues(figure.view, arms);
    default:
      return figure satisfies never;
  }
}

interface NumbersProps {
  /** What was trained here; undefined: the recording's numbers are shown. */
  data: SweepData | undefined;
  recording: Recording | undefined;
  axis: RaceAxis;
}

export function Numbers({ data, recording, axis }: NumbersProps) {
  const values = useMemo(() => {
    if (data) {
      const made = figureOf(data, recording?.figure.kind ?? kindOf(data), axis);
      return () => made(armNames(data.spec));
    }
    return recording && (() => recordedValues(recording, axis));
  }, [data, recording, axis]);
  return values ? <ValuesTable values={values} /> : null;
}
