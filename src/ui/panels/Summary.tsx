import { formatNumber } from '../../experiment/format.ts';
import { comparable, nextBatchSize, summarize, type SummaryInput } from '../../experiment/summary.ts';
import { useExplorer, useExplorerState, useFocusedRun } from '../../state/hooks.ts';
import type { RunRecord } from '../../state/store.ts';
import type { SeriesStore } from '../../state/series.ts';
import './notices.css';

/** When a run is done: one sentence that says what happened, and the next experiment one click away. */
export function Summary() {
  const explorer = useExplorer();
  const runs = useExplorerState((s) => s.runs);
  const activeId = useExplorerState((s) => s.activeId);
  const focused = useFocusedRun();
  if (!focused || focused.status !== 'finished' || activeId) return null;
  const run = summaryRun(focused, explorer.series);
  if (!run) return null;
  const others = runs.filter((r) => r.id !== focused.id && r.status === 'finished');
  const before = others.map((r) => summaryRun(r, explorer.series)).find((r) => r && comparable(run, r));
  const tried = runs.map((r) => r.config.batchSize);
  const next = nextBatchSize(focused.config, tried);
  return (
    <div className="summary" role="status">
      <p>{summarize(run, before)}</p>
      {next !== undefined && (
        <button
          type="button"
          className="plain"
          onClick={() => {
            explorer.restore(focused.id);
            explorer.again(next);
          }}
        >
          Again with batch size {formatNumber(next)}
        </button>
      )}
    </div>
  );
}

function summaryRun(run: RunRecord, series: SeriesStore): SummaryInput | undefined {
  const recorded = series.get(run.id);
  if (!run.position || !run.engine || !recorded) return undefined;
  return {
    config: run.config,
    trainingCount: run.trainingCount,
    evaluations: recorded.evaluations,
    position: run.position,
    engine: run.engine.got,
    status: run.status,
    retuned: run.retuned,
  };
}
