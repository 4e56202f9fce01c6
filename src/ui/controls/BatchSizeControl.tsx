import { useId } from 'react';
import { FIELDS } from '../../experiment/fields.ts';
import { formatNumber } from '../../experiment/format.ts';
import { trainingCount } from '../../experiment/derive.ts';
import { lastBatchSize, updatesPerEpoch } from '../../science/batch.ts';
import { useDraftReading, useExplorer, useExplorerState } from '../../state/hooks.ts';
import { batchColor, batchGradient } from '../charts/batchColor.ts';
import { useTheme } from '../theme.ts';
import { batchSizeStops, sliderPosition } from './powers.ts';
import { Explain, Term } from './Tip.tsx';
import './batchSize.css';

/** The hero: the batch size as a number to type and a slider of powers of two, with its arithmetic as a sentence. */
export function BatchSizeControl() {
  const explorer = useExplorer();
  const theme = useTheme();
  const text = useExplorerState((s) => s.draft.batchSize);
  const { config, errors } = useDraftReading();
  const id = useId();
  const error = errors.batchSize;
  const examples = trainingCount(config);
  const stops = batchSizeStops(examples);
  const color = batchColor(config.batchSize, theme);
  const position = sliderPosition(config.batchSize, stops);
  const last = stops.length - 1;
  return (
    <div className="batch-size" style={{ '--batch': color } as React.CSSProperties}>
      <div className="batch-number">
        <div className="field-label">
          <label id={`${id}-label`} htmlFor={id}>
            {FIELDS.batchSize.label}
          </label>
          <Explain text={FIELDS.batchSize.help} labelId={`${id}-label`} />
        </div>
        <input
          id={id}
          type="text"
          inputMode="numeric"
          autoComplete="off"
          size={Math.max(3, text.length)}
          value={text}
          aria-invalid={error ? true : undefined}
          aria-describedby={`${id}-sum`}
          onChange={(e) => explorer.edit('batchSize', e.target.value)}
        />
      </div>
      <div className="batch-scale">
        <div id={`${id}-sum`}>
          {error ? (
            <p className="field-error" role="alert">
              {error}
            </p>
          ) : (
            <BatchSum examples={examples} batchSize={config.batchSize} remainder={config.remainder} />
          )}
        </div>
        <div className="batch-track">
          <span className="batch-groove" style={{ background: batchGradient(examples, theme) }} />
          <input
            type="range"
            min={0}
            max={last}
            step="any"
            value={position}
            aria-label="Power of two"
            aria-valuetext={`${formatNumber(config.batchSize)} examples a batch`}
            onChange={(e) => explorer.edit('batchSize', String(stops[Math.round(Number(e.target.value))]))}
            onKeyDown={(e) => {
              const step = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[e.key];
              if (!step) return;
              e.preventDefault();
              const from = step > 0 ? Math.floor(position) : Math.ceil(position);
              explorer.edit('batchSize', String(stops[Math.max(0, Math.min(last, from + step))]));
            }}
          />
        </div>
        <Ticks stops={stops} />
      </div>
    </div>
  );
}

interface SumProps {
  examples: number;
  batchSize: number;
  remainder: 'keep' | 'drop';
}

function BatchSum({ examples, batchSize, remainder }: SumProps) {
  const updates = updatesPerEpoch(examples, batchSize, remainder);
  const ragged = examples % batchSize;
  const last = lastBatchSize(examples, batchSize, remainder);
  return (
    <p className="batch-sum">
      {formatNumber(examples)} examples ÷ <b>{formatNumber(batchSize)}</b>
      {ragged > 0 ? ` = ${(examples / batchSize).toFixed(2)}, so ` : ' per batch = '}
      <b>
        {formatNumber(updates)} <Term name="update">{updates === 1 ? 'update' : 'updates'}</Term>
      </b>{' '}
      per <Term name="epoch">epoch</Term>
      {ragged > 0 && (
        <span className="batch-ragged">
          {remainder === 'keep'
            ? `, the last of ${formatNumber(last)}`
            : `; ${formatNumber(ragged)} left out`}
        </span>
      )}
    </p>
  );
}

/** About six labelled stops; the last is N. */
function Ticks({ stops }: { stops: readonly number[] }) {
  const last = stops.length - 1;
  const every = Math.ceil(stops.length / 7);
  return (
    <div className="batch-ticks" aria-hidden="true">
      {stops.map((stop, i) => {
        const shown = i === last || (i % every === 0 && (last - i) / last >= 0.12);
        return (
          shown && (
            <span key={stop} style={{ left: `${(100 * i) / Math.max(1, last)}%` }}>
              {formatNumber(stop)}
            </span>
          )
        );
      })}
    </div>
  );
}
