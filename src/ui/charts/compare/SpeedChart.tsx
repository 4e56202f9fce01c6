/** Time of one update, or examples a second, against the batch size: measured medians with quartiles, and t0 + c·B. */
import { useMemo } from 'react';
import type { SpeedFit, SpeedView } from '../../../sweep/views.ts';
import { textWidth } from '../textWidth.ts';
import { batchAxis, logDomain } from './axes.ts';
import { BatchPlot } from './BatchPlot.tsx';
import type { Dot } from './Dots.tsx';
import type { ChartLook } from './look.ts';
import { dashOf, linePath } from './paths.ts';
import type { AxisSpec, Plane } from './plane.ts';
import { countText } from './words.ts';
import { shortNumber } from '../ticksText.ts';

export interface SpeedChartProps extends ChartLook {
  view: SpeedView;
  quantity: 'updateMs' | 'examplesPerSecond';
}

const TITLES = { updateMs: 'milliseconds for one update', examplesPerSecond: 'examples a second' } as const;
const LINE_POINTS = 60;

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
  return (
    <BatchPlot
      look={{ ...props, arms: names }}
      name={`${TITLES[quantity]} against batch size, both logarithmic`}
      {...{ x, y, dots }}
      rising
      say={(dot) => `${countText(dot.y)}${quantity === 'updateMs' ? ' ms' : ' examples a second'}`}
    >
      {(plane) =>
        view.fits.map((fit) => {
          const index = series.indexOf(`${fit.arm} ${fit.engine}`);
          return (
            <FitLine
              key={`${fit.arm} ${fit.engine}`}
              {...{ plane, fit, quantity, index, thumb }}
              alone={view.fits.length === 1}
            />
          );
        })
      }
    </BatchPlot>
  );
}

interface FitLineProps {
  plane: Plane;
  fit: SpeedFit;
  quantity: SpeedChartProps['quantity'];
  index: number;
  alone: boolean;
  thumb: boolean;
}

function FitLine({ plane, fit, quantity, index, alone, thumb }: FitLineProps) {
  const points = Array.from({ length: LINE_POINTS }, (_, k) => {
    const batchSize = plane.x.invert(plane.left + ((plane.right - plane.left) * k) / (LINE_POINTS - 1));
    const ms = fit.overheadMs + fit.perExampleMs * batchSize;
    return [
      plane.x.at(batchSize),
      plane.y.at(quantity === 'updateMs' ? ms : (1000 * batchSize) / ms),
    ] as const;
  }).filter(([, y]) => Number.isFinite(y) && y >= plane.top - 6 && y <= plane.bottom + 6);
  const dash = dashOf(index);
  const knee = plane.x.at(fit.saturation);
  const words = `half of the time is overhead at B = ${Math.round(fit.saturation)}`;
  const seen = alone && !thumb && Number.isFinite(knee) && knee > plane.left && knee < plane.right;
  const wordsAt = Math.max(plane.left + 4, Math.min(plane.right - textWidth(words, 11) - 4, knee + 5));
  return (
    <g>
      <path
        className="cmp-fit"
        d={linePath(points)}
        strokeWidth={thumb ? 1 : 1.5}
        {...(dash ? { strokeDasharray: dash } : {})}
      />
      {seen && (
        <g className="cmp-knee">
          <line x1={knee} x2={knee} y1={plane.top} y2={plane.bottom} />
          {quantity === 'updateMs' && (
            <text x={wordsAt} y={plane.top + 10}>
              {words}
            </text>
          )}
        </g>
      )}
    </g>
  );
}
