/** Runs as tidy CSV (RFC 4180): one row for each metric point and each evaluation; columns in docs/results.md. */
import type { ExperimentConfig } from './config.ts';
import { shortFloat32 } from './float32.ts';
import type { ResultInput } from './results.ts';
import type { Retune } from './run.ts';

export const CSV_COLUMNS = [
  'run',
  'batchSize',
  'learningRate',
  'optimizer',
  'dataset',
  'trainingCount',
  'model',
  'hidden',
  'remainder',
  'epochs',
  'seed',
  'dataSeed',
  'engine',
  'engineAsked',
  'engineWhy',
  'status',
  'retuned',
  'kind',
  'split',
  'update',
  'epoch',
  'examples',
  'seconds',
  'loss',
  'accuracy',
  'count',
] as const;

export type Cell = string | number | boolean | undefined;

/** Text that a spreadsheet would take for a formula gets a leading apostrophe; numbers not finite are empty. */
export function cell(value: Cell): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  if (typeof value === 'boolean') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A setting in force at `update`: changes count from the update after them. */
function inForce(
  key: 'batchSize' | 'learningRate',
  config: ExperimentConfig,
  retunes: readonly Retune[],
  update: number,
): number {
  return retunes.findLast((r) => r[key] !== undefined && r.update < update)?.[key]?.to ?? config[key];
}

function rows({ record, series }: ResultInput): string[] {
  const { config } = record;
  const row = (update: number, ...rest: Cell[]): string =>
    [
      record.id,
      inForce('batchSize', config, series.retunes, update),
      inForce('learningRate', config, series.retunes, update),
      config.optimizer,
      config.dataset,
      record.trainingCount,
      config.model,
      config.model === 'mlp' ? config.hidden.join('-') : undefined,
      config.remainder,
      config.epochs,
      config.seed,
      config.dataSeed,
      record.engine?.got,
      record.engine?.asked ?? config.engine,
      record.engine?.why,
      record.status,
      record.retuned,
      ...rest,
    ]
      .map(cell)
      .join(',');
  const { columns } = series;
  const updates = Array.from({ length: series.length }, (_, i) =>
    row(
      columns.update[i],
      'update',
      'training',
      columns.update[i],
      shortFloat32(columns.epoch[i]),
      columns.examples[i],
      shortFloat32(columns.seconds[i]),
      shortFloat32(columns.loss[i]),
      undefined,
      undefined,
    ),
  );
  const evaluations = series.evaluations.map((e) =>
    row(
      e.update,
      'evaluation',
      e.split,
      e.update,
      e.epoch,
      e.examples,
      e.seconds,
      e.loss,
      e.accuracy,
      e.count,
    ),
  );
  return [...updates, ...evaluations];
}

/** The whole file, header first, every line ended by CRLF; runs in the order given, updates before evaluations. */
export function exportCsv(runs: readonly ResultInput[]): string {
  return [CSV_COLUMNS.join(','), ...runs.flatMap(rows)].map((line) => `${line}\r\n`).join('');
}
