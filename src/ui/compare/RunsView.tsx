import { useId, useMemo, useState } from 'react';
import type { SweepData } from '../../experiment/sweep.ts';
import { useCompareState } from '../../state/compareHooks.ts';
import type { Progress } from '../../state/compareStore.ts';
import { runRows } from '../../sweep/analyse/runRows.ts';
import { plural } from '../../sweep/analyse/words.ts';
import { pendingRows, type UnderWay } from '../../sweep/pendingRows.ts';
import { judgedOn } from './judgedOn.ts';
import { differingColumns, matches, named, ordered, type Column, type Order } from './runColumns.ts';
import { RunLine } from './RunLine.tsx';
import './runsView.css';

/** So many rows are shown at first. */
const FIRST_ROWS = 200;

/** Every run of a sweep, also those to come: what tells it from the others, what it reached, and why it is not ranked if so. */
export function RunsView({ data }: { data: SweepData }) {
  const progress = useCompareState((s) => s.progress);
  const ended = useMemo(() => runRows(data), [data]);
  const all = useMemo(() => [...ended, ...pendingRows(data, underWay(progress))], [ended, data, progress]);
  const [filter, setFilter] = useState('');
  const [tuning, setTuning] = useState(false);
  const [order, setOrder] = useState<Order>({ key: 'batchSize', down: false });
  const [limit, setLimit] = useState(FIRST_ROWS);
  const id = useId();
  const anyTuning = all.some(({ role }) => role === 'tuning');
  const roles = useMemo(() => all.filter(({ role }) => tuning || role === 'run'), [all, tuning]);
  const judged = useMemo(() => judgedOn(data.runs.filter(({ trial }) => trial.role === 'run')), [data]);
  const columns = useMemo(() => named(differingColumns(roles), judged), [roles, judged]);
  const rows = useMemo(
    () =>
      ordered(
        roles.filter((row) => matches(row, data.spec, filter)),
        order,
      ),
    [roles, data.spec, filter, order],
  );
  if (all.length === 0) return <p className="empty">No run has ended yet.</p>;
  const manyTasks = data.spec.arms.length > 1;
  return (
    <section className="runs-view" aria-labelledby={`${id}-title`}>
      <header>
        <h2 id={`${id}-title`}>Every run</h2>
        <label className="runs-filter">
          Filter{' '}
          <input
            type="text"
            value={filter}
            placeholder="64, failed, …"
            onChange={(e) => setFilter(e.target.value)}
          />
        </label>
        {anyTuning && (
          <label className="check">
            <input type="checkbox" checked={tuning} onChange={(e) => setTuning(e.target.checked)} /> Tuning
            runs too
          </label>
        )}
        <SortChoice columns={columns} order={order} onOrder={setOrder} />
        <span className="runs-count" role="status">
          {rows.length === roles.length
            ? plural(rows.length, 'run')
            : `${rows.length} of ${plural(roles.length, 'run')}`}
        </span>
      </header>
      <div className="runs-scroll" tabIndex={0} role="region" aria-label="Table of runs">
        <table>
          <thead>
            <tr>
              {columns.map((column) => (
                <SortHead key={column.key} column={column} order={order} onOrder={setOrder} />
              ))}
              <th scope="col" className="run-remark">
                Remarks
              </th>
              <th scope="col">
                <span className="visually-hidden">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, limit).map((row, i) => (
              <RunLine
                key={row.id}
                row={row}
                columns={columns}
                data={data}
                first={manyTasks && i > 0 && rows[i - 1].arm !== row.arm}
              />
            ))}
          </tbody>
        </table>
      </div>
      {rows.some(({ seconds }) => seconds !== undefined) && (
        <p className="cmp-notes">
          Training time is updates × the time of an update measured alone, so seeds of one batch size share
          it.
        </p>
      )}
      {rows.length > limit && (
        <button type="button" className="link" onClick={() => setLimit(limit + FIRST_ROWS)}>
          Show more
        </button>
      )}
    </section>
  );
}

interface OrderProps {
  order: Order;
  onOrder(order: Order): void;
}

function SortHead({ column, order, onOrder }: OrderProps & { column: Column }) {
  const current = order.key === column.key;
  const sort = current ? (order.down ? 'descending' : 'ascending') : undefined;
  return (
    <th scope="col" aria-sort={sort}>
      <button type="button" onClick={() => onOrder({ key: column.key, down: current && !order.down })}>
        {column.label}
        <span aria-hidden="true">{current ? (order.down ? ' ↓' : ' ↑') : ''}</span>
      </button>
    </th>
  );
}

/** The order as a list to choose from, where the table is one. */
function SortChoice({ columns, order, onOrder }: OrderProps & { columns: readonly Column[] }) {
  return (
    <label className="runs-sort">
      Sort by{' '}
      <select
        value={order.key}
        onChange={(e) => {
          const column = columns.find(({ key }) => key === e.target.value);
          if (column) onOrder({ key: column.key, down: order.down });
        }}
      >
        {columns.map(({ key, label }) => (
          <option key={key} value={key}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
}

const underWay = (progress: Progress | undefined): UnderWay => ({
  shares: new Map(progress?.active.map(({ id, share }) => [id, share])),
  held: progress?.status === 'paused',
});
