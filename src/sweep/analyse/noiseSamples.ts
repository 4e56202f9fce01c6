/** The samples of the noise scale that can be used. */
import { lastBatchSize, updatesPerEpoch } from '../../science/batch.ts';
import { isMeasurement } from '../../science/noiseScale.ts';
import type { NoiseSample, TrialRun } from '../../experiment/sweep.ts';

/**
 * Size of the last, smaller batch of an epoch whose full-size step spoils the look right after it; undefined where there is
 * none. A weighted remainder makes a small step, and is no such batch.
 */
export function spoilingBatch({ trial, trainingCount }: TrialRun): number | undefined {
  const { batchSize, remainder } = trial.config;
  if (remainder !== 'keep' || batchSize > trainingCount) return undefined;
  const last = lastBatchSize(trainingCount, batchSize, remainder);
  return last < batchSize ? last : undefined;
}

/** Whether a sample was taken right after such a batch, as trials did before they took it elsewhere. */
export function isSpoilt(run: TrialRun, { update }: Pick<NoiseSample, 'update'>): boolean {
  if (update === 0 || spoilingBatch(run) === undefined) return false;
  const { batchSize, remainder } = run.trial.config;
  return update % updatesPerEpoch(run.trainingCount, batchSize, remainder) === 0;
}

/**
 * For each run its samples, ascending by update, each update once. Samples of another kind than the first of all are left
 * out, and those right after a smaller batch.
 */
export function usableSamples(runs: readonly TrialRun[]): NoiseSample[][] {
  const own = runs.map((run) =>
    run.noise.filter(
      (s) =>
        isMeasurement(s) && Number.isFinite(s.update) && Number.isFinite(s.examples) && !isSpoilt(run, s),
    ),
  );
  const like = own.find((samples) => samples.length > 0)?.[0];
  return own.map((samples) => {
    const kept = samples.filter((s) => s.small === like?.small && s.population === like.population);
    return [...new Map(kept.map((s) => [s.update, s])).values()].sort((a, b) => a.update - b.update);
  });
}
