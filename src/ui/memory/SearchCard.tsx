import type { EngineName } from '../../experiment/config.ts';
import { trainingCount } from '../../experiment/derive.ts';
import { formatBytes, formatNumber } from '../../experiment/format.ts';
import { memoryKey, type MemorySearch } from '../../state/memory.ts';
import { useDraftReading } from '../../state/hooks.ts';
import { useMemory, useMemoryState } from '../../state/memoryHooks.ts';
import { ENGINE_NAMES } from './engineNames.ts';

interface SearchCardProps {
  onTrain(batchSize: number, engine: EngineName): void;
}

/** The largest batch that fits, tried out step by step: the answer really ran, and one more did not. */
export function SearchCard({ onTrain }: SearchCardProps) {
  const memory = useMemory();
  const { config, errors } = useDraftReading();
  const engine = useMemoryState((s) => s.engine);
  const search = useMemoryState((s) => s.search);
  const current = search?.key === memoryKey(config) && search.engine === engine ? search : undefined;
  const running = current?.status === 'running';
  const limited = config.memoryLimit > 0;
  return (
    <section className="card search-card" aria-labelledby="search-title">
      <h2 id="search-title">
        Largest batch that fits{' '}
        <em>
          {limited ? `into ${formatBytes(1e6 * config.memoryLimit)}` : 'into this machine'},{' '}
          {ENGINE_NAMES[engine]}
        </em>
      </h2>
      {current && <Steps search={current} />}
      {!current && (
        <p className="empty">Tries 1, 2, 4, … and then halves the gap; every try makes a real update.</p>
      )}
      {current && (
        <p className="card-text search-said" role="status">
          {conclusion(current, trainingCount(config))}
        </p>
      )}
      <div className="search-actions">
        {running ? (
          <button type="button" className="plain" onClick={() => memory.cancel()}>
            Cancel
          </button>
        ) : (
          <button
            type="button"
            className={current?.status === 'done' ? 'plain' : 'primary'}
            disabled={Object.keys(errors).length > 0}
            onClick={() => void memory.find()}
          >
            {current?.status === 'done' ? 'Find it again' : 'Find the largest batch'}
          </button>
        )}
        {current?.largest !== undefined && current.largest > 0 && (
          <button type="button" className="plain" onClick={() => onTrain(current.largest!, engine)}>
            Train at {formatNumber(current.largest)}
          </button>
        )}
        {current?.largest !== undefined && !current.all && (
          <button type="button" className="plain" onClick={() => onTrain(current.largest! + 1, engine)}>
            Go one over: {formatNumber(current.largest + 1)}
          </button>
        )}
      </div>
    </section>
  );
}

function Steps({ search: { steps } }: { search: MemorySearch }) {
  return (
    <ol className="search-steps" aria-label="Batch sizes tried">
      {steps.map(({ batchSize, fits, peakBytes }) => (
        <li
          key={batchSize}
          className={fits ? 'fits' : 'not'}
          title={peakBytes ? formatBytes(peakBytes) : undefined}
        >
          {formatNumber(batchSize)} <span aria-hidden="true">{fits ? '✓' : '✗'}</span>
          <span className="visually-hidden">{fits ? 'fits' : 'does not fit'}</span>
        </li>
      ))}
    </ol>
  );
}

function conclusion({ status, steps, largest, all, message }: MemorySearch, most: number): string {
  switch (status) {
    case 'running':
      return `Trying … ${steps.length} so far.`;
    case 'cancelled':
      return 'Cancelled before the answer was found.';
    case 'failed':
      return `The search could not go on: ${message ?? 'no reason was given'}`;
    case 'done': {
      const held = steps.find((s) => s.batchSize === largest)?.peakBytes;
      const why = steps.find((s) => s.batchSize === (largest ?? 0) + 1)?.why ?? '';
      if (largest === 0) return `Not even one example fits. ${why}`;
      const proof = `${formatNumber(largest!)} fits: an update was really made and held ${formatBytes(held ?? 0)}.`;
      return all
        ? `${proof} Those are all ${formatNumber(most)} examples: here it is not memory that sets the end.`
        : `${proof} One more does not: ${why}`;
    }
    default:
      return status satisfies never;
  }
}
