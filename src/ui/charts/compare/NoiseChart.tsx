/** The noise scale along training: interval, gaps where it is not resolved, closed form dashed, Bc of the target beside. */
import { useMemo, type ReactNode } from 'react';
import type { NoiseTrack, NoiseView, Ranged } from '../../../sweep/views.ts';
import { logDomain } from './axes.ts';
import { EndLabels, endLabelWidth, type EndLabel } from './EndLabels.tsx';
import { inkOf, nearest, type ChartLook } from './look.ts';
import { placeOf, stretchesOf, type NoiseAxis, type Stretch } from './noiseShape.ts';
import { bandPath, dashOf, linePath } from './paths.ts';
import type { AxisSpec, Plane } from './plane.ts';
import { PlotArea } from './PlotArea.tsx';
import { AXIS_TITLES, countText, groupName, rangedText } from './words.ts';
import { shortNumber } from '../ticksText.ts';

export interface NoiseChartProps extends ChartLook {
  view: NoiseView;
  axis: NoiseAxis;
}

const NEAR = 40;

/** Values whose ends of interval are too far away to be worth the room. */
const FACTOR = 4;

export function NoiseChart(props: NoiseChartProps) {
  const { view, axis, hidden, arms, thumb, onHover } = props;
  const tracks = useMemo(
    () =>
      view.tracks
        .filter((t) => !hidden.has(t.batchSize))
        .map((track) => ({ track, stretches: stretchesOf(track, axis) })),
    [view, hidden, axis],
  );
  const x = useMemo<AxisSpec>(() => {
    const ends = tracks.flatMap(({ track }) => track.points.map((p) => placeOf(p, axis)));
    const max = Math.max(0, ...ends);
    // As in the race: the largest batches make few updates.
    const log = axis === 'updates' && max > 0;
    const min = log ? Math.min(max / 2, ...ends.filter((v) => v > 0)) : 0;
    return {
      domain: { min, max: max > 0 ? max : 1, log },
      text: (v) => shortNumber(v, 1e4),
      title: AXIS_TITLES[axis],
    };
  }, [tracks, axis]);
  const y = useMemo<AxisSpec>(() => {
    const values = tracks.flatMap(({ stretches }) => stretches.flatMap((s) => s.value));
    const near = (v: number, centre: number) => Math.max(centre / FACTOR, Math.min(centre * FACTOR, v));
    const ends = tracks.flatMap(({ stretches }) =>
      stretches.flatMap((s) => s.value.flatMap((v, i) => [near(s.low[i], v), near(s.high[i], v)])),
    );
    const exact = tracks.flatMap(({ track }) => track.exact ?? []);
    const { criticalBatch: bc } = view;
    return {
      domain: logDomain([...values, ...ends, ...exact, ...(bc ? [bc.value] : [])]),
      text: (v) => shortNumber(v, 1e4),
      title: 'noise scale, examples',
    };
  }, [tracks, view]);
  const nameOf = (t: NoiseTrack) => groupName(arms, t.arm, t.batchSize);
  const lastOf = (t: NoiseTrack) => t.points.findLast((p) => p.scale !== undefined);
  const rightRoom = useMemo(
    () =>
      Math.max(
        0,
        ...tracks.map(({ track }) =>
          endLabelWidth({
            name: groupName(arms, track.arm, track.batchSize),
            value: countText(lastOf(track)?.scale?.value),
          }),
        ),
      ),
    [tracks, arms],
  );
  const labelsOf = (plane: Plane): EndLabel[] =>
    tracks.flatMap(({ track }) => {
      const last = lastOf(track);
      if (!last?.scale) return [];
      const { colour, strong } = inkOf(track.batchSize, props);
      const key = `${track.arm} ${track.batchSize}`;
      const place = { x: plane.x.at(placeOf(last, axis)), y: plane.y.at(last.scale.value) };
      return [{ key, ...place, name: nameOf(track), value: countText(last.scale.value), colour, strong }];
    });
  const onPoint = (point: { x: number; y: number } | undefined, plane: Plane) => {
    if (!point) return onHover(undefined);
    const places = tracks.flatMap(({ track, stretches }) =>
      stretches.flatMap((s) =>
        s.value.map((v, i) => ({ x: plane.x.at(s.x[i]), y: plane.y.at(v), batchSize: track.batchSize })),
      ),
    );
    onHover(nearest(places, point, NEAR)?.batchSize);
  };
  return (
    <PlotArea
      name="Noise scale along training, one curve for each batch size"
      {...{ x, y, rightRoom, thumb, onPoint }}
    >
      {(plane) => (
        <>
          {view.criticalBatch && !thumb && <Critical plane={plane} range={view.criticalBatch} />}
          {tracks.map(({ track, stretches }, row) => (
            <Track
              key={`${track.arm} ${track.batchSize}`}
              {...{ plane, track, stretches, axis, row }}
              look={props}
            />
          ))}
          {!thumb && <EndLabels labels={labelsOf(plane)} plane={plane} />}
        </>
      )}
    </PlotArea>
  );
}

