/** A sweep as tidy CSV (RFC 4180): one row for each run and evaluation, or each update timed; columns in docs/results.md. */
import { median } from '../science/stats.ts';
import { cell, type Cell } from './csv.ts';
import { speedCsv } from './speedCsv.ts';
import type { SweepData, TrialRun } from './sweep.ts';

export const SWEEP_CSV_COLUMNS = [
  'run',
  'role',
  'dataset',
  'trainingCount',
  'model',
  'batchSize',
  'microBatch',
  'learningRate',
  'lrRule',
  'optimizer',
  'seed',
  'dataSeed',
  'engine',
  'engineAsked',
  'engineWhy',
  'status',
  'split',
  'update',
  'epoch',
  'examples',
  'seconds',
  'loss',
  'accuracy',
  'count',
] as const;

/** Median seconds of an update of this run's kind, measured alone; undefined where it was not. */
function updateSeconds({ speeds }: SweepData, { trial, engine }: TrialRun): number | undefined {
  const times = speeds
    .filter((s) => s.arm === trial.arm && s.batchSize === trial.config.batchSize && s.engine === engine.got)
    .flatMap((s) => s.updateMs);
  return times.length > 0 ? median(times) / 1000 : undefined;
}

function rows(data: SweepData, run: TrialRun): string[] {
  const { trial } = run;
  const { config } = trial;
  const perUpdate = updateSeconds(data, run);
  const about: Cell[] = [
    trial.id,
    trial.role,
    config.dataset,
    run.trainingCount,
    config.model,
    config.batchSize,
    config.microBatch || undefined,
    config.learningRate,
    data.spec.lrRule,
    config.optimizer,
    config.seed,
    config.dataSeed,
    run.engine.got,
    run.engine.asked,
    run.engine.why,
    run.status,
  ];
  return run.series.evaluations.map((e) => {
    const seconds = perUpdate === undefined ? undefined : Number((e.update * perUpdate).toPrecision(6));
    return [...about, e.split, e.update, e.epoch, e.examples, seconds, e.loss, e.accuracy, e.count]
      .map(cell)
      .join(',');
  });
}

/** The whole file, header first, every line ended by CRLF; runs in the order in which they ended. */
export function sweepCsv(data: SweepData): string {
  if (data.spec.kind === 'speed') return speedCsv(data);
  return [SWEEP_CSV_COLUMNS.join(','), ...data.runs.flatMap((run) => rows(data, run))]
    .map((line) => `${line}\r\n`)
    .join('');
}
