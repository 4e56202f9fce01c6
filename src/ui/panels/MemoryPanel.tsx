import { memo } from 'react';
import type { EngineName, ExperimentConfig } from '../../experiment/config.ts';
import type { RunId } from '../../experiment/run.ts';
import {
  useActiveRun,
  useDraftReading,
  useExplorerState,
  useFocusedRun,
  useSeries,
} from '../../state/hooks.ts';
import type { ExplorerState } from '../../state/store.ts';
import { part } from '../part.ts';
import { ChartCard } from './ChartCard.tsx';
import './cards.css';

const MemoryChart = part(async () => (await import('../charts/MemoryChart.tsx')).MemoryChart);

/** Memory of one update: what its engine is predicted to hold and what was measured. */
export function MemoryPanel() {
  const active = useActiveRun();
  const focused = useFocusedRun();
  const { config } = useDraftReading();
  const latest = useExplorerState(latestEngine);
  const run = focused ?? active;
  const engine = config.engine === 'auto' ? (latest ?? 'cpu') : config.engine;
  return (
    <Memory
      draft={config}
      engine={engine}
      {...(run?.engine && {
        run: run.id,
        config: run.config,
        batchSize: run.batchSize,
        got: run.engine.got,
        underWay: active?.id === run.id,
      })}
    />
  );
}

/** What Auto came to last. */
const latestEngine = ({ runs }: ExplorerState): EngineName | undefined =>
  runs.find(({ engine }) => engine?.asked === 'auto')?.engine?.got;

interface MemoryProps {
  draft: ExperimentConfig;
  /** The drafted settings' engine. */
  engine: EngineName;
  run?: RunId;
  config?: ExperimentConfig;
  batchSize?: number;
  /** The run's engine. */
  got?: EngineName;
  underWay?: boolean;
}

/** Drawn anew once a second at most, not with every change of a run's record. */
const Memory = memo(function Memory(props: MemoryProps) {
  const { draft, engine, run, config, batchSize, got, underWay = false } = props;
  const samples = useSeries(run, 1000)?.memory ?? [];
  return (
    <section className="card memory" aria-labelledby="memory-title">
      <h2 id="memory-title">Memory</h2>
      <ChartCard what="The memory chart">
        <MemoryChart
          draft={{ config: draft, engine, batchSize: draft.batchSize }}
          run={config && batchSize && got ? { config, batchSize, engine: got, samples, underWay } : undefined}
        />
      </ChartCard>
    </section>
  );
});
