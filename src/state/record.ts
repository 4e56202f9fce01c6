/** A new run's record, before anything is known of it. */
import type { ExperimentConfig } from '../experiment/config.ts';
import { trainingCount, validationCount } from '../experiment/derive.ts';
import type { EngineReport, RunId } from '../experiment/run.ts';
import type { Checkpoint } from '../worker/protocol.ts';
import type { Series } from './series.ts';
import type { EngineStretch, RunRecord } from './store.ts';

export function createRunRecord(id: RunId, config: ExperimentConfig, startedAt: number): RunRecord {
  return {
    id,
    config,
    status: 'preparing',
    phase: undefined,
    engine: undefined,
    engines: [],
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
    pausing: false,
    hidden: false,
    startedAt,
  };
}

/** What changes in a run's record when it goes on from `checkpoint`; `series` has been cut there. */
export function rewound(
  { config, engines: before }: RunRecord,
  { position, batchSize, learningRate }: Checkpoint,
  series: Series | undefined,
): Partial<RunRecord> {
  const last = series?.evaluations.findLast((e) => e.split === 'validation');
  const engines = before.filter(({ from }) => from < position.update);
  const changed = batchSize !== config.batchSize || learningRate !== config.learningRate;
  return {
    status: 'preparing',
    phase: undefined,
    error: undefined,
    pace: undefined,
    pausing: false,
    position,
    engines,
    batchSize,
    learningRate,
    retuned: changed || (series?.retunes.length ?? 0) > 0 || engines.length > 1,
    lastAccuracy: last?.accuracy,
    lastCount: last?.count,
  };
}

/** What changes in a run's record when an engine is ready for it: one that goes on with another compares with no other. */
export function onEngine(
  { engines: before, position, retuned }: RunRecord,
  engine: EngineReport,
  notes: readonly string[],
): Partial<RunRecord> {
  const { got } = engine;
  const engines = before.at(-1)?.got === got ? before : [...before, { got, from: position?.update ?? 0 }];
  return {
    engine,
    engines,
    retuned: retuned || engines.length > 1,
    notes: [...notes, ...changesOf(engines)],
  };
}

const changesOf = (engines: readonly EngineStretch[]): string[] =>
  engines
    .slice(1)
    .map(
      ({ got, from }, i) =>
        `From update ${from} on this run went on with ${got}; before that it ran on ${engines[i].got}.`,
    );
