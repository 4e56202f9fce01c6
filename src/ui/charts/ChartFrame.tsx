/** Axes and grid of a live chart. Drawn anew only when a domain or the size changes. */
import { memo } from 'react';
import { CartesianGrid, LineChart, XAxis, YAxis, type XAxisTickContentProps } from 'recharts';
import type { XAxis as AxisId } from '../../state/store.ts';
import type { ChartKind } from './chartRun.ts';
import { ticks } from './domain.ts';
import type { PlotLayout } from './plotLayout.ts';
import { LEFT, TOP, X_AXIS } from './plotLayout.ts';
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

/** The axes need no data of their own. */
const NO_DATA: never[] = [];

/** Room for one number on the x-axis, in pixels. */
const APART: Record<AxisId, number> = { epoch: 46, seconds: 50, update: 64, examples: 72 };

const scaleName = (domain: Domain) => (domain.log ? 'log' : 'linear');

export const ChartFrame = memo(function ChartFrame({ kind, axis, layout, x, y }: ChartFrameProps) {
  const { width, height, left, right, top, bottom } = layout;
  const xTicks = ticks(x, Math.max(2, Math.min(6, (right - left) / APART[axis])));
  const yTicks = ticks(y, Math.max(2, (bottom - top) / (y.log ? 25 : 34)));
  const last = xTicks.at(-1);
  return (
    <LineChart
      className="plot-frame"
      width={width}
      height={height}
      data={NO_DATA}
      margin={{ top: TOP, right: width - right, bottom: 0, left: 0 }}
      accessibilityLayer={false}
    >
      <CartesianGrid vertical={false} syncWithTicks stroke="var(--line)" />
      <XAxis
        type="number"
        dataKey="x"
        height={X_AXIS}
        domain={[x.min, x.max]}
        scale={scaleName(x)}
        allowDataOverflow
        ticks={xTicks}
        interval={0}
        tick={({ x: at, y: down, payload }: XAxisTickContentProps) => (
          <XTick at={Number(at)} down={Number(down)} width={width}>
            {xTick(axis, Number(payload.value), payload.value === last)}
          </XTick>
        )}
        tickLine={false}
        axisLine={{ stroke: 'var(--line)' }}
        tickMargin={8}
        tickSize={0}
      />
      <YAxis
        type="number"
        width={LEFT}
        domain={[y.min, y.max]}
        scale={scaleName(y)}
        allowDataOverflow
        ticks={yTicks}
        interval={0}
        tickFormatter={(value: number) => yTick(kind, value)}
        tickLine={false}
        axisLine={false}
        tickMargin={7}
        tickSize={0}
      />
    </LineChart>
  );
});

/** A number under the axis, moved to the left where it would be cut off at the chart's edge. */
function XTick({ at, down, width, children }: { at: number; down: number; width: number; children: string }) {
  const half = textWidth(children, 11) / 2 + 1;
  return (
    <text
      className="recharts-cartesian-axis-tick-value"
      x={Math.min(at, width - half)}
      y={down}
      dy="0.71em"
      textAnchor="middle"
    >
      {children}
    </text>
  );
}
