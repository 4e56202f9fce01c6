/** A track of the noise scale cut where it is not resolved, so that a gap is drawn as a gap. */
import { thin } from '../../../science/thin.ts';
import type { NoiseTrack } from '../../../sweep/views.ts';
import { MOST_POINTS } from './paths.ts';

export type NoiseAxis = 'updates' | 'examples';

export interface Stretch {
  resolved: boolean;
  /** Of the drawn points, all on the axis. */
  x: number[];
  value: number[];
  low: number[];
  high: number[];
}

export const placeOf = (point: NoiseTrack['points'][number], axis: NoiseAxis): number =>
  axis === 'updates' ? point.update : point.examples;

/** Neighbouring points of one kind; an unresolved stretch reaches from the last resolved point to the next. */
export function stretchesOf(track: NoiseTrack, axis: NoiseAxis): Stretch[] {
  const stretches: Stretch[] = [];
  for (const point of track.points) {
    const x = placeOf(point, axis);
    const scale = point.scale !== undefined && Number.isFinite(point.scale.value) ? point.scale : undefined;
    let last = stretches[stretches.length - 1];
    if (last?.resolved !== (scale !== undefined)) {
      const before = last?.x[last.x.length - 1];
      last = { resolved: scale !== undefined, x: [], value: [], low: [], high: [] };
      if (!last.resolved && before !== undefined) last.x.push(before);
      stretches.push(last);
    }
    last.x.push(x);
    if (!scale) continue;
    last.value.push(scale.value);
    last.low.push(scale.low ?? scale.value);
    last.high.push(scale.high ?? scale.value);
  }
  return stretches.map((stretch) => thinned(stretch, track.points.length));
}

/** A stretch gets its share of the points that are drawn of the track. */
function thinned(stretch: Stretch, total: number): Stretch {
  const { resolved, x, value, low, high } = stretch;
  if (!resolved) return { ...stretch, x: [x[0], x[x.length - 1]] };
  const limit = Math.max(3, Math.floor((MOST_POINTS * x.length) / Math.max(1, total)));
  const kept = thin(x, value.map(Math.log), limit);
  const pick = (values: number[]) => kept.map((i) => values[i]);
  return { resolved, x: pick(x), value: pick(value), low: pick(low), high: pick(high) };
}
