/** The runs of one group as they race along one axis. */
import { median } from '../../science/stats.ts';
import type { Metric, SweepData } from '../../experiment/sweep.ts';
import type { RaceAxis, RaceSplit } from '../views.ts';
import { curveOf, placesOn, valueAt } from './curves.ts';
import type { GroupRuns } from './groups.ts';
import { diverged } from './guard.ts';
import { secondsPerUpdate } from './times.ts';

export interface Racer {
  seed: number;
  /** Ascending. */
  x: readonly number[];
  diverged: boolean;
  /** Where it ended. */
  end: number;
  /** Its value there; after its end its last one, or undefined when it diverged. */
  at(x: number): number | undefined;
  /** Updates done there. */
  updatesAt(x: number): number | undefined;
  /** Examples that its last value was measured on. */
  count: number;
}

export interface Track {
  group: GroupRuns;
  /** One for each run that measured anything; at least one. */
  racers: Racer[];
  /** Where half of the runs that did not diverge have ended; where the last did when all diverged. */
  end: number;
}

export interface TrackChoice {
  axis: RaceAxis;
  metric: Metric;
  split: RaceSplit;
}

/** undefined where no run of the group measured anything, `no time` where seconds are asked for and not known. */
export function trackOf(
  data: SweepData,
  group: GroupRuns,
  choice: TrackChoice,
): Track | 'no time' | undefined {
  const seconds = choice.axis === 'seconds' ? secondsPerUpdate(data, group.arm, group.batchSize) : 0;
  if (seconds === undefined) return 'no time';
  const racers = group.runs.flatMap((run): Racer[] => {
    const curve = curveOf(run, choice.metric, choice.split);
    const x = placesOn(curve, choice.axis, seconds);
    if (x.length === 0) return [];
    const end = x[x.length - 1];
    const fell = diverged(run);
    const within = (place: number): number => (fell ? place : Math.min(place, end));
    return [
      {
        seed: run.trial.config.seed,
        x,
        diverged: fell,
        end,
        at: (place) => valueAt(x, curve.value, within(place)),
        updatesAt: (place) => valueAt(x, curve.update, within(place)),
        count: curve.count[curve.count.length - 1],
      },
    ];
  });
  if (racers.length === 0) return undefined;
  const upright = racers.filter((r) => !r.diverged);
  const end = upright.length > 0 ? median(upright.map((r) => r.end)) : Math.max(...racers.map((r) => r.end));
  return { group, racers, end };
}
