import { lazy, Suspense } from 'react';
import type { ExperimentConfig } from '../../experiment/config.ts';
import { modelOf } from '../../experiment/derive.ts';
import { formatBytes, formatNumber } from '../../experiment/format.ts';
import { memoryOf } from '../../experiment/memoryPlan.ts';
import type { MemorySample } from '../../experiment/run.ts';
import { useActiveRun, useDraftReading, useFocusedRun, useSeries } from '../../state/hooks.ts';
import { Term } from '../controls/Tip.tsx';
import './cards.css';

const MemoryChart = lazy(() =>
  import('../charts/MemoryChart.tsx').then((module) => ({ default: module.MemoryChart })),
);

const predict = (config: ExperimentConfig, batchSize: number) =>
  memoryOf(modelOf(config), config.optimizer, batchSize);

/**
 * Memory of one update, part by part, and what the engine held. What was measured is shown beside the prediction for the
 * same settings only; when the controls say something else, the prediction is theirs and the measurement is named.
 */
export function MemoryPanel() {
  const active = useActiveRun();
  const focused = useFocusedRun();
  const { config } = useDraftReading();
  const run = focused ?? active;
  const samples = useSeries(run?.id, 1000)?.memory ?? [];
  const ofRun = run && predict(run.config, run.batchSize);
  const ofDraft = predict(config, config.batchSize);
  const same = ofRun?.total === ofDraft.total;
  const showRun = ofRun !== undefined && (same || active?.id === run?.id);
  const predicted = showRun ? ofRun : ofDraft;
  return (
    <section className="card memory" aria-labelledby="memory-title">
      <h2 id="memory-title">
        Memory{' '}
        <em>
          <Term name="predicted">predicted</Term> {formatBytes(predicted.total)}
        </em>
      </h2>
      <Held
        sample={samples.at(-1)}
        of={showRun ? undefined : `the run at ${formatNumber(run?.batchSize ?? 0)}`}
      />
      <Suspense fallback={<div className="chart-space" />}>
        <MemoryChart predicted={predicted} samples={showRun ? samples : []} />
      </Suspense>
    </section>
  );
}

function Held({ sample, of }: { sample: MemorySample | undefined; of: string | undefined }) {
  if (!sample) return null;
  const { atRestBytes, peakBytes } = sample;
  return (
    <p className="card-text">
      {of && `${of}: `}
      <b>{formatBytes(atRestBytes)}</b> <Term name="atRest">at rest</Term>
      {peakBytes !== undefined && (
        <>
          , <b>{formatBytes(peakBytes)}</b> <Term name="inUpdate">in an update</Term>
        </>
      )}
    </p>
  );
}
