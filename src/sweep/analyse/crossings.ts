/** What each run needed to a target, or what it had done without reaching it. */
import { firstCrossing } from '../../science/crossing.ts';
import type { SweepData, Target, TrialRun } from '../../experiment/sweep.ts';
import { curveOf } from './curves.ts';
import { groupsOf, type GroupRuns } from './groups.ts';

export interface RunCrossing {
  seed: number;
  batchSize: number;
  /** At the crossing, or at the run's last measurement: lower bounds then. At least one update. */
  updates: number;
  examples: number;
  reached: boolean;
  /** Met before the first update: `updates` says 1 for what was 0. */
  atStart: boolean;
  /** Ended by the sweep's own target before it reached this one: its lower bound depends on how well it did. */
  cut: boolean;
}

const directionOf = ({ metric }: Target): 'up' | 'down' => (metric === 'accuracy' ? 'up' : 'down');

/** Whether the run reached the target that it was to end at. */
function ended(run: TrialRun): boolean {
  const { until } = run.trial;
  if (!until) return false;
  const { update, value } = curveOf(run, until.metric, 'validation');
  return firstCrossing(update, value, until.value, directionOf(until)) !== undefined;
}

/** Interpolated between evaluations; a run that measured nothing says nothing. */
export function crossingOf(run: TrialRun, target: Target): RunCrossing | undefined {
  const curve = curveOf(run, target.metric, 'validation');
  const last = curve.update.length - 1;
  if (last < 0) return undefined;
  const cross = (x: readonly number[]): number | undefined =>
    firstCrossing(x, curve.value, target.value, directionOf(target));
  const updates = cross(curve.update);
  const { seed, batchSize } = run.trial.config;
  const least = { updates: 1, examples: batchSize };
  const at = updates === undefined ? curve.update[last] : updates;
  const examples = updates === undefined ? curve.examples[last] : (cross(curve.examples) ?? at * batchSize);
  return {
    seed,
    batchSize,
    updates: Math.max(least.updates, at),
    examples: Math.max(least.examples, examples),
    reached: updates !== undefined,
    atStart: updates === 0,
    cut: updates === undefined && ended(run),
  };
}

export const crossingsOf = (group: GroupRuns, target: Target): RunCrossing[] =>
  group.runs.map((run) => crossingOf(run, target)).filter((c) => c !== undefined);

/**
 * From the best value before any training to the best that any run measured, ascending: targets
 * outside say nothing. undefined where nothing is measured.
 */
export function targetRange(
  data: SweepData,
  metric: Target['metric'],
  arms: readonly number[] = [...data.spec.arms.keys()],
): [number, number] | undefined {
  const up = metric === 'accuracy';
  let start: number | undefined;
  let best: number | undefined;
  const better = (a: number, b: number): number => (up ? Math.max(a, b) : Math.min(a, b));
  for (const arm of arms)
    for (const { runs } of groupsOf(data, arm))
      for (const run of runs) {
        const { value } = curveOf(run, metric, 'validation');
        if (value.length === 0) continue;
        start = start === undefined ? value[0] : better(start, value[0]);
        for (const v of value) best = best === undefined ? v : better(best, v);
      }
  if (start === undefined || best === undefined) return undefined;
  return up ? [Math.min(start, best), best] : [best, Math.max(start, best)];
}
