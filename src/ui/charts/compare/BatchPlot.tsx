/** A chart of points, one for each batch size (and task), with what else the chart draws beneath them. */
import { useMemo, type ReactNode } from 'react';
import { batchColor } from '../batchColor.ts';
import type { Taken } from '../dotLabels.ts';
import { Dots, spotsOf, type Dot } from './Dots.tsx';
import { nearest, type ChartLook } from './look.ts';
import type { AxisSpec, Plane } from './plane.ts';
import { PlotArea } from './PlotArea.tsx';
import { Readout } from './Readout.tsx';
import { groupName } from './words.ts';

interface BatchPlotProps {
  look: ChartLook;
  name: string;
  x: AxisSpec;
  y: AxisSpec;
  dots: readonly Dot[];
  rightRoom?: number;
  rising?: boolean;
  /** What the readout says of a point. */
  say: (dot: Dot) => string;
  title?: (batchSize: number) => string;
  /** What the numbers beside the points are to keep off. */
  taken?: (plane: Plane) => Taken;
  /** Lines under the points. */
  children?: (plane: Plane) => ReactNode;
}

const NEAR = 40;

export function BatchPlot({
  look,
  name,
  x,
  y,
  dots,
  rightRoom = 0,
  rising = false,
  say,
  title,
  taken,
  children,
}: BatchPlotProps) {
  const { hidden, hoverBatch, onHover, arms, theme, thumb } = look;
  const shown = useMemo(() => dots.filter((d) => !hidden.has(d.batchSize)), [dots, hidden]);
  const onPoint = (point: { x: number; y: number } | undefined, plane: Plane) => {
    const places = spotsOf(shown, plane).map((s) => ({ x: s.atX, y: s.atY, batchSize: s.batchSize }));
    onHover(point && nearest(places, point, NEAR)?.batchSize);
  };
  const readout = (plane: Plane) => {
    const rows = spotsOf(shown, plane).filter((s) => s.batchSize === hoverBatch);
    if (rows.length === 0) return null;
    return (
      <Readout
        plane={plane}
        at={rows[0].atX}
        title={title?.(rows[0].batchSize) ?? `batch size ${groupName([], 0, rows[0].batchSize)}`}
        rows={rows.map((dot) => ({
          key: dot.key,
          name: arms.length > 1 ? arms[dot.arm] : '',
          colour: batchColor(dot.batchSize, theme),
          strong: false,
          value: say(dot),
        }))}
      />
    );
  };
  return (
    <PlotArea {...{ name, x, y, rightRoom, thumb, onPoint }} overlay={readout}>
      {(plane) => (
        <>
          {children?.(plane)}
          <Dots dots={shown} {...{ plane, look, rising }} taken={taken?.(plane)} />
        </>
      )}
    </PlotArea>
  );
}
