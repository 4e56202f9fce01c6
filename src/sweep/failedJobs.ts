/** Records of jobs that could not be done. */
import type { EngineName } from '../experiment/config.ts';
import type { RunError } from '../experiment/run.ts';
import type { SpeedSample, SweepData, Trial, TrialRun } from '../experiment/sweep.ts';
import type { Timing } from './timings.ts';
import { engineOf } from './updateTime.ts';

export const failedSample = (
  { arm, batchSize }: Timing,
  engine: EngineName,
  { message }: RunError,
): SpeedSample => ({ arm, engine, batchSize, updateMs: [], peakBytes: undefined, failed: message });

/** The record of a run that could not be made. */
export function failedRun(data: SweepData, trial: Trial, error: RunError): TrialRun {
  const got = engineOf(data, trial.arm);
  return {
    trial,
    status: 'failed',
    error,
    engine: {
      asked: trial.config.engine,
      got,
      why: 'The run failed before it said.',
      device: '',
      software: false,
    },
    trainingCount: 0,
    validationCount: 0,
    series: {
      length: 0,
      columns: {
        update: new Uint32Array(0),
        examples: new Float64Array(0),
        epoch: new Float32Array(0),
        seconds: new Float32Array(0),
        loss: new Float32Array(0),
        lossMin: new Float32Array(0),
        lossMax: new Float32Array(0),
      },
      evaluations: [],
      memory: [],
      retunes: [],
    },
    noise: [],
    gradients: [],
    notes: [],
    startedAt: Date.now(),
  };
}
