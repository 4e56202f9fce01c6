import { formatNumber } from '../../experiment/format.ts';
import { namesSize, toggleSize } from '../../state/compareDraft.ts';
import { useCompare, useCompareState } from '../../state/compareHooks.ts';
import { batchColor } from '../charts/batchColor.ts';
import { batchSizeStops } from '../controls/powers.ts';
import { useTheme } from '../theme.ts';
import './chips.css';

/** The powers of two up to `examples` as switches; others are typed beside them. */
export function SizeChips({ examples }: { examples: number }) {
  const compare = useCompare();
  const theme = useTheme();
  const text = useCompareState((s) => s.draft.batchSizes);
  const stops = batchSizeStops(examples);
  return (
    <div className="chips" role="group" aria-label="Batch sizes to compare">
      {stops.map((size) => (
        <button
          key={size}
          type="button"
          className="chip"
          aria-pressed={namesSize(text, size)}
          style={{ '--batch': batchColor(size, theme) } as React.CSSProperties}
          onClick={() => compare.edit({ batchSizes: toggleSize(text, size) })}
        >
          {formatNumber(size)}
        </button>
      ))}
    </div>
  );
}
