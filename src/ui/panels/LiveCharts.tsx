/** What the loss and the accuracy chart show of the kept runs. */
import { useMemo } from 'react';
import { hasClasses } from '../../experiment/catalog.ts';
import type { ExperimentConfig } from '../../experiment/config.ts';
import { formatNumber, formatPercent } from '../../experiment/format.ts';
import { examplesPerEpoch, updatesPerEpoch } from '../../science/batch.ts';
import { runLabels } from '../../experiment/runLabels.ts';
import { useDraftReading, useExplorer, useExplorerState } from '../../state/hooks.ts';
import type { RunRecord } from '../../state/store.ts';
import { LiveChart } from '../charts/LiveChart.tsx';
import { Term } from '../controls/Tip.tsx';
import { useTheme } from '../theme.ts';

const underWay = ({ status }: RunRecord): boolean =>
  status === 'preparing' || status === 'running' || status === 'paused';

/** Where a run ends when nothing is changed on its way. */
function plannedEnd({ config, trainingCount: examples, retuned }: RunRecord) {
  const { batchSize, remainder, epochs } = config;
  if (batchSize > examples) return {};
  if (retuned) return { epoch: epochs };
  return {
    epoch: epochs,
    update: epochs * updatesPerEpoch(examples, batchSize, remainder),
    examples: epochs * examplesPerEpoch(examples, batchSize, remainder),
  };
}

/** What both charts show alike: all kept runs. */
function useChart() {
  const { series } = useExplorer();
  const theme = useTheme();
  const records = useExplorerState((s) => s.runs);
  const focusId = useExplorerState((s) => s.focusId);
  const axis = useExplorerState((s) => s.axis);
  const logX = useExplorerState((s) => s.logX);
  const labels = useMemo(() => runLabels(records.map((run) => run.config)), [records]);
  const runs = useMemo(
    () =>
      records.map((run, i) => ({
        id: run.id,
        label: labels[i],
        batchSize: run.config.batchSize,
        hidden: run.hidden,
        live: run.status === 'running',
        retuned: run.retuned,
        ...(underWay(run) ? { planned: plannedEnd(run) } : {}),
      })),
    [records, labels],
  );
  const shownFocus = records.some((run) => run.id === focusId && !run.hidden) ? focusId : undefined;
  return {
    runs,
    series,
    axis,
    logX,
    theme,
    ...(shownFocus === undefined ? {} : { focusId: shownFocus }),
  };
}

export function LossChart() {
  const records = useExplorerState((s) => s.runs);
  const logLoss = useExplorerState((s) => s.logLoss);
  return <LiveChart {...useChart()} title="Loss" kind="loss" logY={logLoss} summary={lossWords(records)} />;
}

export function AccuracyChart() {
  const records = useExplorerState((s) => s.runs);
  const { config } = useDraftReading();
  const chart = useChart();
  if (!withoutAccuracy(records, config))
    return (
      <LiveChart {...chart} title="Accuracy" kind="accuracy" logY={false} summary={accuracyWords(records)} />
    );
  return (
    <>
      <h2>
        <Term name="accuracy">Accuracy</Term>
      </h2>
      <p className="empty">{NO_ACCURACY}</p>
    </>
  );
}

const NO_ACCURACY =
  'Linear asks for a number, not for a class: answers are nearer or farther, never right or wrong. The loss says how far.';

/** Whether no run on the chart can have an accuracy; without runs, whether the drafted one cannot. */
const withoutAccuracy = (runs: readonly RunRecord[], drafted: ExperimentConfig): boolean =>
  (runs.length > 0 ? runs.map((run) => run.config) : [drafted]).every(({ dataset }) => !hasClasses(dataset));

const accuracyOf = ({ config, lastAccuracy }: RunRecord): string => {
  if (!hasClasses(config.dataset)) return 'no accuracy, its answers are numbers';
  return lastAccuracy === undefined
    ? 'not evaluated yet'
    : `validation accuracy ${formatPercent(lastAccuracy)}`;
};

const accuracyWords = (runs: readonly RunRecord[]): string =>
  runs.length === 0
    ? 'No run yet.'
    : runs.map((run) => `B = ${formatNumber(run.config.batchSize)}: ${accuracyOf(run)}`).join('; ');

const lossWords = (runs: readonly RunRecord[]): string =>
  runs.length === 0
    ? 'No run yet.'
    : runs
        .map(
          (run) =>
            `B = ${formatNumber(run.config.batchSize)}: ${formatNumber(run.position?.update ?? 0)} updates`,
        )
        .join('; ');
