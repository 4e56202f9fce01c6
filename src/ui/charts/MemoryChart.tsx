/** Memory of one update on an engine: what is predicted, part by part, and what the engine really held as a run went on. */
import { Suspense } from 'react';
import type { EngineName, ExperimentConfig } from '../../experiment/config.ts';
import { modelOf } from '../../experiment/derive.ts';
import { ENGINE_LABELS } from '../../experiment/engineLabels.ts';
import { formatBytes, formatNumber, formatPercent } from '../../experiment/format.ts';
import { memoryOf } from '../../experiment/memoryPlan.ts';
import {
  predictedMemory,
  STACK_PARTS,
  type PredictedMemory,
  type StackPart,
} from '../../experiment/memoryPrediction.ts';
import type { MemorySample } from '../../experiment/run.ts';
import { Term } from '../controls/Tip.tsx';
import { Failsafe } from '../Failsafe.tsx';
import { GLOSSARY } from '../glossary.ts';
import { part } from '../part.ts';
import { PART_NAMES } from './memory/partNames.ts';
import './charts.css';
import './memoryChart.css';

/** Fetched when a run has something to show; until it is there the figures say it. */
const MemorySteps = part(async () => (await import('./MemorySteps.tsx')).MemorySteps);

const NOT_DRAWN = (
  <p className="plot-memory-other" role="alert">
    Memory over the run could not be drawn. The figures above hold.
  </p>
);

interface Update {
  config: ExperimentConfig;
  engine: EngineName;
  batchSize: number;
}

export interface MemoryChartProps {
  draft: Update;
  run: (Update & { samples: readonly MemorySample[]; underWay: boolean }) | undefined;
}

const predict = ({ config, engine, batchSize }: Update): PredictedMemory =>
  predictedMemory(config, engine, batchSize);

/**
 * What was measured is shown with the prediction for the same settings; when the controls say something else, the
 * prediction is theirs and the measurement is named.
 */
export function MemoryChart({ draft, run }: MemoryChartProps) {
  const ofDraft = predict(draft);
  const ofRun = run && predict(run);
  const same = ofRun?.total === ofDraft.total && run?.engine === draft.engine;
  const shown = run && ofRun && (same || run.underWay) ? { ...run, predicted: ofRun } : undefined;
  const { engine, batchSize } = shown ?? draft;
  const predicted = shown?.predicted ?? ofDraft;
  const last = run?.samples.at(-1);
  const parts = STACK_PARTS.filter((part) => predicted.parts[part] > 0);
  const off =
    shown && last?.peakBytes !== undefined ? accuracyOf(predicted.total, last.peakBytes) : undefined;
  return (
    <figure className={`plot plot-memory${last ? ' is-measured' : ''}`}>
      <figcaption>
        <small>
          {ENGINE_LABELS[engine]}, B = {formatNumber(batchSize)}
        </small>
      </figcaption>
      <div className="plot-memory-bar" role="img" aria-label={`Predicted: ${partsText(predicted)}`}>
        {parts.map((part) => (
          <i
            key={part}
            className={partClass(part)}
            style={{ flexGrow: predicted.parts[part] }}
            title={`${PART_NAMES[part]} ${formatBytes(predicted.parts[part])}`}
          />
        ))}
      </div>
      <dl className="plot-memory-figures">
        <Row
          line="is-predicted"
          bytes={predicted.total}
          label={
            <>
              <Term name="predicted" text={explain(shown ?? draft, predicted)}>
                predicted
              </Term>
              ,{' '}
              {off ?? (predicted.error === 0 ? 'to the byte' : `within ${formatPercent(predicted.error, 0)}`)}
            </>
          }
        />
        {last?.peakBytes !== undefined && (
          <Row
            line="is-peak"
            bytes={last.peakBytes}
            label={
              <>
                <Term name="inUpdate">in-update peak</Term>, measured
              </>
            }
          />
        )}
        {last && (
          <Row
            line="is-rest"
            bytes={last.atRestBytes}
            label={
              <>
                <Term name="atRest">at rest</Term>,{' '}
                {last.atRestBytes > (last.peakBytes ?? Infinity) ? 'unused too' : 'measured'}
              </>
            }
          />
        )}
      </dl>
      {last && run && !shown ? (
        <p className="plot-memory-other">
          Measured in the run at {formatNumber(run.batchSize)} on {ENGINE_LABELS[run.engine]}.
        </p>
      ) : null}
      {shown && last ? (
        <Failsafe instead={NOT_DRAWN}>
          <div className="plot-area plot-memory-steps">
            <Suspense>
              <MemorySteps
                label={heldText(last, predicted)}
                predicted={predicted.total}
                samples={shown.samples}
              />
            </Suspense>
          </div>
        </Failsafe>
      ) : null}
      <ul className="plot-memory-key">
        {parts.map((part) => (
          <li key={part}>
            <i className={partClass(part)} aria-hidden="true" />
            <Term name={part}>{PART_NAMES[part]}</Term> {formatBytes(predicted.parts[part])}
          </li>
        ))}
      </ul>
    </figure>
  );
}

const partClass = (part: StackPart): string => `plot-memory-part is-p${STACK_PARTS.indexOf(part)}`;

const partsText = ({ parts }: PredictedMemory): string =>
  STACK_PARTS.filter((part) => parts[part] > 0)
    .map((part) => `${PART_NAMES[part]} ${formatBytes(parts[part])}`)
    .join(', ');

function heldText({ update, peakBytes, atRestBytes }: MemorySample, predicted: PredictedMemory): string {
  const held = [
    ...(peakBytes === undefined ? [] : [`${formatBytes(peakBytes)} in an update`]),
    `${formatBytes(atRestBytes)} at rest`,
  ];
  return `Held by the engine after update ${update}: ${held.join(', ')}; predicted for one update ${formatBytes(predicted.total)}`;
}

function explain({ config, batchSize }: Update, predicted: PredictedMemory): string {
  const floor = memoryOf(
    modelOf(config),
    config.optimizer,
    Math.min(batchSize, config.microBatch || Infinity),
  );
  return `${GLOSSARY.predicted.slice(0, -1)}: ${partsText(predicted)}; the textbook’s sum, without workspace, is ${formatBytes(floor.total)}.`;
}

/** How a prediction turned out: "exact", "2.1% too low". */
function accuracyOf(predicted: number, measured: number): string {
  if (predicted === measured) return 'exact';
  return `${formatPercent(Math.abs(predicted - measured) / measured)} too ${predicted > measured ? 'high' : 'low'}`;
}

function Row({ line, label, bytes }: { line: string; label: React.ReactNode; bytes: number }) {
  return (
    <div>
      <dt>
        <svg width="16" height="8" className={`plot-memory-line ${line}`} aria-hidden="true">
          <path d="M0 4H16" />
        </svg>
        {label}
      </dt>
      <dd>{formatBytes(bytes)}</dd>
    </div>
  );
}
