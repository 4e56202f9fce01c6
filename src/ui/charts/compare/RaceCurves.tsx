/** The curves of a race: band from least to greatest seed, median line, and a runner where the race stands. */
import { useId, useMemo } from 'react';
import { thin } from '../../../science/thin.ts';
import type { RaceCurve } from '../../../sweep/views.ts';
import { dimmedBatchColor, type Theme } from '../batchColor.ts';
import { inkOf, type ChartLook } from './look.ts';
import { bandPath, dashOf, linePath, markPath, MOST_POINTS } from './paths.ts';
import type { Plane } from './plane.ts';

/** Where a curve's visible part ends, in pixels. */
export interface Runner {
  curve: RaceCurve;
  x: number;
  y: number;
}

interface RaceCurvesProps {
  plane: Plane;
  look: ChartLook;
  runners: readonly Runner[];
  /** Pixel up to which the curves are shown. */
  reach: number;
}

/** Band and line of one curve in at most MOST_POINTS places. */
export function curvePaths(curve: RaceCurve, { x, y }: Plane): { band: string; line: string } {
  const across = curve.x.map((v) => x.at(v));
  const down = curve.median.map((v) => y.at(v));
  const kept = thin(across, down, MOST_POINTS);
  const edge = (values: readonly number[]) =>
    kept.map((i) => {
      const at = y.at(values[i]);
      return Number.isFinite(at) ? Math.max(y.to - 50, Math.min(y.from + 50, at)) : y.from + 50;
    });
  return {
    line: linePath(kept.map((i) => [across[i], Math.max(y.to - 50, down[i])])),
    band:
      curve.seeds > 1
        ? bandPath(
            kept.map((i) => across[i]),
            edge(curve.low),
            edge(curve.high),
          )
        : '',
  };
}

export function RaceCurves({ plane, look, runners, reach }: RaceCurvesProps) {
  const clip = useId();
  const curves = runners.map((r) => r.curve);
  const paths = usePaths(curves, plane);
  const order = runners.map((_, i) => i).sort((a, b) => rank(curves[a], look) - rank(curves[b], look));
  return (
    <g>
      <clipPath id={clip}>
        <rect
          x={plane.left}
          y={plane.top}
          width={Math.max(0, reach - plane.left)}
          height={plane.bottom - plane.top}
        />
      </clipPath>
      <g clipPath={`url(#${clip})`}>
        {order.map((i) => {
          const ink = inkOf(curves[i].batchSize, look);
          return (
            <path
              key={i}
              d={paths[i].band}
              fill={ink.colour}
              fillOpacity={ink.strong ? 0.24 : ink.dim ? 0.06 : 0.13}
            />
          );
        })}
        {order.map((i) => {
          const ink = inkOf(curves[i].batchSize, look);
          const dash = dashOf(curves[i].arm);
          return (
            <path
              key={i}
              d={paths[i].line}
              fill="none"
              stroke={ink.colour}
              strokeWidth={look.thumb ? 1.5 : ink.strong ? 3 : ink.dim ? 1.25 : 2}
              strokeLinejoin="round"
              {...(dash ? { strokeDasharray: dash } : {})}
            />
          );
        })}
      </g>
      {!look.thumb &&
        order.map((i) => {
          const { x, y, curve } = runners[i];
          const { colour } = inkOf(curve.batchSize, look);
          const gone = curve.diverged === curve.seeds;
          return gone ? (
            <path
              key={i}
              d={`M${x - 4} ${y - 4}l8 8m0 -8l-8 8`}
              stroke={colour}
              strokeWidth={2}
              fill="none"
            />
          ) : (
            <path
              key={i}
              d={markPath(curve.arm, x, y, 4)}
              fill={colour}
              stroke="var(--card)"
              strokeWidth={1}
            />
          );
        })}
    </g>
  );
}

/** Curves of an earlier race: thin and pale, without bands and ends. */
export function Ghost({
  plane,
  curves,
  theme,
}: {
  plane: Plane;
  curves: readonly RaceCurve[];
  theme: Theme;
}) {
  const clip = useId();
  const paths = usePaths(curves, plane);
  const { left, right, top, bottom } = plane;
  return (
    <g className="cmp-ghost" clipPath={`url(#${clip})`}>
      <clipPath id={clip}>
        <rect x={left} y={top} width={right - left} height={bottom - top} />
      </clipPath>
      {curves.map(({ arm, batchSize }, i) => (
        <path
          key={`${arm} ${batchSize}`}
          d={paths[i].line}
          fill="none"
          stroke={dimmedBatchColor(batchSize, theme)}
          strokeWidth={1.25}
          strokeDasharray="1 3"
        />
      ))}
    </g>
  );
}

/** The one pointed at is drawn last, over all others. */
const rank = (curve: RaceCurve, look: ChartLook) => (curve.batchSize === look.hoverBatch ? 1 : 0);

function usePaths(curves: readonly RaceCurve[], plane: Plane) {
  const cache = useMemo(
    () => ({ plane, known: new WeakMap<RaceCurve, ReturnType<typeof curvePaths>>() }),
    [plane],
  );
  return curves.map((curve) => {
    const known = cache.known.get(curve) ?? curvePaths(curve, plane);
    cache.known.set(curve, known);
    return known;
  });
}
