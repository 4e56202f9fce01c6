import { modelOf } from '../../experiment/derive.ts';
import { formatNumber } from '../../experiment/format.ts';
import { parameterCount } from '../../experiment/model.ts';
import { stagesOf } from '../../experiment/stages.ts';
import { useDraftReading } from '../../state/hooks.ts';
import { Term } from '../controls/Tip.tsx';

const HEIGHT = 46;

/** The network as a row of layers whose heights follow their numbers of units, and its parameter count. */
export function ModelPicture() {
  const { config } = useDraftReading();
  const model = modelOf(config);
  const stages = stagesOf(model);
  const bend = config.activation === 'relu' ? 'ReLU' : config.activation;
  const words = stages.map((s) => s.text).join(' → ');
  const most = Math.log(1 + Math.max(...stages.map((s) => s.units)));
  return (
    <div className="model-picture">
      <div className="layers" role="img" aria-label={`Layers: ${words}`}>
        {stages.map((stage, i) => (
          <span key={i} className="stage">
            <i
              className={stage.picture ? 'maps' : ''}
              style={{ height: Math.max(8, (HEIGHT * Math.log(1 + stage.units)) / most) }}
            />
            <span>
              {stage.text.split(/(?<=×\d+)(?=×)/).map((line) => (
                <span key={line}>{line}</span>
              ))}
            </span>
          </span>
        ))}
      </div>
      <p className="hint">
        {config.model !== 'softmax' && config.model !== 'linear' && (
          <>
            <Term name="nonlinearity">{bend}</Term> ·{' '}
          </>
        )}
        {config.model === 'linear' ? 'no bias · ' : ''}
        {config.model === 'cnn-bn' && (
          <>
            <Term name="batchNorm">batch norm</Term> ·{' '}
          </>
        )}
        {formatNumber(parameterCount(model))} <Term name="parameters">parameters</Term>
      </p>
    </div>
  );
}
