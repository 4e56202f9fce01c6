/** Time to the target against the memory that an update needs: what is down and left is better in both. */
import { useMemo } from 'react';
import type { TradePoint } from '../../../sweep/views.ts';
import { logDomain } from './axes.ts';
import { BatchPlot } from './BatchPlot.tsx';
import type { Dot } from './Dots.tsx';
import type { ChartLook } from './look.ts';
import { dashOf, linePath } from './paths.ts';
import type { AxisSpec } from './plane.ts';
import { bytesText, countText, groupName, secondsText } from './words.ts';

export interface TradeChartProps extends ChartLook {
  points: readonly TradePoint[];
}

export function TradeChart(props: TradeChartProps) {
  const { points, arms, hidden } = props;
  const dots = useMemo(
    () =>
      points.flatMap(({ arm, batchSize, seconds, peakBytes }): Dot[] =>
        seconds === undefined || peakBytes === undefined
          ? []
          : [
              {
                ...{ key: `${arm} ${batchSize}`, arm, batchSize, x: peakBytes, y: seconds },
                text: groupName(arms, arm, batchSize),
              },
            ],
      ),
    [points, arms],
  );
  const x = useMemo<AxisSpec>(
    () => ({
      domain: logDomain(dots.map((d) => d.x)),
      text: bytesText,
      title: 'memory held inside an update',
    }),
    [dots],
  );
  const y = useMemo<AxisSpec>(
    () => ({
      domain: logDomain(dots.map((d) => d.y)),
      text: (v) => `${countText(v)} s`,
      title: 'seconds to the target',
    }),
    [dots],
  );
  return (
    <BatchPlot
      look={props}
      name="Seconds to the target against memory, one mark for each batch size"
      {...{ x, y, dots }}
      say={(dot) => `${secondsText(dot.y)}, ${bytesText(dot.x)}`}
    >
      {(plane) =>
        arms.map((_, arm) => {
          const path = dots.filter((d) => d.arm === arm && !hidden.has(d.batchSize));
          const dash = dashOf(arm);
          return (
            <path
              key={arm}
              className="cmp-perfect"
              d={linePath(path.map((d) => [plane.x.at(d.x), plane.y.at(d.y)] as const))}
              strokeWidth={1}
              {...(dash ? { strokeDasharray: dash } : {})}
            />
          );
        })
      }
    </BatchPlot>
  );
}
