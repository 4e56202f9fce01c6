import { memo } from 'react';
import type { ExperimentConfig } from '../../experiment/config.ts';
import { modelOf } from '../../experiment/derive.ts';
import { formatBytes, formatNumber } from '../../experiment/format.ts';
import { memoryOf } from '../../experiment/memoryPlan.ts';
import type { MemorySample, RunId } from '../../experiment/run.ts';
import { useActiveRun, useDraftReading, useFocusedRun, useSeries } from '../../state/hooks.ts';
import { Term } from '../controls/Tip.tsx';
import { part } from '../part.ts';
import { ChartCard } from './ChartCard.tsx';
import './cards.css';

const MemoryChart = part(async () => (await import('../charts/MemoryChart.tsx')).MemoryChart);

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
  return (
    <Memory
      draft={config}
      {...(run && {
        run: run.id,
        config: run.config,
        batchSize: run.batchSize,
        underWay: active?.id === run.id,
      })}
    />
  );
}

interface MemoryProps {
  draft: ExperimentConfig;
  run?: RunId;
  config?: ExperimentConfig;
  batchSize?: number;
  underWay?: boolean;
}

/** Drawn anew once a second at most, not with every change of a run's record. */
const Memory = memo(function Memory({ draft, run, config, batchSize = 0, underWay = false }: MemoryProps) {
  const samples = useSeries(run, 1000)?.memory ?? [];
  const ofRun = config && predict(config, batchSize);
  const ofDraft = predict(draft, draft.batchSize);
  const same = ofRun?.total === ofDraft.total;
  const showRun = ofRun !== undefined && (same || underWay);
  const predicted = showRun ? ofRun : ofDraft;
  return (
    <section className="card memory" aria-labelledby="memory-title">
      <h2 id="memory-title">
        Memory{' '}
        <em>
          <Term name="predicted">predicted</Term> {formatBytes(predicted.total)}
        </em>
      </h2>
      <Held sample={samples.at(-1)} of={showRun ? undefined : `the run at ${formatNumber(batchSize)}`} />
      <ChartCard what="The memory chart">
        <MemoryChart predicted={predicted} samples={showRun ? samples : []} />
      </ChartCard>
    </section>
  );
});

function Held({ sample, of }: { sample: MemorySample | undefined; of: string | undefined }) {
  if (!sample) return null;
  const { atRestBytes, peakBytes } = sample;
  // An engine that lays out memory of its own holds it throughout.
  if (peakBytes !== undefined && peakBytes <= atRestBytes)
    return (
      <p className="card-text">
        {of && `${of}: `}
        <b>{formatBytes(peakBytes)}</b> <Term name="inUpdate">in use in an update</Term>, of{' '}
        <b>{formatBytes(atRestBytes)}</b> <Term name="atRest">held throughout</Term>
      </p>
    );
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
