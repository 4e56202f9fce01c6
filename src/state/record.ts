/** A new run's record, before anything is known of it. */
import type { ExperimentConfig } from '../experiment/config.ts';
import { trainingCount, validationCount } from '../experiment/derive.ts';
import type { RunId } from '../experiment/run.ts';
import type { Checkpoint } from '../worker/protocol.ts';
import type { Series } from './series.ts';
import type { RunRecord } from './store.ts';

export function createRunRecord(id: RunId, config: ExperimentConfig, startedAt: number): RunRecord {
  return {
    id,
    config,
    status: 'preparing',
    phase: undefined,
    engine: undefined,
    trainingCount: trainingCount(config),
    validationCount: validationCount(config),
    position: undefined,
    batchSize: config.batchSize,
    learningRate: config.learningRate,
    updateMs: undefined,
    examplesPerSecond: undefined,
    pace: undefined,
    lastAccuracy: undefined,
    lastCount: undefined,
    error: undefined,
    notes: [],
    retuned: false,
    hidden: false,
    startedAt,
  };
}

/** What changes in a run's record when it goes on from `checkpoint`; `series` has been cut there. */
export function rewound(
  { config }: RunRecord,
  { position, batchSize, learningRate }: Checkpoint,
  series: Series | undefined,
): Partial<RunRecord> {
  const last = series?.evaluations.findLast((e) => e.split === 'validation');
  const changed = batchSize !== config.batchSize || learningRate !== config.learningRate;
  return {
    status: 'preparing',
    phase: undefined,
    error: undefined,
    pace: undefined,
    position,
    batchSize,
    learningRate,
    retuned: changed || (series?.retunes.length ?? 0) > 0,
    lastAccuracy: last?.accuracy,
    lastCount: last?.count,
  };
}
