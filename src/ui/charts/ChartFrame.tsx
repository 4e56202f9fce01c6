/** Axes and grid of a live chart. Drawn anew only when a domain or the size changes. */
import { memo } from 'react';
import type { XAxis as AxisId } from '../../state/store.ts';
import type { ChartKind } from './chartRun.ts';
import { ticks } from './domain.ts';
import { xScale, yScale, type PlotLayout } from './plotLayout.ts';
import type { Domain } from './scale.ts';
import { textWidth } from './textWidth.ts';
import { xTick, yTick } from './ticksText.ts';

interface ChartFrameProps {
  kind: ChartKind;
  axis: AxisId;
  layout: PlotLayout;
  x: Domain;
  y: Domain;
}

/** Room for one number on the x-axis, in pixels. */
const APART: Record<AxisId, number> = { epoch: 46, seconds: 50, update: 64, examples: 72 };

export const ChartFrame = memo(function ChartFrame({ kind, axis, layout, x, y }: ChartFrameProps) {
  const { width, height, left, right, top, bottom } = layout;
  const xTicks = ticks(x, Math.max(2, Math.min(6, (right - left) / APART[axis])));
  const yTicks = ticks(y, Math.max(2, (bottom - top) / (y.log ? 25 : 34)));
  const [across, up] = [xScale(layout, x), yScale(layout, y)];
  return (
    <svg className="plot-frame" width={width} height={height} aria-hidden="true">
      {[...yTicks.map(up.at), bottom].map((at, i) => (
        <line key={i} x1={left} x2={right} y1={at} y2={at} />
      ))}
      <g className="plot-ticks is-x">
        {xTicks.map((value, i) => {
          const text = xTick(axis, value, i === xTicks.length - 1);
          // Moved to the left where it would be cut off at the chart's edge.
          const most = width - textWidth(text, 11) / 2 - 1;
          return (
            <text key={value} x={Math.min(across.at(value), most)} y={bottom + 8} dy="0.71em">
              {text}
            </text>
          );
        })}
      </g>
      <g className="plot-ticks is-y">
        {yTicks.map((value) => (
          <text key={value} x={left - 7} y={up.at(value)} dy="0.355em">
            {yTick(kind, value)}
          </text>
        ))}
      </g>
    </svg>
  );
});
