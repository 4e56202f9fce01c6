import type { EngineName } from '../../experiment/config.ts';
import { formatBytes, formatNumber } from '../../experiment/format.ts';
import { predictedMemory } from '../../experiment/memoryPrediction.ts';
import { useDraftReading } from '../../state/hooks.ts';
import { memoryKey, type MemoryReading } from '../../state/memory.ts';
import { useMemory, useMemoryState } from '../../state/memoryHooks.ts';
import { ENGINE_NAMES, ENGINES } from './engineNames.ts';

/** What an update really held, beside what was predicted, engine by engine. */
export function MeasuredCard() {
  const { config } = useDraftReading();
  const readings = useMemoryState((s) => s.readings);
  const key = memoryKey(config);
  const here = (engine: EngineName): MemoryReading | undefined =>
    readings.find((r) => r.key === key && r.asked === engine && r.batchSize === config.batchSize);
  return (
    <section className="card measured-card" aria-labelledby="measured-title">
      <h2 id="measured-title">
        Measured beside predicted <em>one update of {formatNumber(config.batchSize)}</em>
      </h2>
      <table className="measured">
        <thead>
          <tr>
            <th scope="col">Engine</th>
            <th scope="col">Predicted</th>
            <th scope="col">Measured</th>
            <th scope="col">Off by</th>
          </tr>
        </thead>
        <tbody>
          {ENGINES.map((engine) => (
            <Row key={engine} engine={engine} reading={here(engine)} />
          ))}
        </tbody>
      </table>
      <p className="card-text">
        The cpu engine lays its memory out beforehand. An eager framework like TensorFlow.js (WebGL, WebGPU)
        makes a new array for every result, so new weights stand beside old ones; a driver may hold more.
      </p>
    </section>
  );
}

function Row({ engine, reading }: { engine: EngineName; reading: MemoryReading | undefined }) {
  const memory = useMemory();
  const measuring = useMemoryState((s) => s.measuring);
  const { config, errors } = useDraftReading();
  const predicted = predictedMemory(config, engine, config.batchSize).total;
  const outcome = reading?.outcome;
  return (
    <tr>
      <th scope="row">{ENGINE_NAMES[engine]}</th>
      <td>{formatBytes(predicted)}</td>
      {outcome?.status === 'measured' ? (
        <>
          <td>{formatBytes(outcome.peakBytes)}</td>
          <td>{offBy(predicted, outcome.peakBytes)}</td>
        </>
      ) : (
        <td colSpan={2}>
          {measuring === engine ? (
            <span role="status">measuring …</span>
          ) : (
            <>
              {outcome && <span className="measured-no">{reasonOf(outcome)} </span>}
              <button
                type="button"
                className="link"
                disabled={Object.keys(errors).length > 0}
                onClick={() => void memory.measure(engine)}
              >
                {outcome ? 'Again' : 'Measure'}
                <span className="visually-hidden"> {ENGINE_NAMES[engine]}</span>
              </button>
            </>
          )}
        </td>
      )}
    </tr>
  );
}

const offBy = (predicted: number, measured: number): string =>
  predicted === measured ? 'exact' : `${((100 * (predicted - measured)) / measured).toFixed(1)}%`;

const reasonOf = (outcome: Exclude<MemoryReading['outcome'], { status: 'measured' }>): string =>
  outcome.status === 'refused' ? outcome.error.message : outcome.message;
