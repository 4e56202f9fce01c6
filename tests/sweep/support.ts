/** Sweeps and runs made by hand, for tests of the plan. */
import type { Evaluation } from '../../src/experiment/run.ts';
import type { SweepData, SweepSpec, Trial, TrialRun } from '../../src/experiment/sweep.ts';
import { CONFIG } from '../worker/fakes.ts';

export function specOf(change: Partial<SweepSpec> = {}, base: Partial<SweepSpec['base']> = {}): SweepSpec {
  const config = { ...CONFIG, ...base };
  return {
    base: config,
    arms: [{ dataset: config.dataset, model: config.model }],
    batchSizes: [10, 100],
    seeds: 2,
    lrRule: 'fixed',
    budget: { unit: 'epochs', amount: 2, until: undefined },
    noise: false,
    kind: 'train',
    ...change,
  };
}

export const dataOf = (spec: SweepSpec, change: Partial<SweepData> = {}): SweepData => ({
  ...{ id: 's', spec, preset: undefined, createdAt: 0, speeds: [], runs: [] },
  ...change,
});

export const timesOf = (spec: SweepSpec, ms: (batchSize: number) => number = () => 1): SweepData['speeds'] =>
  spec.arms.flatMap((_, arm) =>
    spec.batchSizes.map((batchSize) => ({
      ...{ arm, engine: 'cpu' as const, batchSize, updateMs: [ms(batchSize)], peakBytes: undefined },
    })),
  );

/** A finished run with these losses on validation examples, one for every ten updates. */
export function runOf(trial: Trial, losses: readonly number[], failed = false): TrialRun {
  const evaluations = losses.map((loss, i): Evaluation => {
    const update = 10 * i;
    return {
      update,
      examples: update,
      epoch: 0,
      seconds: 0,
      split: 'validation',
      loss,
      accuracy: 1 - loss,
      count: 9,
    };
  });
  const last = 10 * (losses.length - 1);
  return {
    trial,
    status: failed ? 'failed' : 'finished',
    error: failed ? { code: 'diverged', message: 'too far', advice: 'less' } : undefined,
    engine: { asked: 'cpu', got: 'cpu', why: 'asked', device: 'none', software: false },
    trainingCount: 1000,
    validationCount: 200,
    series: {
      length: 1,
      columns: {
        update: Uint32Array.of(last),
        examples: Float64Array.of(last),
        epoch: Float32Array.of(1),
        seconds: Float32Array.of(1),
        loss: Float32Array.of(1),
        lossMin: Float32Array.of(1),
        lossMax: Float32Array.of(1),
      },
      evaluations,
      memory: [],
      retunes: [],
    },
    noise: [],
    gradients: [],
    notes: [],
    startedAt: 0,
  };
}
