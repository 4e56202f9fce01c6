/** The configuration that a job is done with. */
import { armConfig } from '../experiment/arms.ts';
import type { ExperimentConfig } from '../experiment/config.ts';
import type { Job } from '../experiment/job.ts';
import type { SweepSpec } from '../experiment/sweep.ts';

export function configOfJob(
  { base, arms }: SweepSpec,
  job: Exclude<Job, { kind: 'look' }>,
): ExperimentConfig {
  if (job.kind === 'trial') return job.trial.config;
  const { arm, batchSize, engine = base.engine } = job;
  return { ...armConfig(base, arms[arm]), batchSize, seed: base.seed, engine };
}
