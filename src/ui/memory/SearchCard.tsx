import type { EngineName } from '../../experiment/config.ts';
import { trainingCount } from '../../experiment/derive.ts';
import { formatBytes, formatBytesApart, formatNumber } from '../../experiment/format.ts';
import { memoryLimitOf, roomText } from '../../experiment/memoryLimit.ts';
import type { RunError } from '../../experiment/run.ts';
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
  const limit = memoryLimitOf(config, engine);
  return (
    <section className="card search-card" aria-labelledby="search-title">
      <h2 id="search-title">
        Largest batch that fits{' '}
        <em>
          {limit ? `into ${roomText(limit)}` : 'into this machine'}, {ENGINE_NAMES[engine]}
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
      <div className={current?.status === 'done' ? 'search-actions is-done' : 'search-actions'}>
        {running ? (
          <button type="button" className="plain" onClick={() => memory.cancel()}>
            Cancel
          </button>
        ) : (
          <button
            type="button"
            className={current?.status === 'done' ? 'link' : 'primary'}
            disabled={Object.keys(errors).length > 0}
            onClick={() => void memory.find()}
          >
            {current?.status === 'done' ? 'Again' : 'Find the largest batch'}
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

function conclusion(
  { status, steps, largest, all, limitBytes, message }: MemorySearch,
  most: number,
): string {
  switch (status) {
    case 'running':
      return `Trying … ${steps.length} so far.`;
    case 'cancelled':
      return 'Cancelled before the answer was found.';
    case 'failed':
      return `The search could not go on: ${message ?? 'no reason was given'}`;
    case 'done': {
      const size = largest ?? 0;
      const over = whyNot(steps.find((s) => s.batchSize === size + 1)?.error);
      if (size === 0) return `Not even one example fits: ${over}`;
      const held = steps.find((s) => s.batchSize === size)?.peakBytes ?? 0;
      const [bytes, limit] = formatBytesApart(held, limitBytes ?? 0);
      const of = limitBytes === undefined ? '' : ` of ${limit}`;
      const proof = `Proved: a real update of ${formatNumber(size)} held ${bytes}${of}.`;
      return all
        ? `${proof} Those are all ${formatNumber(most)} examples: here memory does not set the end.`
        : `${proof} ${formatNumber(size + 1)} does not fit: ${over}`;
    }
    default:
      return status satisfies never;
  }
}

function whyNot(error: RunError | undefined): string {
  if (!error?.lacking) return error?.message ?? '';
  const { what, bytes, left } = error.lacking;
  const [wanted, free] = formatBytesApart(bytes, left);
  return `${what} wanted ${wanted}, and ${free} were left.`;
}
