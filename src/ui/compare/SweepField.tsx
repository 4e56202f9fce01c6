import { useId, type ReactNode } from 'react';
import type { SweepDraft } from '../../experiment/sweepFields.ts';
import { useCompare, useCompareState, useSweepReading } from '../../state/compareHooks.ts';
import { Explain } from '../controls/Tip.tsx';
import '../controls/controls.css';

type TextKey = { [K in keyof SweepDraft]-?: SweepDraft[K] extends string ? K : never }[keyof SweepDraft];

interface ShellProps {
  label: string;
  help: string;
  error: string | undefined;
  /** The control, which is given its id and the ids of what describes it. */
  children(control: {
    id: string;
    'aria-describedby': string | undefined;
    'aria-invalid': true | undefined;
  }): ReactNode;
}

/** Label, explanation, control and what is wrong with it. */
function FieldShell({ label, help, error, children }: ShellProps) {
  const id = useId();
  return (
    <div className="field">
      <div className="field-label">
        <label id={`${id}-label`} htmlFor={id}>
          {label}
        </label>
        <Explain text={help} labelId={`${id}-label`} />
      </div>
      {children({
        id,
        'aria-describedby': error ? `${id}-error` : undefined,
        'aria-invalid': error ? true : undefined,
      })}
      {error && (
        <p className="field-error" id={`${id}-error`} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}

interface FieldProps {
  name: TextKey;
  label: string;
  help: string;
}

/** A setting of the sweep that is typed. */
export function SweepInput({ name, label, help, placeholder }: FieldProps & { placeholder?: string }) {
  const compare = useCompare();
  const value = useCompareState((s) => s.draft[name]);
  const { errors } = useSweepReading();
  return (
    <FieldShell label={label} help={help} error={errors[name]}>
      {(control) => (
        <input
          {...control}
          type="text"
          autoComplete="off"
          spellCheck={false}
          placeholder={placeholder}
          value={value}
          onChange={(e) => compare.edit({ [name]: e.target.value })}
        />
      )}
    </FieldShell>
  );
}

/** A setting of the sweep that is chosen from a list. */
export function SweepSelect({
  name,
  label,
  help,
  options,
}: FieldProps & { options: readonly { value: string; label: string }[] }) {
  const compare = useCompare();
  const value = useCompareState((s) => s.draft[name]);
  const { errors } = useSweepReading();
  return (
    <FieldShell label={label} help={help} error={errors[name]}>
      {(control) => (
        <select {...control} value={value} onChange={(e) => compare.edit({ [name]: e.target.value })}>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </FieldShell>
  );
}
