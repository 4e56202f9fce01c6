/** What it takes to the target against the memory of an update: what is down and left is better in both. */
import { useMemo } from 'react';
import type { TradePoint, TradeView } from '../../../sweep/views.ts';
import { shortNumber } from '../ticksText.ts';
import { logDomain } from './axes.ts';
import { BatchPlot } from './BatchPlot.tsx';
import type { Dot } from './Dots.tsx';
import { inkOf, type ChartLook } from './look.ts';
import { dashOf } from './paths.ts';
import type { AxisSpec, Plane } from './plane.ts';
import { bytesText, countText, groupName, rangedText, secondsText } from './words.ts';

export interface TradeChartProps extends ChartLook {
  view: TradeView;
  /** Why runs did not reach the target: "not within 5 epochs". */
  budget: string;
}

const TITLES = { seconds: 'seconds to the target', updates: 'updates to the target' } as const;

export function TradeChart(props: TradeChartProps) {
  const { view, budget, arms, hidden, thumb } = props;
  const { points, fronts, limitBytes, unit } = view;
  const text = unit === 'seconds' ? secondsText : countText;
  const dots = useMemo(
    () => points.flatMap((point) => dotsOf(point, groupName(arms, point.arm, point.batchSize))),
    [points, arms],
  );
  const x = useMemo<AxisSpec>(
    () => ({
      domain: logDomain([...points.flatMap((p) => [p.bytes, p.predictedBytes]), limitBytes ?? NaN]),
      text: bytesText,
      title: 'memory of an update',
    }),
    [points, limitBytes],
  );
  const y = useMemo<AxisSpec>(
    () => ({
      domain: logDomain(dots.flatMap((d) => [d.y, d.low ?? d.y, Math.min(d.high ?? d.y, 10 * d.y)])),
      text: unit === 'seconds' ? (v) => `${countText(v)} s` : (v) => shortNumber(v, 1e4),
      title: TITLES[unit],
    }),
    [dots, unit],
  );
  const say = (dot: Dot): string => {
    const point = pointOf(points, dot);
    const cost = dot.atLeast
      ? `${budget}: over ${text(dot.y)}`
      : rangedText({ value: dot.y, low: dot.low, high: dot.high }, text);
    return `${cost}, ${point ? memoryText(point) : bytesText(dot.x)}`;
  };
  return (
    <BatchPlot
      look={props}
      name={`${unit === 'seconds' ? 'Seconds' : 'Updates'} to the target against the memory of an update, one mark for each batch size`}
      {...{ x, y, dots, say }}
    >
      {(plane) => (
        <>
          {limitBytes !== undefined && <Limit {...{ plane, limitBytes, thumb }} />}
          {fronts.map((front, arm) => (
            <path
              key={arm}
              className="cmp-front"
              d={frontPath(
                front.filter((size) => !hidden.has(size)),
                dots.filter((d) => d.arm === arm),
                plane,
              )}
              {...(dashOf(arm) ? { strokeDasharray: dashOf(arm) } : {})}
            />
          ))}
          {!thumb &&
            dots
              .filter((dot) => !hidden.has(dot.batchSize))
              .map((dot) => (
                <Prediction key={dot.key} {...{ plane, dot }} point={pointOf(points, dot)} look={props} />
              ))}
        </>
      )}
    </BatchPlot>
  );
}

const pointOf = (points: readonly TradePoint[], { arm, batchSize }: Dot): TradePoint | undefined =>
  points.find((p) => p.arm === arm && p.batchSize === batchSize);

export const memoryText = ({ measuredBytes, predictedBytes }: TradePoint): string =>
  measuredBytes === undefined
    ? `${bytesText(predictedBytes)} predicted`
    : measuredBytes === predictedBytes
      ? `${bytesText(measuredBytes)}, as predicted`
      : `${bytesText(measuredBytes)} (predicted ${bytesText(predictedBytes)})`;

function dotsOf(point: TradePoint, text: string): Dot[] {
  const { arm, batchSize, bytes, cost, atLeast, accumulated } = point;
  const y = cost?.value ?? atLeast;
  if (y === undefined) return [];
  return [
    {
      ...{ key: `${arm} ${batchSize}`, arm, batchSize, x: bytes, y, text, ringed: accumulated },
      ...(cost ? { low: cost.low, high: cost.high } : { atLeast: true }),
    },
  ];
}

/** From the thriftiest one up out of sight, by steps down to the fastest, and on to the right. */
function frontPath(front: readonly number[], dots: readonly Dot[], plane: Plane): string {
  const steps = front.flatMap((size) => dots.filter((d) => d.batchSize === size && !d.atLeast));
  const path = steps.map((d, i) => {
    const [x, y] = [plane.x.at(d.x).toFixed(1), plane.y.at(d.y).toFixed(1)];
    return i === 0 ? `M${x} ${plane.top}V${y}` : `H${x}V${y}`;
  });
  return path.length === 0 ? '' : `${path.join('')}H${plane.right}`;
}

/** Where the prediction stands beside what was measured. */
function Prediction(props: { plane: Plane; dot: Dot; point: TradePoint | undefined; look: ChartLook }) {
  const { plane, dot, point, look } = props;
  if (point?.measuredBytes === undefined || point.measuredBytes === point.predictedBytes) return null;
  const [from, to, y] = [plane.x.at(point.predictedBytes), plane.x.at(dot.x), plane.y.at(dot.y)];
  return (
    <path
      className="cmp-predicted"
      stroke={inkOf(dot.batchSize, look).colour}
      d={`M${from.toFixed(1)} ${(y - 5).toFixed(1)}v10m0 -5H${to.toFixed(1)}`}
    />
  );
}

function Limit({ plane, limitBytes, thumb }: { plane: Plane; limitBytes: number; thumb: boolean }) {
  const x = plane.x.at(limitBytes);
  return (
    <g className="cmp-limit">
      <rect x={x} y={plane.top} width={Math.max(0, plane.right - x)} height={plane.bottom - plane.top} />
      <line x1={x} x2={x} y1={plane.top} y2={plane.bottom} />
      {!thumb && (
        <text x={x - 5} y={plane.bottom - 8} textAnchor="end">
          limit {bytesText(limitBytes)}
        </text>
      )}
    </g>
  );
}
