/** A measured box with one SVG: axes, marks on top of them, and what lies over both in HTML (readouts, handles). */
import { createContext, useContext, useMemo, type PointerEvent, type ReactNode } from 'react';
import { useSize } from '../useSize.ts';
import { Axes } from './Axes.tsx';
import { planeOf, type AxisSpec, type Plane } from './plane.ts';
import './plot.css';

/** How many times as large as on a desk text and lines are drawn: for a chart that a whole room reads. */
export const PlotScale = createContext(1);

export interface PlotAreaProps {
  /** Says what the picture shows; the values themselves are in the table beside it. */
  name: string;
  /** Memoised: the axes are drawn anew when they change. */
  x: AxisSpec;
  y: AxisSpec;
  /** Pixels that labels at the right need. */
  rightRoom: number;
  thumb: boolean;
  /** Where the pointer is, in pixels of the plot; undefined when it left. */
  onPoint?: (at: { x: number; y: number } | undefined, plane: Plane) => void;
  overlay?: (plane: Plane) => ReactNode;
  children: (plane: Plane) => ReactNode;
}

export function PlotArea(props: PlotAreaProps) {
  const { name, x, y, rightRoom, thumb, onPoint, overlay, children } = props;
  const scale = useContext(PlotScale);
  const [box, size] = useSize<HTMLDivElement>();
  const [width, height] = [size.width / scale, size.height / scale];
  const plane = useMemo(
    () => (width > 0 && height > 0 ? planeOf({ width, height }, x, y, rightRoom, thumb) : undefined),
    [width, height, x, y, rightRoom, thumb],
  );
  const pointed = (event: PointerEvent<HTMLDivElement>) => {
    if (!plane || !onPoint) return;
    const { left, top } = event.currentTarget.getBoundingClientRect();
    onPoint({ x: (event.clientX - left) / scale, y: (event.clientY - top) / scale }, plane);
  };
  const left = (event: PointerEvent<HTMLDivElement>) => {
    if (plane && event.pointerType === 'mouse') onPoint?.(undefined, plane);
  };
  const listening = onPoint && !thumb;
  return (
    <div
      ref={box}
      className={thumb ? 'cmp-area is-thumb' : 'cmp-area'}
      {...(listening ? { onPointerMove: pointed, onPointerDown: pointed, onPointerLeave: left } : {})}
    >
      {plane && (
        <>
          <svg
            className="cmp-plot"
            width={size.width}
            height={size.height}
            viewBox={`0 0 ${width} ${height}`}
            preserveAspectRatio="none"
            {...(thumb ? { 'aria-hidden': true } : { role: 'img', 'aria-label': name })}
          >
            {!thumb && <Axes plane={plane} xTitle={x.title} yTitle={y.title} />}
            {children(plane)}
          </svg>
          {!thumb && overlay && scale === 1 && overlay(plane)}
          {!thumb && overlay && scale !== 1 && (
            <div className="cmp-over" style={{ width, height, transform: `scale(${scale})` }}>
              {overlay(plane)}
            </div>
          )}
        </>
      )}
    </div>
  );
}
