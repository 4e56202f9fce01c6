/** Memory of a run: the predicted parts of one update as a bar, and what the engine really held as it went on. */
import { formatBytes } from '../../experiment/format.ts';
import type { MemorySample } from '../../experiment/run.ts';
import { Term } from '../controls/Tip.tsx';
import { MemorySteps } from './MemorySteps.tsx';
import './charts.css';

export interface PredictedMemory {
  weights: number;
  gradients: number;
  optimizer: number;
  activations: number;
  batch: number;
  total: number;
}

export interface MemoryChartProps {
  /** Bytes. */
  predicted: PredictedMemory;
  samples: readonly MemorySample[];
}

/** In the order of the bar; each has its own pattern besides its colour. */
const PARTS = ['weights', 'gradients', 'optimizer', 'activations', 'batch'] as const;

export function MemoryChart({ predicted, samples }: MemoryChartProps) {
  const parts = PARTS.map((name, i) => ({ name, bytes: predicted[name], part: i + 1 })).filter(
    ({ bytes }) => bytes > 0,
  );
  return (
    <figure className="plot plot-memory">
      <div
        className="plot-memory-bar"
        role="img"
        aria-label={`Predicted for one update: ${formatBytes(predicted.total)}`}
      >
        {parts.map(({ name, bytes, part }) => (
          <i key={name} className={`plot-memory-part is-m${part}`} style={{ flexGrow: bytes }} />
        ))}
      </div>
      <ul className="plot-memory-key">
        {parts.map(({ name, bytes, part }) => (
          <li key={name}>
            <i className={`plot-memory-part is-m${part}`} aria-hidden="true" />
            <Term name={name}>{name}</Term> {formatBytes(bytes)}
          </li>
        ))}
      </ul>
      {samples.length > 0 ? <MemorySteps predicted={predicted.total} samples={samples} /> : null}
    </figure>
  );
}
