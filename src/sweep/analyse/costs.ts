/** What batch sizes need to a target, compared seed by seed. Logarithms throughout: updates and seconds spread by factors. */
import { blockedScatter, type Scatter } from '../../science/blocked.ts';
import { tQuantile } from '../../science/studentT.ts';
import { LEAST_SPREAD } from '../../science/tobit.ts';
import type { SweepData, Target } from '../../experiment/sweep.ts';
import { crossingsOf } from './crossings.ts';
import { groupsOf } from './groups.ts';

export interface Cost {
  batchSize: number;
  /** log updates of each seed: at the target, or where the run ended before it, which is a lower bound. */
  bySeed: ReadonlyMap<number, number>;
  /** Every seed got there. */
  whole: boolean;
}

export interface Costs {
  /** Of one arm, ascending; batch sizes that measured nothing are left out. */
  costs: Cost[];
  /** From the whole ones, over the seeds that they share; undefined where nothing is known of it. */
  scatter: Scatter | undefined;
}

export const LEVEL = 0.95;

export function costsOf(data: SweepData, arm: number, target: Target): Costs {
  const costs = groupsOf(data, arm).flatMap((group): Cost[] => {
    const found = crossingsOf(group, target);
    if (found.length === 0) return [];
    const bySeed = new Map(found.map((c) => [c.seed, Math.log(c.updates)]));
    return [{ batchSize: group.batchSize, bySeed, whole: found.every((c) => c.reached) }];
  });
  const whole = costs.filter((c) => c.whole);
  const seeds = shared(whole);
  const scatter = blockedScatter(whole.map((c) => seeds.map((seed) => c.bySeed.get(seed) ?? NaN)));
  return {
    costs,
    scatter: scatter && { ...scatter, spread: Math.max(scatter.spread, LEAST_SPREAD) },
  };
}

const shared = (costs: readonly Cost[]): number[] =>
  [...(costs[0]?.bySeed.keys() ?? [])].filter((seed) => costs.every((c) => c.bySeed.has(seed)));

/** The half width at 95% of an estimate with this standard error, where `comparisons` are read together (Bonferroni). */
export const halfWidth = (error: number, degrees: number, comparisons: number): number =>
  tQuantile(1 - (1 - LEVEL) / (2 * comparisons), degrees) * error;

/**
 * Mean over their common seeds of log a - log b, with the half width of its interval, undefined where they have fewer than
 * two in common or the scatter is not known. Where seeds of `a` did not get there and all of `b` did, the true mean is larger.
 */
export function logRatio(
  { scatter }: Costs,
  a: Cost,
  b: Cost,
  comparisons: number,
): { mean: number; half: number | undefined; seeds: number } | undefined {
  const seeds = shared([a, b]);
  const n = seeds.length;
  if (n === 0) return undefined;
  const mean = seeds.reduce((sum, s) => sum + ((a.bySeed.get(s) ?? 0) - (b.bySeed.get(s) ?? 0)) / n, 0);
  const half =
    scatter && n > 1 ? halfWidth(scatter.spread * Math.sqrt(2 / n), scatter.degrees, comparisons) : undefined;
  return { mean, half, seeds: n };
}
