/** Other batch sizes for the same task: powers of two as switches, any other by typing. */
import { useId, useState } from 'react';
import { trainingCount } from '../../../experiment/derive.ts';
import { formatNumber } from '../../../experiment/format.ts';
import type { SweepSpec } from '../../../experiment/sweep.ts';
import { readSweep, sweepDraftOf } from '../../../experiment/sweepFields.ts';
import { namesSize, toggleSize } from '../../../state/compareDraft.ts';
import { batchColor } from '../../../ui/charts/batchColor.ts';
import '../../../ui/compare/chips.css';
import { batchSizeStops } from '../../../ui/controls/powers.ts';
import { useTheme } from '../../../ui/theme.ts';

interface SizesPanelProps {
  spec: SweepSpec;
  onRun(spec: SweepSpec): void;
  onCancel(): void;
}

export function SizesPanel({ spec, onRun, onCancel }: SizesPanelProps) {
  const id = useId();
  const theme = useTheme();
  const [draft, setDraft] = useState(() => sweepDraftOf(spec));
  const { spec: read, errors } = readSweep(draft, spec.base);
  const problem = errors.batchSizes ?? Object.values(errors)[0];
  const stops = batchSizeStops(trainingCount(spec.base)).filter((size) => Number.isInteger(Math.log2(size)));
  return (
    <div
      className="sizes"
      // No form: a sandboxed frame may submit none.
      onKeyDown={(event) => {
        if (event.key === 'Escape') onCancel();
        if (event.key === 'Enter' && event.target instanceof HTMLInputElement && read) onRun(read);
      }}
    >
      <div className="chips" role="group" aria-label="Batch sizes to compare">
        {stops.map((size) => (
          <button
            key={size}
            type="button"
            className="chip"
            aria-pressed={namesSize(draft.batchSizes, size)}
            style={{ '--batch': batchColor(size, theme) } as React.CSSProperties}
            onClick={() => setDraft({ ...draft, batchSizes: toggleSize(draft.batchSizes, size) })}
          >
            {formatNumber(size)}
          </button>
        ))}
      </div>
      <label htmlFor={id}>Batch sizes</label>
      <div className="sizes-typed">
        <input
          id={id}
          type="text"
          inputMode="numeric"
          autoComplete="off"
          value={draft.batchSizes}
          aria-invalid={problem !== undefined}
          aria-describedby={problem === undefined ? undefined : `${id}-problem`}
          onChange={(event) => setDraft({ ...draft, batchSizes: event.currentTarget.value })}
        />
        <button type="button" className="primary" disabled={!read} onClick={() => read && onRun(read)}>
          Run these
        </button>
      </div>
      {problem !== undefined && (
        <p className="field-error" id={`${id}-problem`}>
          {problem}
        </p>
      )}
    </div>
  );
}
