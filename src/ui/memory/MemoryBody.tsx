import { useMemo } from 'react';
import { formatBytes, formatNumber } from '../../experiment/format.ts';
import { trainingCount } from '../../experiment/derive.ts';
import { memoryLimitOf, roomText } from '../../experiment/memoryLimit.ts';
import { predictedLargest, predictedMemory } from '../../experiment/memoryPrediction.ts';
import type { EngineName } from '../../experiment/config.ts';
import { useDraftReading } from '../../state/hooks.ts';
import { useMemoryState } from '../../state/memoryHooks.ts';
import { BatchSizeControl } from '../controls/BatchSizeControl.tsx';
import { DeviceCard } from './DeviceCard.tsx';
import { ENGINE_NAMES } from './engineNames.ts';
import { MeasuredCard } from './MeasuredCard.tsx';
import { PartsCard } from './PartsCard.tsx';
import { SearchCard } from './SearchCard.tsx';
import { StackCard } from './StackCard.tsx';
import './memory.css';

interface MemoryBodyProps {
  /** Goes to the Train page and trains there at this batch size on this engine. */
  onTrain(batchSize: number, engine: EngineName): void;
}

/** The Memory page: what one update holds, what limits it, and what really fits. */
export function MemoryBody({ onTrain }: MemoryBodyProps) {
  return (
    <>
      <section className="hero memory-hero" aria-label="Batch size and its memory">
        <BatchSizeControl />
        <Total />
      </section>
      <Sentence />
      <div className="memory-main">
        <StackCard />
        <PartsCard />
      </div>
      <div className="memory-foot">
        <DeviceCard />
        <SearchCard onTrain={onTrain} />
        <MeasuredCard />
      </div>
    </>
  );
}

function Total() {
  const { config } = useDraftReading();
  const engine = useMemoryState((s) => s.engine);
  const { total, error } = predictedMemory(config, engine, config.batchSize);
  return (
    <p className="memory-total">
      <b>{formatBytes(total)}</b>
      <span>
        inside one update, {ENGINE_NAMES[engine]}: {error === 0 ? 'exact' : `within ${100 * error}%`}
      </span>
    </p>
  );
}

/** What the batch size costs, and whether it fits the limit. */
function Sentence() {
  const { config } = useDraftReading();
  const engine = useMemoryState((s) => s.engine);
  const text = useMemo(() => {
    const { batchSize } = config;
    const most = trainingCount(config);
    const at = (size: number): number => predictedMemory(config, engine, size).total;
    const each = most > 1 ? (at(most) - at(1)) / (most - 1) : 0;
    const limit = memoryLimitOf(config, engine);
    const costs =
      each < 0.5
        ? `An update holds ${formatBytes(at(batchSize))} whatever the batch size`
        : `Every example of the batch costs about ${formatBytes(each)}, on top of ${formatBytes(at(1) - each)} that are there at any batch size`;
    if (limit === undefined) return `${costs}.`;
    const largest = predictedLargest(config, engine, limit.bytes);
    const over = at(batchSize) - limit.bytes;
    const inside = roomText(limit);
    const beyond = limit.of === 'settings' ? `the limit of ${inside}` : inside;
    const verdict =
      over > 0
        ? `batch size ${formatNumber(batchSize)} is ${formatBytes(over)} over ${beyond}`
        : `batch size ${formatNumber(batchSize)} fits into ${inside}`;
    const about = engine === 'cpu' ? '' : 'about ';
    const reach =
      largest === 0
        ? 'not even one example does'
        : largest === most
          ? `so do all ${formatNumber(most)} examples`
          : `${about}${formatNumber(largest)} is the largest that does`;
    return `${costs}; ${verdict}, ${over > 0 && largest === 0 ? 'and ' : ''}${reach}.`;
  }, [config, engine]);
  return (
    <p className="memory-sentence" role="status">
      {text}
    </p>
  );
}