interface TrackProps {
  plane: Plane;
  track: NoiseTrack;
  stretches: readonly Stretch[];
  axis: NoiseAxis;
  /** Keeps the marks of what is not resolved apart. */
  row: number;
  look: ChartLook;
}

function Track({ plane, track, stretches, axis, row, look }: TrackProps): ReactNode {
  const ink = inkOf(track.batchSize, look);
  const dash = dashOf(track.arm);
  const down = (v: number) => {
    const at = plane.y.at(v);
    return Number.isFinite(at) ? Math.max(plane.top, Math.min(plane.bottom, at)) : plane.bottom;
  };
  const { exact } = track;
  const floor = plane.bottom - 4 - 4 * (row % 6);
  return (
    <g fill="none" stroke={ink.colour}>
      {stretches.map(({ resolved, x, value, low, high }, i) => {
        const across = x.map((v) => plane.x.at(v));
        if (!resolved) {
          return (
            <path
              key={i}
              d={`M${across[0]} ${floor}H${across[across.length - 1]}`}
              strokeWidth={2}
              strokeDasharray="1 4"
            />
          );
        }
        return (
          <g key={i}>
            <path
              d={bandPath(across, low.map(down), high.map(down))}
              fill={ink.colour}
              stroke="none"
              fillOpacity={ink.strong ? 0.24 : ink.dim ? 0.04 : 0.09}
            />
            {across.length === 1 && (
              <circle cx={across[0]} cy={down(value[0])} r={2} fill={ink.colour} stroke="none" />
            )}
            <path
              d={linePath(across.map((at, k) => [at, down(value[k])]))}
              strokeWidth={look.thumb ? 1.5 : ink.strong ? 3 : 2}
              strokeLinejoin="round"
              {...(dash ? { strokeDasharray: dash } : {})}
            />
          </g>
        );
      })}
      {exact && exact.length > 1 && (
        <path
          className="cmp-exact"
          d={linePath(
            track.points
              .slice(0, exact.length)
              .map((p, i) => [plane.x.at(placeOf(p, axis)), plane.y.at(exact[i])] as const)
              .filter(([, at]) => Number.isFinite(at)),
          )}
          strokeWidth={look.thumb ? 1 : 1.5}
          strokeDasharray="6 4"
        />
      )}
    </g>
  );
}

/** Bc of the target as a line across, its interval as a tint. */
function Critical({ plane, range }: { plane: Plane; range: Ranged }) {
  const inside = (v: number) => Math.max(plane.top, Math.min(plane.bottom, plane.y.at(v)));
  const at = plane.y.at(range.value);
  if (!Number.isFinite(at)) return null;
  const { low, high } = range;
  return (
    <g className="cmp-critical">
      {low !== undefined && high !== undefined && low > 0 && (
        <rect
          x={plane.left}
          width={plane.right - plane.left}
          y={inside(high)}
          height={Math.max(0, inside(low) - inside(high))}
        />
      )}
      <line x1={plane.left} x2={plane.right} y1={at} y2={at} />
      <text
        x={plane.right - 6}
        y={at - 9}
        textAnchor="end"
      >{`Bc from the target: ${rangedText(range, countText)}`}</text>
    </g>
  );
}
