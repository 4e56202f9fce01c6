/** What lies behind a track of the noise scale: each seed's own line, and the level over the windows at its ends. */
import type { NoiseTrack, NoiseWindow } from '../../../sweep/views.ts';
import { inkOf, type ChartLook } from './look.ts';
import { placeOf, seedLines, type NoiseAxis } from './noiseShape.ts';
import { linePath } from './paths.ts';
import type { Plane } from './plane.ts';

interface BehindProps {
  plane: Plane;
  track: NoiseTrack;
  axis: NoiseAxis;
  look: ChartLook;
}

/** Only where there are several: one seed's line is the track. */
export const hasSeeds = ({ each }: NoiseTrack): boolean => each !== undefined && each.length > 1;

const insideOf = (plane: Plane) => (value: number) =>
  Math.max(plane.top, Math.min(plane.bottom, plane.y.at(value)));

export function SeedLines({ plane, track, axis, look }: BehindProps) {
  const { colour, dim } = inkOf(track.batchSize, look);
  if (!hasSeeds(track)) return null;
  const inside = insideOf(plane);
  return (
    <g className="cmp-seed-lines" fill="none" stroke={colour} strokeOpacity={dim ? 0.1 : 0.35}>
      {track.each?.flatMap(({ seed, values }) =>
        seedLines(track, values, axis).map((line, i) => (
          <path
            key={`${seed} ${i}`}
            d={linePath(line.map(([x, y]) => [plane.x.at(x), inside(y)]))}
            strokeWidth={look.thumb ? 0.5 : 1}
          />
        )),
      )}
    </g>
  );
}

/** A bar as long as the window at the height of the level, a box for its interval over seeds. */
export function Levels({ plane, track, axis, look }: BehindProps) {
  const { colour, dim } = inkOf(track.batchSize, look);
  const { first, last } = track.levels ?? {};
  const inside = insideOf(plane);
  const bar = (window: NoiseWindow, end: string) => {
    const { scale } = window;
    if (!scale) return null;
    const [a, b] = [plane.x.at(placeOf(window.from, axis)), plane.x.at(placeOf(window.to, axis))];
    const { value, low, high } = scale;
    const left = Number.isFinite(a) ? Math.max(plane.left, a) : plane.left;
    const width = Math.max(2, b - left);
    return (
      <g key={end}>
        {low !== undefined && high !== undefined && (
          <rect
            x={left}
            {...{ width, y: inside(high), height: Math.max(1, inside(low) - inside(high)) }}
            fill={colour}
            fillOpacity={dim ? 0.05 : 0.16}
            stroke={colour}
            strokeWidth={1}
          />
        )}
        <path d={`M${left} ${inside(value)}h${width}`} strokeWidth={look.thumb ? 2 : 4} stroke={colour} />
      </g>
    );
  };
  return (
    <g className="cmp-levels" opacity={dim ? 0.3 : 1}>
      {first && bar(first, 'first')}
      {last && bar(last, 'last')}
    </g>
  );
}

interface LegendProps {
  plane: Plane;
  tracks: readonly NoiseTrack[];
}

/** In the chart itself, since every face shows it. */
export function BehindLegend({ plane, tracks }: LegendProps) {
  const lines = behindWords(tracks);
  return (
    <g className="cmp-critical" aria-hidden="true">
      {lines.map((words, i) => (
        <text key={words} x={plane.left + 8} y={plane.top + 10 + 16 * i}>
          {words}
        </text>
      ))}
    </g>
  );
}

/** What the marks behind the curves are, also for whoever cannot see them. */
export function behindWords(tracks: readonly NoiseTrack[]): string[] {
  const windows = tracks.flatMap(({ levels }) => [levels?.first, levels?.last].filter((one) => one?.scale));
  const interval = windows.some((one) => one?.scale?.low !== undefined);
  return [
    ...(tracks.some(hasSeeds) ? ['thin lines: single seeds'] : []),
    ...(windows.length > 0
      ? [`bars: level over start and end${interval ? ', boxes: 95% over seeds' : ''}`]
      : []),
  ];
}
