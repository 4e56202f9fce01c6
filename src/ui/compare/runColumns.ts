/** The columns of the table of runs, which of them tell runs apart, and the order of the rows. */
import { formatBytes, formatDuration, formatNumber, formatPercent } from '../../experiment/format.ts';
import { armId } from '../../experiment/arms.ts';
import type { SweepSpec } from '../../experiment/sweep.ts';
import { plural } from '../../sweep/analyse/words.ts';
import type { RunRow } from '../../sweep/views.ts';

export type ColumnKey = Exclude<keyof RunRow, 'id' | 'share' | 'unranked' | 'notes'>;

export interface Column {
  key: ColumnKey;
  label: string;
  /** undefined and "–" where there is nothing. */
  text(row: RunRow, spec: SweepSpec): string;
}

const NOTHING = '–';
const or = <T>(value: T | undefined, say: (value: T) => string): string =>
  value === undefined ? NOTHING : say(value);
const loss = (value: number): string => formatNumber(Number(value.toPrecision(3)));

/** "done", "failed", "running, 43%", "paused, 43%", "queued". */
function stateOf({ status, share = 0 }: RunRow): string {
  switch (status) {
    case 'finished':
      return 'done';
    case 'running':
    case 'paused':
      return `${status}, ${Math.floor(100 * share)}%`;
    default:
      return status;
  }
}

export const COLUMNS: readonly Column[] = [
  { key: 'arm', label: 'Task', text: (r, spec) => armId(spec.arms[r.arm]) },
  { key: 'batchSize', label: 'Batch size', text: (r) => formatNumber(r.batchSize) },
  { key: 'seed', label: 'Seed', text: (r) => String(r.seed) },
  { key: 'learningRate', label: 'Learning rate', text: (r) => or(r.learningRate, formatNumber) },
  { key: 'role', label: 'Made for', text: (r) => (r.role === 'tuning' ? 'tuning' : 'the result') },
  { key: 'status', label: 'State', text: stateOf },
  { key: 'updates', label: 'Updates', text: (r) => or(r.updates, formatNumber) },
  { key: 'finalLoss', label: 'Final loss', text: (r) => or(r.finalLoss, loss) },
  { key: 'bestLoss', label: 'Best loss', text: (r) => or(r.bestLoss, loss) },
  { key: 'finalAccuracy', label: 'Final accuracy', text: (r) => or(r.finalAccuracy, formatPercent) },
  { key: 'bestAccuracy', label: 'Best accuracy', text: (r) => or(r.bestAccuracy, formatPercent) },
  { key: 'seconds', label: 'Training time', text: (r) => or(r.seconds, (s) => formatDuration(1000 * s)) },
  { key: 'peakBytes', label: 'Memory', text: (r) => or(r.peakBytes, formatBytes) },
];

/** Whether a run has ended, well or not. */
export const hasEnded = ({ status }: RunRow): boolean => status === 'finished' || status === 'failed';

/** The batch size, every column in which two of the rows differ, and the state unless all have ended. */
export function differingColumns(rows: readonly RunRow[]): Column[] {
  const always = (key: ColumnKey): boolean =>
    key === 'batchSize' || (key === 'status' && !rows.every(hasEnded));
  return COLUMNS.filter(({ key }) => always(key) || rows.some((row) => row[key] !== rows[0][key]));
}

/** The best is of the evaluations on the way: where those are on fewer examples than the last, both say so. */
export function named(
  columns: readonly Column[],
  { way, end }: { way: number | undefined; end: number | undefined },
): Column[] {
  if (way !== undefined && way === end) return [...columns];
  const some = way === undefined ? 'fewer examples' : plural(way, 'example');
  const all = end === undefined ? 'all' : `all ${formatNumber(end)}`;
  return columns.map((column) => {
    const what = /Loss$/.test(column.key) ? 'loss' : 'accuracy';
    if (/^final[AL]/.test(column.key)) return { ...column, label: `Final ${what}, ${all}` };
    if (/^best[AL]/.test(column.key)) return { ...column, label: `Best ${what} on the way, ${some}` };
    return column;
  });
}

export interface Order {
  key: ColumnKey;
  down: boolean;
}

/** What runs came to: an order by one of these is a ranking. */
const RESULTS: ReadonlySet<ColumnKey> = new Set<ColumnKey>([
  ...(['updates', 'finalLoss', 'bestLoss', 'finalAccuracy', 'bestAccuracy'] as const),
  ...(['seconds', 'peakBytes'] as const),
]);

/** In a ranking: those that may be ranked, those that may not, those that have not ended. */
const standing = (row: RunRow): number => (!hasEnded(row) ? 2 : row.unranked === undefined ? 0 : 1);

/**
 * Sorted anew, task by task, since runs of different tasks have no common order. By a result, runs that are refused come
 * after those that are ranked. Rows without a value come last either way, equal ones by batch size and seed: the order in
 * which two workers ended them means nothing.
 */
export function ordered(rows: readonly RunRow[], { key, down }: Order): RunRow[] {
  const sign = down ? -1 : 1;
  const compare = (x: RunRow[ColumnKey], y: RunRow[ColumnKey]): number => {
    if (x === y) return 0;
    if (x === undefined) return 1;
    if (y === undefined) return -1;
    return sign * (x < y ? -1 : 1);
  };
  return rows.toSorted(
    (a, b) =>
      (key === 'arm' ? sign : 1) * (a.arm - b.arm) ||
      (RESULTS.has(key) ? standing(a) - standing(b) : 0) ||
      compare(a[key], b[key]) ||
      a.batchSize - b.batchSize ||
      a.seed - b.seed,
  );
}

/** Whether a row holds every word of `filter`: of "64 failed" rows of batch size 64 that failed. */
export function matches(row: RunRow, spec: SweepSpec, filter: string): boolean {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const texts = COLUMNS.map((column) => column.text(row, spec).toLowerCase().replaceAll(',', ''));
  return words.every((word) => {
    const plain = word.replaceAll(',', '');
    return /^\d/.test(plain) ? texts.includes(plain) : texts.some((text) => text.includes(plain));
  });
}
