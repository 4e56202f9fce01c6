/** Gradients of single batches against the full one: means over seeds, before training and at the end of each batch size. */
import { meanInterval } from '../../science/paired.ts';
import type { GradientSample, TrialRun } from '../../experiment/sweep.ts';
import type { GradientCurve, Ranged } from '../views.ts';
import type { GroupRuns } from './groups.ts';

/**
 * Of one arm's groups. Runs of one seed begin with the same weights and draw the same batches, whatever their batch size: at
 * the start each seed counts once. The draws of a seed share its weights, so that only the means of seeds tell what
 * another seed would have: one seed has no interval.
 */
export function gradientCurves(groups: readonly GroupRuns[]): GradientCurve[] {
  const firsts = new Map<number, TrialRun>();
  for (const run of groups.flatMap((g) => g.runs))
    if (run.gradients.length > 0 && !firsts.has(run.trial.config.seed))
      firsts.set(run.trial.config.seed, run);
  const curves: GradientCurve[] = [
    { moment: 'start', trainedWith: undefined, points: pointsOf([...firsts.values()], 'start') },
    ...groups.map(({ batchSize, runs }): GradientCurve => ({
      moment: 'end',
      trainedWith: batchSize,
      points: pointsOf(runs, 'end'),
    })),
  ];
  return curves.filter(({ points }) => points.length > 0);
}

/** A run's samples at its first or its last moment; none at the end when there is only one moment. */
function samplesAt({ gradients }: TrialRun, moment: GradientCurve['moment']): GradientSample[] {
  const updates = gradients.map((g) => g.update);
  const first = Math.min(...updates);
  const last = Math.max(...updates);
  if (moment === 'end' && last === first) return [];
  return gradients.filter((g) => g.update === (moment === 'start' ? first : last));
}

function pointsOf(runs: readonly TrialRun[], moment: GradientCurve['moment']): GradientCurve['points'] {
  const seeds = new Map<number, { cosines: number[]; lengths: number[] }>();
  for (const run of runs)
    for (const { batchSize, cosines, lengths } of samplesAt(run, moment)) {
      const cosine = meanOf(cosines);
      const length = meanOf(lengths);
      if (cosine === undefined || length === undefined) continue;
      const known = seeds.get(batchSize) ?? { cosines: [], lengths: [] };
      known.cosines.push(cosine);
      known.lengths.push(length);
      seeds.set(batchSize, known);
    }
  return [...seeds]
    .sort(([a], [b]) => a - b)
    .map(([batchSize, { cosines, lengths }]) => ({
      batchSize,
      cosine: within(meanInterval(cosines), -1, 1),
      length: within(meanInterval(lengths), 0, Infinity),
    }));
}

function meanOf(draws: readonly number[]): number | undefined {
  const known = draws.filter(Number.isFinite);
  return known.length > 0 ? known.reduce((sum, draw) => sum + draw, 0) / known.length : undefined;
}

/** An interval ends where the quantity does. */
const within = ({ value, low, high }: Ranged, least: number, most: number): Ranged => ({
  value,
  low: low && Math.max(least, low),
  high: high && Math.min(most, high),
});
