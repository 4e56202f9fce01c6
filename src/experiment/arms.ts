/** The tasks of a sweep: each is a dataset and a model, with the sweep's other settings. */
import type { ExperimentConfig } from './config.ts';
import { draftOf, editDraft, readDraft } from './draft.ts';
import type { Arm, Trial } from './sweep.ts';

/** "digits.mlp", as in links, trial ids and on the command line. */
export const armId = ({ dataset, model }: Arm): string => `${dataset}.${model}`;

export const sameArm = (a: Arm, b: Arm): boolean => a.dataset === b.dataset && a.model === b.model;

export const armOf = ({ dataset, model }: ExperimentConfig): Arm => ({ dataset, model });

/**
 * `base` on another task. Settings that stood at a default that depends on the dataset (examples, noise) follow to the
 * new one's; the others stay. `config` is always valid: what does not fit the task is at its default, with a message in
 * `errors`, which the caller may ignore for the settings that a trial has of its own, such as the batch size.
 */
export function armReading(base: ExperimentConfig, arm: Arm): ReturnType<typeof readDraft> {
  if (sameArm(armOf(base), arm)) return { config: base, errors: {} };
  const dataset = editDraft(draftOf(base), 'dataset', arm.dataset);
  return readDraft(editDraft(dataset, 'model', arm.model));
}

/** The configuration of a sweep's `base` on one of its arms; batch size, learning rate, seed and epochs are the trial's. */
export const armConfig = (base: ExperimentConfig, arm: Arm): ExperimentConfig => armReading(base, arm).config;

/** "digits.mlp/b64/s1", of a tuning trial "digits.mlp/b64/s1/tune/lr0.1": equal trials, equal ids. */
export function trialId(
  arm: Arm,
  role: Trial['role'],
  of: { batchSize: number; seed: number; learningRate: number },
): string {
  const run = `${armId(arm)}/b${of.batchSize}/s${of.seed}`;
  return role === 'run' ? run : `${run}/tune/lr${of.learningRate}`;
}
