import { useCallback, useMemo } from 'react';
import { trainingCount } from '../../experiment/derive.ts';
import { bytesOfMb } from '../../experiment/devices.ts';
import { engineRoom, LIMIT_NAMES, memoryLimitOf } from '../../experiment/memoryLimit.ts';
import { predictedLargest, predictedLayers, predictedMemory } from '../../experiment/memoryPrediction.ts';
import { useDraftReading, useExplorer } from '../../state/hooks.ts';
import { useMemory, useMemoryState } from '../../state/memoryHooks.ts';
import { batchColor } from '../charts/batchColor.ts';
import { StackChart } from '../charts/memory/StackChart.tsx';
import { sampleSizes } from '../charts/memory/stackShape.ts';
import { Segmented } from '../controls/Segmented.tsx';
import { useTheme } from '../theme.ts';
import { ENGINE_NAMES, ENGINES } from './engineNames.ts';

const OPTIONS = ENGINES.map((value) => ({ value, label: ENGINE_NAMES[value] }));

/** Bytes against batch size; the cursor is the batch size of the page, the line its limit. */
export function StackCard() {
  const explorer = useExplorer();
  const memory = useMemory();
  const theme = useTheme();
  const { config } = useDraftReading();
  const engine = useMemoryState((s) => s.engine);
  const logBatch = useMemoryState((s) => s.logBatch);
  const logBytes = useMemoryState((s) => s.logBytes);
  const layers = useMemoryState((s) => s.layers);
  const most = trainingCount(config);
  /** The batch size moves the cursor and nothing else. */
  const shape = JSON.stringify({ ...config, batchSize: 0, learningRate: 0, epochs: 0, seed: 0 });
  const sampleAt = useCallback(
    (batchSize: number) => ({
      batchSize,
      memory: predictedMemory(config, engine, batchSize),
      layers: layers ? predictedLayers(config, engine, batchSize) : [],
    }),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `shape` is all of `config` that matters
    [shape, engine, layers],
  );
  const samples = useMemo(() => sampleSizes(most, logBatch).map(sampleAt), [sampleAt, most, logBatch]);
  const limit = memoryLimitOf(config, engine);
  const fits = limit && predictedLargest(config, engine, limit.bytes);
  /** Stays where the limit that is shown is the one that is set. */
  const onLimit = (bytes: number): void => {
    const mb = Number((bytes / bytesOfMb(1)).toPrecision(3));
    if (bytesOfMb(mb) <= engineRoom(config, engine)) explorer.edit('memoryLimit', String(mb));
  };
  return (
    <section className="card stack-card" aria-labelledby="stack-title">
      <div className="stack-head">
        <h2 id="stack-title">By batch size</h2>
        <Segmented
          name="Engine to predict for"
          value={engine}
          options={OPTIONS}
          onChange={(next) => memory.show({ engine: next })}
        />
        <label className="check">
          <input
            type="checkbox"
            checked={logBatch}
            onChange={(e) => memory.show({ logBatch: e.target.checked })}
          />{' '}
          log x
        </label>
        <label className="check">
          <input
            type="checkbox"
            checked={logBytes}
            onChange={(e) => memory.show({ logBytes: e.target.checked })}
          />{' '}
          log y
        </label>
        <label className="check">
          <input
            type="checkbox"
            checked={layers}
            onChange={(e) => memory.show({ layers: e.target.checked })}
          />{' '}
          by layer
        </label>
      </div>
      <StackChart
        {...{ samples, sampleAt, logBatch, logBytes, fits }}
        limitBytes={limit?.bytes}
        limitName={limit && LIMIT_NAMES[limit.of]}
        batchSize={config.batchSize}
        batchColour={batchColor(config.batchSize, theme)}
        onBatchSize={(size) => explorer.edit('batchSize', String(size))}
        {...(limit?.of === 'settings' && { onLimit })}
      />
    </section>
  );
}
