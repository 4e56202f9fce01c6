import { useRef } from 'react';
import type { ExperimentConfig } from '../../../experiment/config.ts';
import { formatBytes, formatNumber } from '../../../experiment/format.ts';
import { remediesOf } from '../../../experiment/remedies.ts';
import { bytesAt } from './memorySetup.ts';
import type { ProbeState } from './useProbe.ts';

interface MemoryOutcomeProps {
  state: ProbeState;
  onRemedy(change: Partial<ExperimentConfig>): void;
}

/** What the update came to: what it held, or what did not fit and what helps. */
export function MemoryOutcome({ state, onRemedy }: MemoryOutcomeProps) {
  const box = useRef<HTMLDivElement>(null);
  const take = (change: Partial<ExperimentConfig>): void => {
    // The button goes with the outcome that it belongs to.
    box.current?.focus();
    onRemedy(change);
  };
  return (
    <div className="memory-outcome" role="status" data-number="computed" tabIndex={-1} ref={box}>
      <Said state={state} onRemedy={take} />
    </div>
  );
}

function Said({ state, onRemedy }: MemoryOutcomeProps) {
  if (state.status === 'idle') return null;
  if (state.status === 'running') return <p>The update is being made.</p>;
  const { config } = state;
  const size = formatNumber(config.batchSize);
  if (state.status === 'failed')
    return (
      <div className="figure-fault">
        The worker behind this figure was lost: {state.message} The text goes on without it.{' '}
        <button type="button" className="plain" onClick={() => onRemedy({})}>
          Try again
        </button>
      </div>
    );
  const { probed } = state;
  if (probed.fits) {
    const { peakBytes } = probed;
    const exact = peakBytes === bytesAt(config);
    return (
      <p>
        <b>It fits.</b> A real update of {size} held {formatBytes(peakBytes)}
        {exact ? ', to the byte what was predicted' : `; ${formatBytes(bytesAt(config))} were predicted`}.
      </p>
    );
  }
  const { message, lacking, fits } = probed.error;
  const remedies = remediesOf(config, 'cpu', fits);
  return (
    <>
      <p>
        <b>It does not fit.</b>{' '}
        {lacking
          ? `${capital(lacking.what)} wanted ${formatBytes(lacking.bytes)}, and ${formatBytes(lacking.left)} were left.`
          : message}{' '}
        {fits !== undefined && fits > 0 && `The largest batch that fits is ${formatNumber(fits)}.`}
      </p>
      {remedies.length > 0 && (
        <>
          <p>What helps, and what it costs:</p>
          <ul className="memory-remedies">
            {remedies.map(({ id, label, cost, change }) => (
              <li key={id}>
                <button type="button" className="plain" onClick={() => onRemedy(change)}>
                  {label}
                </button>{' '}
                <span>{cost}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
