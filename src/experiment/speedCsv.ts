/** Update times as tidy CSV (RFC 4180): one row for each repetition, or for what could not be measured; columns in docs/results.md. */
import { cell, type Cell } from './csv.ts';
import type { SpeedSample, SweepData } from './sweep.ts';

export const SPEED_CSV_COLUMNS = [
  'dataset',
  'model',
  'engine',
  'software',
  'batchSize',
  'repetition',
  'updateMs',
  'peakBytes',
  'failed',
] as const;

/** The whole file, header first, every line ended by CRLF; in the order in which it was measured. */
export function speedCsv({ spec, speeds }: SweepData): string {
  const rows = speeds.flatMap((sample) => rowsOf(spec.arms[sample.arm], sample));
  return [SPEED_CSV_COLUMNS.join(','), ...rows].map((line) => `${line}\r\n`).join('');
}

function rowsOf(arm: SweepData['spec']['arms'][number], sample: SpeedSample): string[] {
  const { engine, software = false, batchSize, updateMs, peakBytes, failed } = sample;
  const row = (repetition: Cell, ms: Cell): string =>
    [arm.dataset, arm.model, engine, software, batchSize, repetition, ms, peakBytes, failed]
      .map(cell)
      .join(',');
  return failed === undefined ? updateMs.map((ms, i) => row(i + 1, ms)) : [row(undefined, undefined)];
}
