import { formatNumber } from '../../experiment/format.ts';
import type { SweepData } from '../../experiment/sweep.ts';
import { useCompare, useCompareState } from '../../state/compareHooks.ts';
import type { RunRow } from '../../sweep/views.ts';
import { batchColor } from '../charts/batchColor.ts';
import { useTheme } from '../theme.ts';
import { hasEnded, type Column } from './runColumns.ts';

interface RunProps {
  row: RunRow;
  columns: readonly Column[];
  data: SweepData;
  /** Of another task than the row before. */
  first: boolean;
}

/** One run in the table of runs. */
export function RunLine({ row, columns, data, first }: RunProps) {
  const theme = useTheme();
  const hidden = useCompareState((s) => s.hiddenRuns.has(row.id));
  const ended = hasEnded(row);
  const classes = [first && 'first', hidden && 'off', !ended && 'pending', row.unranked && 'unranked'];
  return (
    <tr className={classes.filter(Boolean).join(' ') || undefined}>
      {columns.map((column) => (
        <td key={column.key} data-label={column.label} className={`run-${column.key}`}>
          {column.key === 'batchSize' && <i style={{ background: batchColor(row.batchSize, theme) }} />}
          {column.text(row, data.spec)}
        </td>
      ))}
      <td className="run-remark">{remarks(row).join(' ')}</td>
      <td className="run-actions">{ended && <RunActions row={row} hidden={hidden} />}</td>
    </tr>
  );
}

const remarks = ({ unranked, notes }: RunRow): string[] => [
  ...(unranked === undefined ? [] : [`Not ranked. ${unranked}`]),
  ...notes,
];

function RunActions({ row, hidden }: { row: RunRow; hidden: boolean }) {
  const compare = useCompare();
  const busy = useCompareState((s) => s.progress?.status === 'running');
  const name = `B = ${formatNumber(row.batchSize)}, seed ${row.seed}`;
  return (
    <>
      <button type="button" className="link" aria-pressed={hidden} onClick={() => compare.toggleRun(row.id)}>
        Hide<span className="visually-hidden"> {name}</span>
      </button>
      <button
        type="button"
        className="link"
        disabled={busy}
        title={busy ? 'Runs can be deleted once the comparison is paused' : undefined}
        onClick={() => void compare.removeRun(row.id)}
      >
        Delete<span className="visually-hidden"> {name}</span>
      </button>
    </>
  );
}
