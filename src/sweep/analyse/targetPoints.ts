/** What every batch size needs to a target. */
import { meanInterval } from '../../science/paired.ts';
import type { SweepData, Target } from '../../experiment/sweep.ts';
import type { Ranged, TargetPoint } from '../views.ts';
import { crossingsOf, type RunCrossing } from './crossings.ts';
import { grouped, type GroupRuns } from './groups.ts';
import { secondsPerUpdate } from './times.ts';

/** Ascending by arm and batch size; groups that measured nothing are left out. */
export const targetPoints = (data: SweepData, target: Target): TargetPoint[] =>
  grouped(data).groups.flatMap((group) => pointOf(data, group, target));

/** Geometric mean and its t interval, since updates spread by factors. All values above 0. */
function geometric(values: readonly number[]): Ranged {
  const { value, low, high } = meanInterval(values.map(Math.log));
  const end = (x: number | undefined): number | undefined => {
    const y = x === undefined ? undefined : Math.exp(x);
    return y !== undefined && Number.isFinite(y) ? y : undefined;
  };
  const [from, to] = [end(low), end(high)];
  const known = from !== undefined && to !== undefined;
  return { value: Math.exp(value), low: known ? from : undefined, high: known ? to : undefined };
}

function scaled({ value, low, high }: Ranged, by: number): Ranged {
  return {
    value: value * by,
    low: low === undefined ? undefined : low * by,
    high: high === undefined ? undefined : high * by,
  };
}

function pointOf(data: SweepData, group: GroupRuns, target: Target): TargetPoint[] {
  const { arm, batchSize } = group;
  const crossings = crossingsOf(group, target);
  if (crossings.length === 0) return [];
  const reached = crossings.filter((c) => c.reached);
  const missed = crossings.filter((c) => !c.reached);
  const over = (of: (c: RunCrossing) => number): Ranged | undefined =>
    reached.length === 0 ? undefined : geometric(reached.map(of));
  const updates = over((c) => c.updates);
  const perUpdate = secondsPerUpdate(data, arm, batchSize);
  return [
    {
      arm,
      batchSize,
      updates,
      examples: over((c) => c.examples),
      seconds: updates && perUpdate !== undefined ? scaled(updates, perUpdate) : undefined,
      reached: reached.length,
      seeds: crossings.length,
      atLeastUpdates: missed.length === 0 ? undefined : Math.min(...missed.map((c) => c.updates)),
    },
  ];
}
