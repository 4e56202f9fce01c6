import { hasClasses } from '../../experiment/catalog.ts';
import { describeDifferences, differences } from '../../experiment/differences.ts';
import { formatDuration, formatNumber, formatPercent } from '../../experiment/format.ts';
import { useExplorer, useExplorerState, useFocusedRun } from '../../state/hooks.ts';
import type { RunRecord } from '../../state/store.ts';
import { Term } from '../controls/Tip.tsx';
import { batchColor } from '../charts/batchColor.ts';
import { useTheme } from '../theme.ts';
import { resumable } from './resumable.ts';

const STATUS = {
  preparing: 'preparing',
  running: 'in progress',
  paused: 'paused',
  finished: 'done',
  stopped: 'stopped',
  failed: 'failed',
} as const;

/** One row for each run, the latest first. */
export function RunRows() {
  const runs = useExplorerState((s) => s.runs);
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">
            <Term name="run">Run</Term>
          </th>
          <th scope="col">
            <Term name="differs">Differs in</Term>
          </th>
          <th scope="col">
            <Term name="update">Updates</Term>
          </th>
          <th scope="col">
            <Term name="validation">Validation</Term> <Term name="accuracy">accuracy</Term>
          </th>
          <th scope="col">
            <Term name="trainingTime">Time</Term>
          </th>
          <th scope="col">
            <span className="visually-hidden">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {runs.map((run, i) => (
          <RunRow key={run.id} run={run} before={runs[i + 1]} />
        ))}
      </tbody>
    </table>
  );
}

function RunRow({ run, before }: { run: RunRecord; before: RunRecord | undefined }) {
  const explorer = useExplorer();
  const theme = useTheme();
  const focused = useFocusedRun()?.id === run.id;
  const { position } = run;
  const changed = before ? describeDifferences(differences(before.config, run.config)) : 'first run';
  const name = `B = ${formatNumber(run.config.batchSize)}`;
  return (
    <tr className={`${focused ? 'focused' : ''} ${run.hidden ? 'off' : ''}`}>
      <td data-label="Run">
        <button
          type="button"
          className="run-name"
          aria-pressed={focused}
          title="Show this run's details"
          onClick={() => explorer.focus(run.id)}
        >
          <i style={{ background: batchColor(run.config.batchSize, theme) }} />
          {name}
        </button>{' '}
        <span className={`status ${run.status}`}>
          {STATUS[run.status]}
          {run.retuned && (
            <>
              , <Term name="changedMidway">changed midway</Term>
            </>
          )}
        </span>
      </td>
      <td data-label="Differs in" title={changed}>
        {changed}
      </td>
      <td data-label="Updates">{formatNumber(position?.update ?? 0)}</td>
      <td
        data-label="Validation accuracy"
        title={hasClasses(run.config.dataset) ? undefined : 'Its answers are numbers: see its loss.'}
      >
        {run.lastAccuracy === undefined ? '–' : formatPercent(run.lastAccuracy)}
      </td>
      <td data-label="Time">{position ? formatDuration(1000 * position.seconds) : '–'}</td>
      <td className="run-actions">
        {resumable(run, explorer) && (
          <button type="button" className="link" onClick={() => explorer.resumeRun(run.id)}>
            Resume<span className="visually-hidden"> {name}</span>
          </button>
        )}
        <button type="button" className="link" onClick={() => explorer.restore(run.id)}>
          Use settings<span className="visually-hidden"> of {name}</span>
        </button>
        <button type="button" className="link" onClick={() => explorer.toggleHidden(run.id)}>
          {run.hidden ? 'Show' : 'Hide'}
          <span className="visually-hidden"> {name}</span>
        </button>
        <button type="button" className="link" onClick={() => explorer.remove(run.id)}>
          Delete<span className="visually-hidden"> {name}</span>
        </button>
      </td>
    </tr>
  );
}
