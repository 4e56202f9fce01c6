/** Time of one update, or examples a second, against the batch size: measured medians with quartiles, and t0 + c·B. */
import { useMemo } from 'react';
import type { SpeedView } from '../../../sweep/views.ts';
import type { Taken } from '../dotLabels.ts';
import { batchAxis, logDomain } from './axes.ts';
import { BatchPlot } from './BatchPlot.tsx';
import { spotsOf, type Dot } from './Dots.tsx';
import type { ChartLook } from './look.ts';
import { dashOf, linePath } from './paths.ts';
import type { AxisSpec, Plane } from './plane.ts';
import { fitPoints, kneeOf, type Knee } from './speedShape.ts';
import { countText } from './words.ts';
import { shortNumber } from '../ticksText.ts';

export interface SpeedChartProps extends ChartLook {
  view: SpeedView;
  quantity: 'updateMs' | 'examplesPerSecond';
}

const TITLES = { updateMs: 'milliseconds for one update', examplesPerSecond: 'examples a second' } as const;

/** One look for each task and engine. */
export const speedSeries = (view: SpeedView): string[] => [
  ...new Set([...view.points, ...view.fits].map(({ arm, engine }) => `${arm} ${engine}`)),
];

export function SpeedChart(props: SpeedChartProps) {
  const { view, quantity, arms, thumb } = props;
  const series = useMemo(() => speedSeries(view), [view]);
  const names = series.map((key) => {
    const [arm, id] = key.split(' ');
    const engine = view.points.find((p) => p.engine === id)?.engine;
    const name = (engine && view.names[engine]) ?? id;
    return arms.length > 1 ? `${arms[Number(arm)] ?? ''} ${name}` : name;
  });
  const dots = useMemo(
    () =>
      view.points.map((p): Dot => {
        const rate = (ms: number | undefined) => (ms === undefined ? undefined : (1000 * p.batchSize) / ms);
        const { value, low, high } = p.updateMs;
        const [y, from, to] =
          quantity === 'updateMs' ? [value, low, high] : [p.examplesPerSecond, rate(high), rate(low)];
        return {
          key: `${p.arm} ${p.engine} ${p.batchSize}`,
          arm: series.indexOf(`${p.arm} ${p.engine}`),
          batchSize: p.batchSize,
          ...{ x: p.batchSize, y, low: from, high: to },
          text: quantity === 'updateMs' ? `${countText(y)} ms` : countText(y),
        };
      }),
    [view, quantity, series],
  );
  const x = useMemo(() => batchAxis(view.points.map((p) => p.batchSize)), [view]);
  const y = useMemo<AxisSpec>(
    () => ({
      domain: logDomain(dots.flatMap((d) => [d.y, d.low ?? d.y, d.high ?? d.y])),
      text: (v) => shortNumber(v, 1e4),
      title: TITLES[quantity],
    }),
    [dots, quantity],
  );
  /** Of one engine alone: of several the lines would be read as one another's. */
  const kneeIn = (plane: Plane) =>
    view.fits.length === 1 && !thumb
      ? kneeOf(plane, view.fits[0], quantity === 'updateMs' ? spotsOf(dots, plane) : undefined)
      : undefined;
  const takenIn = (plane: Plane): Taken => {
    const knee = kneeIn(plane);
    const down = knee ? [[knee.at, plane.top] as const, [knee.at, plane.bottom] as const] : [];
    return {
      words: knee?.words ? [knee.words.box] : [],
      lines: [...view.fits.map((fit) => fitPoints(plane, fit, quantity)), down],
    };
  };
  return (
    <BatchPlot
      look={{ ...props, arms: names }}
      name={`${TITLES[quantity]} against batch size, both logarithmic`}
      {...{ x, y, dots }}
      rising
      taken={takenIn}
      say={(dot) => `${countText(dot.y)}${quantity === 'updateMs' ? ' ms' : ' examples a second'}`}
    >
      {(plane) =>
        view.fits.map((fit) => (
          <FitLine
            key={`${fit.arm} ${fit.engine}`}
            points={fitPoints(plane, fit, quantity)}
            index={series.indexOf(`${fit.arm} ${fit.engine}`)}
            knee={kneeIn(plane)}
            {...{ plane, thumb }}
          />
        ))
      }
    </BatchPlot>
  );
}

interface FitLineProps {
  plane: Plane;
  points: readonly (readonly [number, number])[];
  index: number;
  knee: Knee | undefined;
  thumb: boolean;
}

function FitLine({ plane, points, index, knee, thumb }: FitLineProps) {
  const dash = dashOf(index);
  return (
    <g>
      <path
        className="cmp-fit"
        d={linePath(points)}
        strokeWidth={thumb ? 1 : 1.5}
        {...(dash ? { strokeDasharray: dash } : {})}
      />
      {knee && (
        <g className="cmp-knee">
          <line x1={knee.at} x2={knee.at} y1={plane.top} y2={plane.bottom} />
          {knee.words && (
            <text x={knee.words.box.left} y={(knee.words.box.top + knee.words.box.bottom) / 2}>
              {knee.words.text}
            </text>
          )}
        </g>
      )}
    </g>
  );
}
