/** Bytes of one update against the batch size, stacked, with a cursor at today's batch size and the limit as a line. */
import { useMemo, useState } from 'react';
import { formatBytes, formatNumber } from '../../../experiment/format.ts';
import { STACK_PARTS } from '../../../experiment/memoryPrediction.ts';
import { batchAxis } from '../compare/axes.ts';
import { bandPath } from '../compare/paths.ts';
import { PlotArea } from '../compare/PlotArea.tsx';
import type { AxisSpec, Plane } from '../compare/plane.ts';
import { AreaNames } from './AreaNames.tsx';
import { Cursor, LimitHandle } from './handles.tsx';
import { stackText } from './stackReading.ts';
import { StackReadout } from './StackReadout.tsx';
import { areasOf, yAt, type StackSample } from './stackShape.ts';
import './stack.css';

export interface StackChartProps {
  samples: readonly StackSample[];
  /** Reckoned for the batch size that is read, between two samples too. */
  sampleAt: (batchSize: number) => StackSample;
  batchSize: number;
  batchColour: string;
  /** Bytes; undefined without a limit. */
  limitBytes: number | undefined;
  /** Whose it is, in a word or two. */
  limitName?: string | undefined;
  logBatch: boolean;
  logBytes: boolean;
  /** The largest batch size predicted to fit. */
  fits: number | undefined;
  onBatchSize: (batchSize: number) => void;
  /** Undefined: the limit stays where it is. */
  onLimit?: (bytes: number) => void;
}

export function StackChart(props: StackChartProps) {
  const { samples, sampleAt, batchSize, batchColour, limitBytes, logBatch, logBytes, fits } = props;
  const { onBatchSize, onLimit, limitName = 'limit' } = props;
  const [read, setRead] = useState<number>();
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
  const onPoint = (point: { x: number; y: number } | undefined, plane: Plane) => {
    const inside =
      point && point.x > plane.left - 4 && point.x < plane.right + 4 && point.y < plane.bottom + 12;
    setRead(inside ? Math.max(1, Math.min(most, Math.round(plane.x.invert(point.x)))) : undefined);
  };
  return (
    <PlotArea
      name={`Memory of one update against batch size, stacked by what it holds: ${formatBytes(samples[0].memory.total)} at batch size 1, ${formatBytes(top)} at ${formatNumber(most)}`}
      {...{ x, y, onPoint }}
      rightRoom={0}
      thumb={false}
      overlay={(plane) => (
        <>
          {limitBytes !== undefined && onLimit && <LimitHandle {...{ plane, limitBytes, onLimit }} />}
          <Cursor
            {...{ plane, batchSize, most, onBatchSize }}
            colour={batchColour}
            text={stackText(sampleAt(batchSize))}
          />
          {read !== undefined && <StackReadout plane={plane} sample={sampleAt(Math.min(most, read))} />}
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
          <line
            className="stack-cursor"
            x1={plane.x.at(batchSize)}
            x2={plane.x.at(batchSize)}
            y1={plane.top}
            y2={plane.bottom}
            stroke={batchColour}
          />
          <AreaNames {...{ plane, areas, samples }} cursor={plane.x.at(batchSize)} />
          {limitBytes !== undefined && <Limit {...{ plane, limitBytes, limitName, fits, most }} />}
        </>
      )}
    </PlotArea>
  );
}

const powersTo = (most: number): number[] => {
  const powers = Array.from({ length: Math.floor(Math.log2(most)) + 1 }, (_, k) => 2 ** k);
  return powers[powers.length - 1] === most ? powers : [...powers, most];
};

interface LimitProps {
  plane: Plane;
  limitBytes: number;
  limitName: string;
  fits: number | undefined;
  most: number;
}

function Limit({ plane, limitBytes, limitName, fits, most }: LimitProps) {
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
        {limitName} {formatBytes(limitBytes)}
        {words}
      </text>
    </g>
  );
}
