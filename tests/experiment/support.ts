import { initialConfig, readDraft, type Draft } from '../../src/experiment/draft.ts';
import type { ExperimentConfig } from '../../src/experiment/config.ts';
import type { ResultInput } from '../../src/experiment/results.ts';
import type { Evaluation, MetricColumns } from '../../src/experiment/run.ts';

/** The configuration of these texts; throws when one is in error. */
export function configOf(draft: Partial<Draft> = {}): ExperimentConfig {
  const { config, errors } = readDraft(draft);
  if (Object.keys(errors).length > 0) throw new Error(JSON.stringify(errors));
  return config;
}

export function evaluationAt(epoch: number, accuracy: number, more: Partial<Evaluation> = {}): Evaluation {
  return {
    update: 100 * epoch,
    epoch,
    examples: 10_000 * epoch,
    seconds: epoch,
    split: 'validation',
    loss: 1 - accuracy,
    accuracy,
    count: 2000,
    ...more,
  };
}

/** Columns in which point i (from 1) has this loss; `spare` unused places follow. */
export function columnsOf(losses: readonly number[], spare = 0, trainingCount = 10_000): MetricColumns {
  const n = losses.length + spare;
  const column = (of: (i: number) => number) =>
    Float32Array.from({ length: n }, (_, i) => (i < losses.length ? of(i) : -1));
  return {
    update: Uint32Array.from({ length: n }, (_, i) => i + 1),
    examples: Float64Array.from({ length: n }, (_, i) => 100 * (i + 1)),
    epoch: column((i) => (100 * (i + 1)) / trainingCount),
    seconds: column((i) => (i + 1) / 1000),
    loss: column((i) => losses[i]),
    lossMin: column((i) => losses[i]),
    lossMax: column((i) => losses[i]),
  };
}

export function resultInput(
  record: Partial<ResultInput['record']> = {},
  series: Partial<ResultInput['series']> = {},
): ResultInput {
  return {
    record: {
      id: 'run-1',
      config: initialConfig(),
      status: 'finished',
      engine: {
        asked: 'auto',
        got: 'cpu',
        why: 'There is no graphics adapter.',
        device: 'JavaScript',
        software: false,
      },
      trainingCount: 10_000,
      validationCount: 2000,
      error: undefined,
      notes: [],
      retuned: false,
      startedAt: Date.UTC(2030, 0, 31, 12),
      ...record,
    },
    series: {
      length: 3,
      columns: columnsOf([2.3, 1.1, 0.7], 5),
      evaluations: [evaluationAt(1, 0.9)],
      memory: [
        { update: 1, epoch: 0.01, examples: 100, seconds: 0.1, atRestBytes: 5e5, peakBytes: undefined },
      ],
      retunes: [],
      ...series,
    },
  };
}
