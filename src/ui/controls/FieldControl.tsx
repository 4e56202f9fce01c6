import { useId } from 'react';
import { FIELDS, type ChoiceField, type Field, type FieldKey } from '../../experiment/fields.ts';
import { useDraftReading, useExplorer, useExplorerState } from '../../state/hooks.ts';
import { Segmented } from './Segmented.tsx';
import { Explain } from './Tip.tsx';
import './controls.css';

interface FieldProps {
  name: FieldKey;
  /** Choices side by side instead of in a list. */
  segmented?: boolean;
}

/** One setting: label, explanation, control and, where it was given, what is wrong with it. */
export function FieldControl({ name, segmented = false }: FieldProps) {
  const explorer = useExplorer();
  const text = useExplorerState((s) => s.draft[name]);
  const { config, errors } = useDraftReading();
  const field = FIELDS[name] as Field;
  const id = useId();
  if (!field.applies(config)) return null;
  const error = errors[name];
  const unit = 'unit' in field && field.unit ? ` … ${field.unit}` : '';
  const described = error ? `${id}-error` : undefined;
  const edit = (value: string): void => explorer.edit(name, value);
  const common = { id, 'aria-describedby': described, 'aria-invalid': error ? true : undefined };
  return (
    <div className="field">
      <div className="field-label">
        {segmented ? (
          <span id={`${id}-label`}>{field.label}</span>
        ) : (
          <label id={`${id}-label`} htmlFor={id}>
            {field.label}
            {unit}
          </label>
        )}
        <Explain text={field.help} labelId={`${id}-label`} />
      </div>
      {field.kind === 'choice' ? (
        segmented ? (
          <Segmented name={field.label} value={text} options={optionsOf(field)} onChange={edit} />
        ) : (
          <select {...common} value={text} onChange={(e) => edit(e.target.value)}>
            {optionsOf(field).map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </select>
        )
      ) : (
        <input
          {...common}
          type="text"
          inputMode={field.kind === 'integer' ? 'numeric' : 'decimal'}
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(e) => edit(e.target.value)}
        />
      )}
      {error && (
        <p className="field-error" id={`${id}-error`} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}

const optionsOf = (field: Field): readonly { value: string; label: string }[] =>
  field.kind === 'choice' ? (field as ChoiceField<FieldKey>).options : [];
