/** A sweep as the text of a results file that can be read again. */
import { FILE_LIMIT } from './fileLimit.ts';
import { formatBytes } from './format.ts';
import type { Environment } from './results.ts';
import type { SweepData, TrialRun } from './sweep.ts';
import { exportSweep } from './sweepResults.ts';

export const NO_LOSSES =
  'The losses of single updates are not in the results file, which would have been too long; all evaluations are.';

/** The run with its evaluations, but without the losses of single updates, which are most of a file. */
export const withoutLosses = (run: TrialRun): TrialRun => ({
  ...run,
  series: { ...run.series, length: 0 },
  notes: run.notes.includes(NO_LOSSES) ? run.notes : [...run.notes, NO_LOSSES],
});

export type SweepText = { text: string; note: string | undefined } | { error: string };

/** `limit` in bytes. Where the whole does not fit, the losses of single updates stay out; where that does not either, the error says so. */
export function sweepText(data: SweepData, environment: Environment, limit = FILE_LIMIT): SweepText {
  const whole = textWithin(data, environment, limit);
  if (whole.text !== undefined) return { text: whole.text, note: undefined };
  const lean = textWithin({ ...data, runs: data.runs.map(withoutLosses) }, environment, limit);
  const readable = `files of up to ${formatBytes(limit)} can be read again`;
  if (lean.text !== undefined)
    return {
      text: lean.text,
      note: `The whole file would be ${formatBytes(whole.bytes)} long, and ${readable}. So the losses of single updates are left out; all evaluations are there.`,
    };
  return {
    error: `The file would be ${formatBytes(lean.bytes)} long even without the losses of single updates, and ${readable}. The CSV is shorter, and a sweep of fewer runs fits.`,
  };
}

/** Run by run, since a text of everything may be longer than any text can be. */
function textWithin(
  data: SweepData,
  environment: Environment,
  limit: number,
): { text: string | undefined; bytes: number } {
  const { runs, ...head } = exportSweep({ ...data, runs: [] }, environment);
  const start = `${JSON.stringify({ ...head, runs }).slice(0, -2)}`;
  const parts = [start];
  let bytes = bytesOf(start) + 2;
  for (const run of data.runs) {
    const part = JSON.stringify(exportSweep({ ...data, runs: [run] }, environment).runs[0]);
    bytes += bytesOf(part) + 1;
    if (bytes <= limit) parts.push(part);
  }
  return { text: bytes > limit ? undefined : `${start}${parts.slice(1).join(',')}]}`, bytes };
}

/** Length in UTF-8. */
function bytesOf(text: string): number {
  let bytes = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    // Each half of a pair counts two of its four.
    if (code < 0x80) bytes += 1;
    else if (code < 0x800 || (code >= 0xd800 && code < 0xe000)) bytes += 2;
    else bytes += 3;
  }
  return bytes;
}
