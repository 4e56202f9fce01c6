/** What it takes to the target against the memory of an update: what is down and left is better in both. */
import { useMemo } from 'react';
import { LIMIT_NAMES, type MemoryLimit } from '../../../experiment/memoryLimit.ts';
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
  const { points, fronts, unit } = view;
  const limits = useMemo(() => drawnLimits(view), [view]);
  const text = unit === 'seconds' ? secondsText : countText;
  const dots = useMemo(
    () => points.flatMap((point) => dotsOf(point, groupName(arms, point.arm, point.batchSize))),
    [points, arms],
  );
  const x = useMemo<AxisSpec>(
    () => ({
      domain: logDomain([
        ...points.flatMap((p) => [p.bytes, p.predictedBytes]),
        ...limits.map((l) => l.bytes),
      ]),
      text: bytesText,
      title: 'memory of an update',
    }),
    [points, limits],
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
          {limits.map((limit, i) => (
            <Limit key={i} {...{ plane, limit, thumb, arms }} above={i} />
          ))}
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

interface DrawnLimit extends MemoryLimit {
  /** The tasks that it holds for, by index. */
  tasks: number[];
}

/** Those that were set, and WebAssembly's where a batch size of the task is beyond it: it would stretch the axis. */
function drawnLimits({ limits, points }: TradeView): DrawnLimit[] {
  const drawn: DrawnLimit[] = [];
  limits.forEach((limit, arm) => {
    if (!limit) return;
    const beyond = points.some((p) => p.arm === arm && Math.max(p.bytes, p.predictedBytes) > limit.bytes);
    if (limit.of !== 'settings' && !beyond) return;
    const same = drawn.find(({ bytes, of }) => bytes === limit.bytes && of === limit.of);
    if (same) same.tasks.push(arm);
    else drawn.push({ ...limit, tasks: [arm] });
  });
  return drawn;
}

interface LimitProps {
  plane: Plane;
  limit: DrawnLimit;
  thumb: boolean;
  arms: readonly string[];
  /** Lines of text under its own. */
  above: number;
}

function Limit({ plane, limit: { bytes, of, tasks }, thumb, arms, above }: LimitProps) {
  const x = plane.x.at(bytes);
  return (
    <g className="cmp-limit">
      <rect x={x} y={plane.top} width={Math.max(0, plane.right - x)} height={plane.bottom - plane.top} />
      <line x1={x} x2={x} y1={plane.top} y2={plane.bottom} />
      {!thumb && (
        <text x={x - 5} y={plane.bottom - 8 - 15 * above} textAnchor="end">
          {LIMIT_NAMES[of]} {bytesText(bytes)}
          {tasks.length < arms.length && `: ${tasks.map((arm) => arms[arm]).join(', ')}`}
        </text>
      )}
    </g>
  );
}
