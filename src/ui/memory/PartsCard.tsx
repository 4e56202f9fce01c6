import { formatBytes, formatNumber } from '../../experiment/format.ts';
import { predictedLayers, predictedMemory, STACK_PARTS } from '../../experiment/memoryPrediction.ts';
import { useDraftReading } from '../../state/hooks.ts';
import { useMemoryState } from '../../state/memoryHooks.ts';
import { PART_NAMES } from '../charts/memory/partNames.ts';
import { Term } from '../controls/Tip.tsx';
import { formulaOf } from './formulas.ts';

/** The bytes at the cursor, part by part, each with its formula. */
export function PartsCard() {
  const { config } = useDraftReading();
  const engine = useMemoryState((s) => s.engine);
  const { parts, total } = predictedMemory(config, engine, config.batchSize);
  return (
    <section className="card parts-card" aria-labelledby="parts-title">
      <h2 id="parts-title">
        At batch size {formatNumber(config.batchSize)}
        <em>4 bytes a number{engine === 'cpu' && ', padded'}</em>
      </h2>
      <table className="parts">
        <thead className="visually-hidden">
          <tr>
            <th scope="col">Part</th>
            <th scope="col">Formula</th>
            <th scope="col">Bytes</th>
          </tr>
        </thead>
        <tbody>
          {STACK_PARTS.filter((part) => parts[part] > 0).map((part) => (
            <tr key={part}>
              <th scope="row">
                <i className={`stack-key is-p${STACK_PARTS.indexOf(part)}`} aria-hidden="true" />
                <Term name={part}>{PART_NAMES[part]}</Term>
              </th>
              <td className="parts-formula">{formulaOf(part, config, engine)}</td>
              <td>{formatBytes(parts[part])}</td>
            </tr>
          ))}
          <tr className="parts-total">
            <th scope="row">together</th>
            <td />
            <td>{formatBytes(total)}</td>
          </tr>
        </tbody>
      </table>
      <p className="parts-layers">
        Of the activations{' '}
        {predictedLayers(config, engine, config.batchSize).map(({ layer, bytes }, i) => (
          <span key={layer}>
            {i > 0 && ', '}
            {layer} keeps <b>{formatBytes(bytes)}</b>
          </span>
        ))}
        .
      </p>
    </section>
  );
}
