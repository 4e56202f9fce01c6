/** A button for each batch size: hides and shows it in every view; pointing at it or focusing it makes it strong. */
import { formatNumber } from '../../../experiment/format.ts';
import { batchColor, type Theme } from '../batchColor.ts';
import { LineSample } from './LineSample.tsx';
import './compare.css';

interface LegendButtonsProps {
  batchSizes: readonly number[];
  hidden: ReadonlySet<number>;
  theme: Theme;
  /** Names of the tasks; shown with their dash and mark where there are several. */
  arms: readonly string[];
  onToggle: (batchSize: number) => void;
  onHover: (batchSize: number | undefined) => void;
}

export function LegendButtons({ batchSizes, hidden, theme, arms, onToggle, onHover }: LegendButtonsProps) {
  if (batchSizes.length === 0) return null;
  return (
    <div className="cmp-legend">
      <div role="group" aria-label="Batch sizes shown">
        <span className="cmp-legend-name" aria-hidden="true">
          batch size
        </span>
        {batchSizes.map((batchSize) => (
          <button
            key={batchSize}
            type="button"
            aria-pressed={!hidden.has(batchSize)}
            aria-label={`Batch size ${formatNumber(batchSize)}`}
            onClick={() => onToggle(batchSize)}
            onPointerEnter={(event) => event.pointerType === 'mouse' && onHover(batchSize)}
            onPointerLeave={() => onHover(undefined)}
            onFocus={() => onHover(batchSize)}
            onBlur={() => onHover(undefined)}
          >
            <i style={{ background: batchColor(batchSize, theme) }} />
            {formatNumber(batchSize)}
          </button>
        ))}
      </div>
      {batchSizes.some((batchSize) => hidden.has(batchSize)) && (
        <p className="cmp-key">Hidden in the charts only: every sentence and fit still counts them.</p>
      )}
      {arms.length > 1 && (
        <p className="cmp-arms">
          {arms.map((name, arm) => (
            <span key={name}>
              <LineSample index={arm} />
              {name}
            </span>
          ))}
        </p>
      )}
    </div>
  );
}
