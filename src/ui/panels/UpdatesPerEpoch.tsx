import { useMemo, useState } from 'react';
import type { ExperimentConfig } from '../../experiment/config.ts';
import { trainingCount } from '../../experiment/derive.ts';
import { formatNumber } from '../../experiment/format.ts';
import { isBatchSize, updatesPerEpoch } from '../../science/batch.ts';
import { useDraftReading, useExplorerState } from '../../state/hooks.ts';
import { Term } from '../controls/Tip.tsx';
import { part } from '../part.ts';
import { useTheme } from '../theme.ts';
import { ChartCard } from './ChartCard.tsx';
import './cards.css';

/** Fetched once a run exists or somebody turns to the card: until then its numbers are said in words. */
const UpdatesPerEpochChart = part(
  async () => (await import('../charts/UpdatesPerEpochChart.tsx')).UpdatesPerEpochChart,
);

/** The curve N / B with a dot for every run that is not hidden. */
export function UpdatesPerEpoch() {
  const theme = useTheme();
  const { config } = useDraftReading();
  const records = useExplorerState((s) => s.runs);
  const [asked, setAsked] = useState(false);
  const runs = useMemo(
    () =>
      records
        .filter((run) => !run.hidden)
        .map((run) => ({
          id: run.id,
          batchSize: run.batchSize,
          trainingCount: run.trainingCount,
          remainder: run.config.remainder,
          label: formatNumber(run.batchSize),
        })),
    [records],
  );
  if (!asked && records.length > 0) setAsked(true);
  const ask = (): void => setAsked(true);
  const before = (
    <div className="chart-space">
      <InWords config={config} more="The first run draws the curve." />
    </div>
  );
  return (
    <section
      className="card"
      aria-labelledby="iterations-title"
      onPointerEnter={ask}
      onPointerDown={ask}
      onFocus={ask}
    >
      <h2 id="iterations-title">
        <Term name="updatesPerEpoch">Iterations per epoch</Term> <em>N ÷ B</em>
      </h2>
      {asked ? (
        <ChartCard what="This chart" before={before} words={<InWords config={config} />}>
          <UpdatesPerEpochChart
            trainingCount={trainingCount(config)}
            remainder={config.remainder}
            runs={runs}
            draftBatchSize={config.batchSize}
            theme={theme}
          />
        </ChartCard>
      ) : (
        before
      )}
    </section>
  );
}

/** The number at the drafted batch size, and at half and twice as much. */
function InWords({ config, more = '' }: { config: ExperimentConfig; more?: string }) {
  const { batchSize, remainder } = config;
  const examples = trainingCount(config);
  if (!isBatchSize(batchSize, examples))
    return <p className="empty">As many as there are batches in {formatNumber(examples)} examples.</p>;
  const made = (size: number): string => formatNumber(updatesPerEpoch(examples, size, remainder));
  const others = [Math.round(batchSize / 2), 2 * batchSize].filter(
    (size) => size !== batchSize && isBatchSize(size, examples),
  );
  return (
    <>
      <p className="big">
        {made(batchSize)} <small>with batches of {formatNumber(batchSize)}</small>
      </p>
      <p className="card-text">
        {others.map((size) => `Batches of ${formatNumber(size)} make ${made(size)}.`).join(' ')} {more}
      </p>
    </>
  );
}
