import type { SweepData } from '../../../src/experiment/sweep.ts';
import { sweepOf, trialRun } from '../sweepSupport.ts';

/** With noise measurements and a run of the tuning. */
export function noiseSweep(): SweepData {
  const spec = sweepOf({ noise: true, lrRule: 'tuned' });
  const at = { batchSize: 64, seed: spec.base.seed };
  const runs = [trialRun(spec, at), trialRun(spec, { ...at, role: 'tuning', learningRate: 0.05 })];
  return { id: 'noisy', spec, preset: undefined, createdAt: 0, speeds: [], runs };
}
