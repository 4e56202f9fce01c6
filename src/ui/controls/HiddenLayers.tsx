import { useId } from 'react';
import { FIELDS, HIDDEN_LIMITS } from '../../experiment/fields.ts';
import { useDraftReading, useExplorer, useExplorerState } from '../../state/hooks.ts';
import { Explain } from './Tip.tsx';
import './controls.css';

/** The mlp's hidden layers, a number each, input side first. */
export function HiddenLayers() {
  const explorer = useExplorer();
  const text = useExplorerState((s) => s.draft.hidden);
  const { config, errors } = useDraftReading();
  const id = useId();
  const error = errors.hidden;
  if (!FIELDS.hidden.applies(config)) return null;
  const units = text.split('-');
  const set = (next: string[]): void => explorer.edit('hidden', next.join('-'));
  return (
    <div className="field" role="group" aria-labelledby={`${id}-label`}>
      <div className="field-label">
        <span id={`${id}-label`}>{FIELDS.hidden.label}</span>
        <Explain text={FIELDS.hidden.help} labelId={`${id}-label`} />
      </div>
      <div className="hidden-layers">
        {units.map((value, i) => (
          <span className="layer" key={i}>
            <input
              type="text"
              inputMode="numeric"
              aria-label={`Units of hidden layer ${i + 1}`}
              aria-invalid={error ? true : undefined}
              aria-describedby={error ? `${id}-error` : undefined}
              value={value}
              onChange={(e) => set(units.with(i, e.target.value.replaceAll('-', '')))}
            />
            {units.length > 1 && (
              <button
                type="button"
                aria-label={`Remove hidden layer ${i + 1}`}
                onClick={() => set(units.toSpliced(i, 1))}
              >
                ×
              </button>
            )}
          </span>
        ))}
        {units.length < HIDDEN_LIMITS.layers && (
          <button type="button" className="plain" onClick={() => set([...units, units.at(-1) || '32'])}>
            + layer
          </button>
        )}
      </div>
      {error && (
        <p className="field-error" id={`${id}-error`} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
