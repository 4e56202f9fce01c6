/** Each part's formula with the figures of a model in it. */
import type { EngineName, ExperimentConfig } from '../../experiment/config.ts';
import { modelOf } from '../../experiment/derive.ts';
import { formatBytes, formatNumber } from '../../experiment/format.ts';
import type { StackPart } from '../../experiment/memoryPrediction.ts';
import { predictedMemory } from '../../experiment/memoryPrediction.ts';
import { parameterCount, parameterTensors, sizeOf } from '../../experiment/model.ts';
import { slotCount } from '../../experiment/optimizer.ts';

const count = formatNumber;

/** "4 × 256 × 7,050", with B first where a part grows with it; "≈" where padding or workspace makes the bytes beside it differ. */
export function formulaOf(part: StackPart, config: ExperimentConfig, engine: EngineName): string {
  const model = modelOf(config);
  const parameters = parameterCount(model);
  const fixed = parameterTensors(model).reduce((sum, t) => sum + (t.trainable ? 0 : sizeOf(t.shape)), 0);
  const rows = Math.min(config.batchSize, config.microBatch || Infinity);
  const bytes = predictedMemory(config, engine, config.batchSize).parts;
  const twice = engine !== 'cpu' && bytes.weights > 4.5 * (parameters + fixed) ? 2 : 1;
  const times = (...factors: number[]): string =>
    ['4', ...factors.filter((f) => f !== 1).map(count)].join(' × ');
  const told = (...factors: number[]): string => {
    const product = factors.reduce((all, factor) => all * factor, 4);
    return `${formatBytes(product) === formatBytes(bytes[part]) ? '' : '≈ '}${times(...factors)}`;
  };
  const perRow = (value: number): string => told(rows, Math.round(value / 4 / rows));
  switch (part) {
    case 'weights':
      return twice === 2 ? `old and new: ${told(2, parameters + fixed)}` : told(parameters + fixed);
    case 'gradients':
      return bytes.gradients > 7 * parameters ? `and their sum: ${told(2, parameters)}` : told(parameters);
    case 'optimizer': {
      const slots = slotCount(config.optimizer);
      return twice === 2 ? `old and new: ${told(2, slots, parameters)}` : told(slots, parameters);
    }
    case 'bookkeeping':
      return '';
    case 'batch':
      return perRow(bytes.batch);
    case 'workspace':
      return `≈ ${times(rows, Math.round(bytes.workspace / 4 / rows))}`;
    case 'activations':
      return perRow(bytes.activations);
    default:
      return part satisfies never;
  }
}
