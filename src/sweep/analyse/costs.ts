/** What batch sizes need to a target, compared seed by seed. Logarithms throughout: updates and seconds spread by factors. */
import { quantileOf, type Difference } from '../../science/verdict.ts';
import { LEAST_SPREAD } from '../../science/tobit.ts';
import type { SweepData, Target } from '../../experiment/sweep.ts';
import { crossingsOf } from './crossings.ts';
import { disturbanceOf } from './disturbance.ts';
import { groupsOf } from './groups.ts';
import { judge, pairsAmong, sharedSeeds, type Judgement } from './judge.ts';
import { once } from './once.ts';
import { updateTime, type UpdateTime } from './times.ts';

export interface Cost {
  batchSize: number;
  /** log updates of each seed: at the target, or where the run ended before it, which is a lower bound. */
  bySeed: ReadonlyMap<number, number>;
  /** Every seed got there. */
  whole: boolean;
  /** Of an update on the engine of the runs. */
  time: UpdateTime | undefined;
}

export type CostUnit = 'updates' | 'seconds';

/** Of one arm, ascending; batch sizes that measured nothing are left out. */
export const costsOf = once((data: SweepData, arm: number, target: Target): Cost[] =>
  groupsOf(data, arm).flatMap((group): Cost[] => {
    const found = crossingsOf(group, target);
    if (found.length === 0) return [];
    const { batchSize } = group;
    return [
      {
        batchSize,
        bySeed: new Map(found.map((c) => [c.seed, Math.log(c.updates)])),
        whole: found.every((c) => c.reached),
        time: updateTime(data, arm, batchSize),
      },
    ];
  }),
);

/**
 * The judgement of all batch sizes of one arm that can be, best first: values are log updates or log seconds, for a size that
 * not every seed brought there a lower bound. Tasks are read together, so all their pairs are counted. `seconds` hold the
 * error of the update times, which all seeds share; the degrees of freedom of it and of how curves are read off by Welch
 * 1947, Biometrika 34.
 */
export const judgeCosts = once(
  (data: SweepData, arm: number, target: Target, unit: CostUnit): Judgement | undefined => {
    const timed = (costs: readonly Cost[]): Cost[] => costs.filter((c) => unit === 'updates' || c.time);
    const all = [...data.spec.arms.keys()].map((i) => timed(costsOf(data, i, target)));
    const own = all[arm];
    if (own.length === 0 || sharedSeeds(own).length === 0) return undefined;
    const timeOf = (batchSize: number) => own.find((c) => c.batchSize === batchSize)?.time;
    const found = judge(data, {
      ...{ arm, better: 'less' },
      comparisons: all.reduce((sum, costs) => sum + pairsAmong(costs.length), 0),
      entrants: own.map(({ batchSize, bySeed, time }) => ({
        ...{ batchSize, bySeed },
        offset: unit === 'seconds' && time ? Math.log(time.seconds) : 0,
      })),
      unsure: unit === 'seconds' && disturbanceOf(data, arm) !== undefined ? 'disturbed' : undefined,
      shared: (a, b, seeds) => {
        const read = Math.SQRT2 * readingError(seeds.length);
        if (unit === 'updates') return { error: read };
        const times = timesError([timeOf(a.batchSize), timeOf(b.batchSize)]);
        if (!times || times.error === 0) return { error: read };
        const error = Math.hypot(times.error, read);
        return { error, degrees: times.degrees * (error / times.error) ** 4 };
      },
    });
    const untold = unit === 'seconds' && own.length > 1 && own.some((c) => c.time?.error === undefined);
    return found && untold && !found.unsure ? { ...found, unsure: 'no spread' } : found;
  },
);

/** Of a mean of log updates that are read off between two looks. */
export const readingError = (seeds: number): number => LEAST_SPREAD / Math.sqrt(seeds);

/** Of the logarithm of the ratio of two update times with the degrees of the fewer repetitions. */
function timesError(
  times: readonly (UpdateTime | undefined)[],
): { error: number; degrees: number } | undefined {
  const known = times.filter((t) => t !== undefined);
  const errors = known.map(({ error }) => error ?? 0);
  const degrees = Math.min(...known.map(({ repetitions }) => repetitions - 1));
  return known.length < times.length || !(degrees >= 1)
    ? undefined
    : { error: Math.hypot(...errors), degrees };
}

/** The half width at 95% of one estimate with this standard error. */
export const halfWidth = (error: number, degrees: number): number => quantileOf(0.05, 1, degrees) * error;

/** Of `a` to `b`, both batch sizes of a judgement of costs: how many times as much, with its interval as factors. */
export interface Ratio {
  factor: number;
  low: number | undefined;
  high: number | undefined;
  status: Difference['status'];
  seeds: number;
}

/** By the means that are shown, so that factors and figures agree. */
export function ratioOf(judged: Judgement | undefined, a: number, b: number): Ratio | undefined {
  const pair = judged?.pairs.find(
    ({ better, worse }) =>
      (better.batchSize === a && worse.batchSize === b) || (better.batchSize === b && worse.batchSize === a),
  );
  if (!pair || pair.difference.status === 'none') return undefined;
  const { difference } = pair;
  const up = pair.worse.batchSize === a ? 1 : -1;
  const ends =
    difference.status === 'interval' ? [up * difference.low, up * difference.high].sort((x, y) => x - y) : [];
  const end = (i: number): number | undefined => {
    const value = ends[i] === undefined ? undefined : Math.exp(ends[i]);
    return value !== undefined && Number.isFinite(value) ? value : undefined;
  };
  return {
    factor: Math.exp(up * difference.mean),
    ...{ low: end(0), high: end(1), status: difference.status, seeds: difference.seeds },
  };
}
