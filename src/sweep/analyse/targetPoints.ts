/** What every batch size needs to a target. */
import { meanInterval } from '../../science/paired.ts';
import type { SweepData, Target } from '../../experiment/sweep.ts';
import type { Ranged, TargetPoint } from '../views.ts';
import { crossingsOf, type RunCrossing } from './crossings.ts';
import { grouped, type GroupRuns } from './groups.ts';
import { halfWidth } from './costs.ts';
import { updateTime, type UpdateTime } from './times.ts';

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

/** Seconds of so many updates: the interval holds the scatter of the seeds and of the update times. */
function secondsOf(updates: Ranged, { seconds, error, repetitions }: UpdateTime): Ranged {
  const value = updates.value * seconds;
  const { low, high } = updates;
  if (low === undefined || high === undefined || error === undefined)
    return { value, low: undefined, high: undefined };
  const timing = halfWidth(error, repetitions - 1, 1);
  const reach = (end: number): number => Math.exp(Math.hypot(Math.log(end / updates.value), timing));
  const [from, to] = [value / reach(low), value * reach(high)];
  return from > 0 && to < Infinity
    ? { value, low: from, high: to }
    : { value, low: undefined, high: undefined };
}

function pointOf(data: SweepData, group: GroupRuns, target: Target): TargetPoint[] {
  const { arm, batchSize } = group;
  const crossings = crossingsOf(group, target);
  if (crossings.length === 0) return [];
  const missed = crossings.filter((c) => !c.reached).map((c) => c.updates);
  const mean = (of: (c: RunCrossing) => number): Ranged => geometric(crossings.map(of));
  const time = updateTime(data, arm, batchSize);
  const all = mean((c) => c.updates);
  const updates = missed.length === 0 ? all : undefined;
  return [
    {
      arm,
      batchSize,
      updates,
      examples: updates && mean((c) => c.examples),
      seconds: updates && time && secondsOf(updates, time),
      reached: crossings.length - missed.length,
      seeds: crossings.length,
      atLeastUpdates: missed.length === 0 ? undefined : all.value,
      missed: missed.sort((a, b) => a - b),
    },
  ];
}
