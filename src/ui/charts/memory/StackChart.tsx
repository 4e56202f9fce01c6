/** Bytes of one update against the batch size, stacked, with a cursor at today's batch size and the limit as a line. */
import { useMemo } from 'react';
import { formatBytes, formatNumber } from '../../../experiment/format.ts';
import { STACK_PARTS } from '../../../experiment/memoryPrediction.ts';
import { batchAxis } from '../compare/axes.ts';
import { bandPath } from '../compare/paths.ts';
import { PlotArea } from '../compare/PlotArea.tsx';
import type { AxisSpec, Plane } from '../compare/plane.ts';
import { textWidth } from '../textWidth.ts';
import { Cursor, LimitHandle } from './handles.tsx';
import { PART_NAMES } from './partNames.ts';
import { areasOf, type StackSample } from './stackShape.ts';
import './stack.css';

export interface StackChartProps {
  samples: readonly StackSample[];
  batchSize: number;
  batchColour: string;
  /** Bytes; undefined without a limit. */
  limitBytes: number | undefined;
  logBatch: boolean;
  logBytes: boolean;
  /** The largest batch size predicted to fit. */
  fits: number | undefined;
  onBatchSize: (batchSize: number) => void;
  onLimit: (bytes: number) => void;
}

export function StackChart(props: StackChartProps) {
  const { samples, batchSize, batchColour, limitBytes, logBatch, logBytes, fits } = props;
  const { onBatchSize, onLimit } = props;
  const areas = useMemo(() => areasOf(samples), [samples]);
  const most = samples[samples.length - 1].batchSize;
  const top = samples[samples.length - 1].memory.total;
  const x = useMemo<AxisSpec>(() => {
    const axis = batchAxis(powersTo(most));
    return logBatch
      ? { ...axis, domain: { min: 1, max: Math.max(2, most), log: true } }
      : { ...axis, at: undefined, domain: { min: 0, max: Math.max(2, most), log: false } };
  }, [most, logBatch]);
  const y = useMemo<AxisSpec>(() => {
    const least = samples[0].memory.parts.weights;
    // With a limit the picture is of the batch sizes around it: what lies far above is cut off.
    const now = samples.find((s) => s.batchSize >= batchSize)?.memory.total ?? top;
    const max =
      limitBytes === undefined
        ? 1.06 * top
        : Math.min(Math.max(1.06 * top, 1.15 * limitBytes), Math.max(3 * limitBytes, 1.3 * now));
    return {
      domain: logBytes ? { min: Math.max(1, least / 3), max, log: true } : { min: 0, max, log: false },
      text: formatBytes,
      title: 'memory of one update',
    };
  }, [samples, top, limitBytes, logBytes, batchSize]);
  return (
    <PlotArea
      name={`Memory of one update against batch size, stacked by what it holds: ${formatBytes(samples[0].memory.total)} at batch size 1, ${formatBytes(top)} at ${formatNumber(most)}`}
      {...{ x, y }}
      rightRoom={0}
      thumb={false}
      overlay={(plane) => (
        <>
          {limitBytes !== undefined && <LimitHandle {...{ plane, limitBytes, onLimit }} />}
          <Cursor {...{ plane, batchSize, most, onBatchSize }} colour={batchColour} />
        </>
      )}
    >
      {(plane) => (
        <>
          {areas.map((area) => (
            <path
              key={area.key}
              className={`stack-area is-p${STACK_PARTS.indexOf(area.part)}`}
              d={bandPath(
                samples.map((s) => plane.x.at(Math.max(s.batchSize, x.domain.min))),
                area.low.map((v) => yAt(plane, v)),
                area.high.map((v) => yAt(plane, v)),
              )}
            />
          ))}
          <AreaNames {...{ plane, areas, samples }} />
          {limitBytes !== undefined && <Limit {...{ plane, limitBytes, fits, most }} />}
          <line
            className="stack-cursor"
            x1={plane.x.at(batchSize)}
            x2={plane.x.at(batchSize)}
            y1={plane.top}
            y2={plane.bottom}
            stroke={batchColour}
          />
        </>
      )}
    </PlotArea>
  );
}

const powersTo = (most: number): number[] => {
  const powers = Array.from({ length: Math.floor(Math.log2(most)) + 1 }, (_, k) => 2 ** k);
  return powers[powers.length - 1] === most ? powers : [...powers, most];
};

const yAt = (plane: Plane, bytes: number): number =>
  Math.max(plane.top, Math.min(plane.bottom, plane.y.at(Math.max(bytes, plane.y.min))));

interface AreaNamesProps {
  plane: Plane;
  areas: ReturnType<typeof areasOf>;
  samples: readonly StackSample[];
}

/** At the right, inside each area that is high enough for its name. */
function AreaNames({ plane, areas, samples }: AreaNamesProps) {
  const last = samples.length - 1;
  return (
    <g className="stack-names">
      {areas.map(({ key, part, layer, low, high }) => {
        const from = yAt(plane, low[last]);
        const to = yAt(plane, high[last]);
        if (from - to < 15) return null;
        const name = layer === undefined ? PART_NAMES[part] : `${layer} keeps`;
        if (textWidth(name, 11) > plane.right - plane.left - 20) return null;
        return (
          <text key={key} x={plane.right - 8} y={(from + to) / 2} textAnchor="end">
            {name} {formatBytes(high[last] - low[last])}
          </text>
        );
      })}
    </g>
  );
}

interface LimitProps {
  plane: Plane;
  limitBytes: number;
  fits: number | undefined;
  most: number;
}

function Limit({ plane, limitBytes, fits, most }: LimitProps) {
  const y = plane.y.at(limitBytes);
  const above = y < plane.top;
  const at = above ? plane.top : Math.min(plane.bottom, y);
  const words =
    fits === undefined
      ? ''
      : fits === 0
        ? ': not even one example fits'
        : fits === most
          ? `: all ${formatNumber(most)} examples fit`
          : `: up to batch size ${formatNumber(fits)}`;
  return (
    <g className="stack-limit">
      {!above && (
        <rect x={plane.left} y={plane.top} width={plane.right - plane.left} height={at - plane.top} />
      )}
      <line x1={plane.left} x2={plane.right} y1={at} y2={at} />
      <text x={plane.left + 14} y={at < plane.top + 18 ? at + 13 : at - 8}>
        limit {formatBytes(limitBytes)}
        {words}
      </text>
    </g>
  );
}
