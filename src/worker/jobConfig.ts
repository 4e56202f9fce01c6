/** The configuration that a job is done with. */
import { armConfig } from '../experiment/arms.ts';
import type { ExperimentConfig } from '../experiment/config.ts';
import type { Job } from '../experiment/job.ts';
import type { SweepSpec } from '../experiment/sweep.ts';

export function configOfJob({ base, arms }: SweepSpec, job: Job): ExperimentConfig {
  if (job.kind === 'trial') return job.trial.config;
  return { ...armConfig(base, arms[job.arm]), batchSize: job.batchSize, seed: base.seed };
}
