/** How long one more seed of a sweep takes, by how long its runs took. */
import type { SweepData, TrialRun } from '../../experiment/sweep.ts';

/** Looks beside the updates, as a share of these; as the forecast has it (docs/sweeps.md). */
const BESIDE = 0.35;

const endOf = ({ startedAt, series }: TrialRun): number => {
  const seconds = series.evaluations.reduce((most, e) => (e.seconds > most ? e.seconds : most), 0);
  return startedAt + 1000 * (1 + BESIDE) * seconds;
};

/**
 * Seconds of the clock in which some run was under way, over the number of seeds: runs beside each other count once. undefined
 * where no run tells when it began (all of a link's have the same moment).
 */
export function secondsPerSeed({ runs }: SweepData): number | undefined {
  const own = runs.filter((r) => !r.live && r.trial.role === 'run');
  if (own.length < 2 || own.every((r) => r.startedAt === own[0].startedAt)) return undefined;
  let busy = 0;
  let until = -Infinity;
  for (const run of [...own].sort((a, b) => a.startedAt - b.startedAt)) {
    const end = endOf(run);
    busy += Math.max(0, end - Math.max(run.startedAt, until));
    until = Math.max(until, end);
  }
  const seeds = new Set(own.map((r) => r.trial.config.seed)).size;
  return busy > 0 && Number.isFinite(busy) ? busy / 1000 / seeds : undefined;
}
