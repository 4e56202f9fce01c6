/** What an engine is told of how a run counts its remainder and evaluates batch normalisation. */
import type { ExperimentConfig } from './config.ts';

/** Part of a `RunSetup`: the weight of an epoch's last, smaller batch, and by rules 2 the corrected running statistics. */
export const rulesSetup = ({
  remainder,
  rules,
}: Pick<ExperimentConfig, 'remainder' | 'rules'>): { weightedRemainder: boolean; correctStart: boolean } => ({
  weightedRemainder: remainder === 'weighted',
  correctStart: rules === '2',
});
