import { sayAgreement, splitsApart, type AgreementInput } from '../../experiment/agreement.ts';
import { formatNumber } from '../../experiment/format.ts';
import { comparable, nextBatchSize, summarize, type SummaryInput } from '../../experiment/summary.ts';
import { useExplorer, useExplorerState } from '../../state/hooks.ts';
import type { RunRecord } from '../../state/store.ts';
import type { SeriesStore } from '../../state/series.ts';

/** One sentence that says what happened in a run that is done, and the next experiment one click away. */
export function RunSummary({ focused }: { focused: RunRecord }) {
  const explorer = useExplorer();
  const runs = useExplorerState((s) => s.runs);
  const run = summaryRun(focused, explorer.series);
  if (!run) return null;
  const others = runs.filter((r) => r.id !== focused.id && r.status === 'finished');
  const before = others.map((r) => summaryRun(r, explorer.series)).find((r) => r && comparable(run, r));
  const tried = runs.map((r) => r.config.batchSize);
  const next = nextBatchSize(focused.config, tried);
  const accumulated = focused.config.microBatch > 0 && focused.config.microBatch < focused.config.batchSize;
  const agreement = agreementWith(focused, others, explorer.series);
  const trainWhole = (): void => {
    explorer.adopt({ ...focused.config, microBatch: 0, memoryLimit: 0 });
    explorer.train('end');
  };
  return (
    <div className="summary" role="status">
      <p>
        {summarize(run, before)} {agreement}
      </p>
      {accumulated && !agreement && (
        <button type="button" className="plain" onClick={() => trainWhole()}>
          The same in one piece, without the limit
        </button>
      )}
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

/** How the run compares with one that made the same updates in other pieces; empty where there is none. */
function agreementWith(run: RunRecord, others: readonly RunRecord[], series: SeriesStore): string {
  const input = (record: RunRecord): AgreementInput | undefined => {
    const recorded = series.get(record.id);
    const { config, retuned } = record;
    return recorded && { config, retuned, length: recorded.length, columns: recorded.columns };
  };
  const own = input(run);
  if (!own) return '';
  const other = others.map(input).find((one) => one && splitsApart(own, one));
  return other ? sayAgreement(own, other) : '';
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
