import type { Recording } from '../../recordings/recording.ts';
import type { RaceAxis } from '../../sweep/views.ts';
import { GeneralisationChart } from '../charts/compare/GeneralisationChart.tsx';
import type { ChartLook } from '../charts/compare/look.ts';
import { NoiseChart } from '../charts/compare/NoiseChart.tsx';
import { RaceChart } from '../charts/compare/RaceChart.tsx';
import { SpeedChart } from '../charts/compare/SpeedChart.tsx';
import { TargetChart } from '../charts/compare/TargetChart.tsx';

interface Props {
  figure: Recording['figure'];
  look: ChartLook;
  /** Of a race. */
  axis: RaceAxis;
  /** Share of a race that is drawn, in [0, 1]; undefined: all of it. */
  scrub: number | undefined;
}

/** A target's chart counts updates, which need no times. */
const NO_TIMES = { at: () => undefined, along: () => undefined };

/** The chart of a recorded figure, which needs neither its runs nor a page around it. */
export function FigureChart({ figure, look, axis, scrub }: Props) {
  switch (figure.kind) {
    case 'race': {
      const { view } = figure.axes[axis];
      return <RaceChart {...look} view={view} scrub={scrub} logX={axis === 'updates'} logY={false} />;
    }
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
