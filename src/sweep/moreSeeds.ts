/** A sweep with more seeds than it was begun with. */
import type { SweepData } from '../experiment/sweep.ts';
import { SEEDS_LIMIT } from '../experiment/sweepFields.ts';

/**
 * With so many more seeds, as far as there may be: the verdict that the sweep had counts as a look, and the next is judged at
 * what is left of the level. Of a sweep with tuned rates `data` itself: its rates were chosen with the seeds that it has.
 */
export function withMoreSeeds(data: SweepData, count: number): SweepData {
  const { spec, looks = [] } = data;
  const last = 2 ** 32 - spec.base.seed;
  const seeds = Math.min(SEEDS_LIMIT, last, spec.seeds + Math.max(0, Math.floor(count)));
  if (spec.lrRule === 'tuned' || spec.kind !== 'train' || seeds <= spec.seeds) return data;
  return {
    ...data,
    spec: { ...spec, seeds },
    looks: [...new Set([...looks, spec.seeds])].sort((a, b) => a - b),
  };
}
