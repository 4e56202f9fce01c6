/** Runs under way as far as they are, for the curves that grow. */
import { trainingCount, validationCount } from '../experiment/derive.ts';
import type { SweepData, TrialRun } from '../experiment/sweep.ts';
import type { LiveTrial } from '../sweep/runner.ts';
import { engineOf } from '../sweep/updateTime.ts';

const NO_POINTS = new Float32Array(0);

const NO_COLUMNS = {
  update: new Uint32Array(0),
  examples: new Float64Array(0),
  epoch: NO_POINTS,
  seconds: NO_POINTS,
  loss: NO_POINTS,
  lossMin: NO_POINTS,
  lossMax: NO_POINTS,
};

function soFar({ trial, evaluations, noise, gradients }: LiveTrial, data: SweepData): TrialRun {
  const { config } = trial;
  const done = data.runs.find((run) => run.trial.arm === trial.arm && run.trial.role === 'run');
  return {
    trial,
    status: 'finished',
    error: undefined,
    engine: done?.engine ?? {
      asked: config.engine,
      got: engineOf(data, trial.arm),
      why: '',
      device: '',
      software: false,
    },
    trainingCount: done?.trainingCount ?? trainingCount(config),
    validationCount: done?.validationCount ?? validationCount(config),
    series: { length: 0, columns: NO_COLUMNS, evaluations, memory: [], retunes: [] },
    noise,
    gradients,
    notes: [],
    startedAt: 0,
    live: true,
  };
}

export function withLive(data: SweepData, live: readonly LiveTrial[]): SweepData {
  const begun = live.filter(({ evaluations }) => evaluations.length > 0);
  return begun.length === 0
    ? data
    : { ...data, runs: [...data.runs, ...begun.map((one) => soFar(one, data))] };
}
