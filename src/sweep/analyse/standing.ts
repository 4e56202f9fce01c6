/** Who is ahead at equal epochs, updates, examples or seconds. */
import { pairedDifference } from '../../science/paired.ts';
import { differenceError, median } from '../../science/stats.ts';
import type { SweepData } from '../../experiment/sweep.ts';
import { disturbanceOf } from './disturbance.ts';
import type { GroupRuns } from './groups.ts';
import { trackOf, type Track, type TrackChoice } from './track.ts';

export interface Place {
  batchSize: number;
  /** Median over the seeds. */
  value: number;
  /** Updates done by then, median over the seeds. */
  updates: number;
  /** What each seed came to. */
  seeds: ReadonlyMap<number, number>;
  /** Examples that a value was measured on. */
  count: number;
}

export interface Standing {
  /** The last place on the axis that all have reached. */
  at: number;
  /** Best first, at least one. */
  places: Place[];
  /** Those that cannot be told from the best, the best first: more than one means that none is clearly ahead. */
  ahead: Place[];
  /** Why the lead is none: the update times were disturbed, or over some of the others it has no interval (`leadOf`). */
  unsure: 'disturbed' | 'one seed' | 'alike' | undefined;
}

/**
 * Groups of one arm, compared where the shortest of them ended; groups of which every run diverged are left out.
 * The best is told from another where the paired 95% interval over their common seeds, corrected for the number of others,
 * leaves zero out, and accuracies differ by two standard errors of their measurement as well. With one common seed, or equal
 * differences, there is no interval: `unsure`. undefined where nothing can be compared.
 */
export function standing(
  data: SweepData,
  groups: readonly GroupRuns[],
  choice: TrackChoice,
): Standing | undefined {
  const tracks = groups
    .map((g) => trackOf(data, g, choice))
    .filter((t): t is Track => t !== undefined && t !== 'no time' && t.racers.some((r) => !r.diverged));
  if (tracks.length === 0) return undefined;
  const at = Math.min(...tracks.map((t) => t.end));
  const places = tracks.flatMap((t) => placeOf(t, at));
  if (places.length === 0 || at <= 0) return undefined;
  const better = choice.metric === 'accuracy' ? 1 : -1;
  places.sort((a, b) => better * (b.value - a.value) || a.batchSize - b.batchSize);
  const best = places[0];
  const leads = places.map((p): Lead =>
    p === best ? 'none' : leadOf(best, p, choice.metric, places.length - 1),
  );
  return {
    at,
    places,
    ahead: places.filter((_, i) => leads[i] === 'none'),
    unsure: unsureOf(data, groups[0].arm, choice, leads),
  };
}

function unsureOf(
  data: SweepData,
  arm: number,
  { axis }: TrackChoice,
  leads: readonly Lead[],
): Standing['unsure'] {
  if (axis === 'seconds' && disturbanceOf(data, arm) !== undefined) return 'disturbed';
  return leads.includes('one seed') ? 'one seed' : leads.includes('alike') ? 'alike' : undefined;
}

function placeOf({ group, racers }: Track, at: number): Place[] {
  const there = racers
    .filter((r) => !r.diverged)
    .map((r) => ({ seed: r.seed, value: r.at(at), updates: r.updatesAt(at), count: r.count }))
    .filter(
      (r): r is { seed: number; value: number; updates: number; count: number } => r.value !== undefined,
    );
  if (there.length === 0) return [];
  return [
    {
      batchSize: group.batchSize,
      value: median(there.map((r) => r.value)),
      updates: median(there.map((r) => r.updates)),
      seeds: new Map(there.map((r) => [r.seed, r.value])),
      count: Math.min(...there.map((r) => r.count)),
    },
  ];
}

type Lead = 'clear' | 'one seed' | 'alike' | 'none';

function leadOf(best: Place, other: Place, metric: TrackChoice['metric'], comparisons: number): Lead {
  if (metric === 'accuracy') {
    const shares = [best, other].map(({ value, count }) => ({ share: value, count }));
    if (best.value - other.value < 2 * differenceError(shares[0], shares[1])) return 'none';
  }
  const sign = metric === 'accuracy' ? 1 : -1;
  const shared = [...best.seeds.keys()].filter((seed) => other.seeds.has(seed));
  const of = ({ seeds }: Place): number[] => shared.map((seed) => sign * (seeds.get(seed) ?? NaN));
  const difference = pairedDifference(of(best), of(other), comparisons);
  switch (difference.status) {
    case 'interval':
      return difference.low > 0 ? 'clear' : 'none';
    case 'one-pair':
      return difference.mean > 0 ? 'one seed' : 'none';
    case 'no-spread':
      return difference.mean > 0 ? 'alike' : 'none';
    case 'none':
      return 'none';
    default:
      return difference satisfies never;
  }
}
