/** The runs of one group as they race along one axis. */
import { median } from '../../science/stats.ts';
import type { Metric, SweepData, TrialRun } from '../../experiment/sweep.ts';
import type { RaceAxis, RaceSplit } from '../views.ts';
import { curveOf, placesOn, valueAt } from './curves.ts';
import type { GroupRuns } from './groups.ts';
import { diverged, finalEvaluation } from './guard.ts';
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
  /** Its value there on all validation examples, where it was looked at on them: at its end, and where sizes are compared. */
  wholeAt(x: number): Whole | undefined;
  /** Examples that a value on the way was measured on; undefined where it is the loss of batches. */
  count: number | undefined;
}

export interface Whole {
  value: number;
  update: number;
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

const evaluated = ({ metric, split }: TrackChoice): boolean => metric !== 'loss' || split !== 'training';

/** Places are equal that differ by rounding alone. */
export const samePlace = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * Math.max(1, a, b);

/** Of evaluations at one place the one on the most examples, where it is at a place of its own. */
function wholeAt(run: TrialRun, choice: TrackChoice, seconds: number, place: number): Whole | undefined {
  if (!evaluated(choice)) return undefined;
  const { metric, split, axis } = choice;
  const most = finalEvaluation(run, split)?.count;
  for (const e of run.series.evaluations) {
    const value = e[metric];
    if (e.split !== split || e.count !== most || value === undefined || !Number.isFinite(value)) continue;
    const x = { epochs: e.epoch, updates: e.update, examples: e.examples, seconds: e.update * seconds }[axis];
    if (samePlace(x, place)) return { value, update: e.update, count: e.count };
  }
  return undefined;
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
        wholeAt: (place) => wholeAt(run, choice, seconds, within(place)),
        count: evaluated(choice) ? curve.count[0] : undefined,
      },
    ];
  });
  if (racers.length === 0) return undefined;
  const upright = racers.filter((r) => !r.diverged);
  const end = upright.length > 0 ? median(upright.map((r) => r.end)) : Math.max(...racers.map((r) => r.end));
  return { group, racers, end };
}
