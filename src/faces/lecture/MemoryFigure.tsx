import { useMemo, useState } from 'react';
import type { ExperimentConfig } from '../../experiment/config.ts';
import { trainingCount } from '../../experiment/derive.ts';
import { formatBytes, formatNumber } from '../../experiment/format.ts';
import { LIMIT_NAMES, memoryLimitOf, roomText } from '../../experiment/memoryLimit.ts';
import { predictedLargest, predictedMemory } from '../../experiment/memoryPrediction.ts';
import { batchColor } from '../../ui/charts/batchColor.ts';
import { StackChart } from '../../ui/charts/memory/StackChart.tsx';
import { sampleSizes } from '../../ui/charts/memory/stackShape.ts';
import { useTheme } from '../../ui/theme.ts';

/** What the settings make of memory, reckoned as the cpu engine lays it out: exact. */
export function memorySentence(config: ExperimentConfig): string {
  const { total } = predictedMemory(config, 'cpu', config.batchSize);
  const limit = memoryLimitOf(config, 'cpu');
  const need = `At batch size ${formatNumber(config.batchSize)} one update needs ${formatBytes(total)}`;
  if (limit === undefined) return `${need}.`;
  return `${need}, and ${formatNumber(predictedLargest(config, 'cpu', limit.bytes))} examples at most fit into ${roomText(limit)}.`;
}

/** Bytes against the batch size, with the limit; the cursor grows with the replay, and can be moved. */
export function MemoryFigure({ config, share }: { config: ExperimentConfig; share: number }) {
  const theme = useTheme();
  const [picked, setPicked] = useState<number>();
  const sampleAt = useMemo(
    () => (size: number) => ({ batchSize: size, memory: predictedMemory(config, 'cpu', size), layers: [] }),
    [config],
  );
  const samples = useMemo(() => sampleSizes(trainingCount(config), true).map(sampleAt), [config, sampleAt]);
  const limit = memoryLimitOf(config, 'cpu');
  const fits = limit && predictedLargest(config, 'cpu', limit.bytes);
  const batchSize = picked ?? Math.max(1, Math.round(config.batchSize ** share));
  return (
    <StackChart
      {...{ samples, sampleAt, fits, batchSize }}
      limitBytes={limit?.bytes}
      limitName={limit && LIMIT_NAMES[limit.of]}
      logBatch
      logBytes={false}
      batchColour={batchColor(batchSize, theme)}
      onBatchSize={setPicked}
    />
  );
}
