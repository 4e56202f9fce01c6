/** What helps a run that has run out of memory, what each costs, and whether it is predicted to fit. */
import { updatesPerEpoch } from '../science/batch.ts';
import type { EngineName, ExperimentConfig } from './config.ts';
import { modelOf, trainingCount } from './derive.ts';
import { FIELDS } from './fields.ts';
import { formatBytes, formatNumber } from './format.ts';
import { memoryLimitOf } from './memoryLimit.ts';
import { predictedLargest, predictedMemory } from './memoryPrediction.ts';
import { parameterCount } from './model.ts';
import { OPTIMIZER_NAMES } from './optimizer.ts';

export interface Remedy {
  id: 'smaller-batch' | 'largest-batch' | 'accumulate' | 'sgd' | 'smaller-model';
  /** What the button says. */
  label: string;
  /** What it costs, in a few words. */
  cost: string;
  change: Partial<ExperimentConfig>;
  /** A run that has learned something can go on with it from its last checkpoint. */
  goesOn: boolean;
}

const normalises = (config: ExperimentConfig): boolean => config.model === 'cnn-bn';

const largestPower = (most: number): number => 2 ** Math.floor(Math.log2(Math.max(1, most)));

/** Halved as often as it takes; undefined when not even one example fits. */
function halved(size: number, fits: (size: number) => boolean): number | undefined {
  for (let next = Math.floor(size / 2); next >= 1; next = Math.floor(next / 2)) if (fits(next)) return next;
  return undefined;
}

function smallerModel(config: ExperimentConfig): Partial<ExperimentConfig> | undefined {
  const widest = Math.max(...config.hidden);
  switch (config.model) {
    case 'cnn-bn':
      return { model: 'cnn' };
    case 'cnn':
      return { model: 'softmax' };
    case 'mlp':
      return widest > 8
        ? { hidden: config.hidden.map((units) => (units === widest ? Math.ceil(units / 2) : units)) }
        : { model: 'softmax' };
    case 'softmax':
    case 'linear':
      return undefined;
    default:
      return config.model satisfies never;
  }
}

/**
 * Remedies that are predicted to fit under the limit that is set and the engine's own, the gentlest first; without either
 * those that hold less than now. `largest` is the largest batch size that fits, where the engine has said it: the device may
 * have given less than any limit.
 */
export function remediesOf(config: ExperimentConfig, engine: EngineName, largest?: number): Remedy[] {
  const held = (change: Partial<ExperimentConfig>): number => {
    const next = { ...config, ...change };
    return predictedMemory(next, engine, next.batchSize).total;
  };
  const limit = memoryLimitOf(config, engine)?.bytes ?? held({}) - 1;
  const given = largest !== undefined && largest < predictedLargest(config, engine, limit);
  const most = given ? held({ batchSize: largest }) : limit;
  const fits = (change: Partial<ExperimentConfig>): boolean => held(change) <= most;
  const { batchSize, optimizer, remainder } = config;
  const examples = trainingCount(config);
  const remedies: Remedy[] = [];

  const micro = halved(
    largestPower(2 * batchSize - 1),
    (size) => size < batchSize && fits({ microBatch: size }),
  );
  if (micro !== undefined && micro !== config.microBatch) {
    const passes = Math.ceil(batchSize / micro);
    const caution = normalises(config)
      ? 'each part has its own statistics for batch normalisation, so it is another computation'
      : 'the same update';
    remedies.push({
      id: 'accumulate',
      label: `Accumulate micro-batches of ${formatNumber(micro)}`,
      cost: `${caution}, in ${formatNumber(passes)} passes; ${formatBytes(held({ microBatch: micro }))}`,
      change: { microBatch: micro },
      goesOn: true,
    });
  }
  const smaller = halved(batchSize, (size) => fits({ batchSize: size }));
  if (smaller !== undefined) {
    const before = updatesPerEpoch(examples, batchSize, remainder);
    const after = updatesPerEpoch(examples, smaller, remainder);
    remedies.push({
      id: 'smaller-batch',
      label: `${smaller === Math.floor(batchSize / 2) ? 'Halve the batch' : 'A smaller batch'}: ${formatNumber(smaller)}`,
      cost: `${formatNumber(after)} updates an epoch instead of ${formatNumber(before)}, each noisier; ${formatBytes(held({ batchSize: smaller }))}`,
      change: { batchSize: smaller },
      goesOn: true,
    });
  }
  if (largest !== undefined && largest !== smaller && largest < batchSize && fits({ batchSize: largest }))
    remedies.push({
      id: 'largest-batch',
      label: `Batch size ${formatNumber(largest)}`,
      cost: `the largest that fits; ${formatBytes(held({ batchSize: largest }))}`,
      change: { batchSize: largest },
      goesOn: true,
    });
  const plain = {
    optimizer: 'sgd',
    learningRate: FIELDS.learningRate.initial({ ...config, optimizer: 'sgd' }),
  } as const;
  if (optimizer !== 'sgd' && fits(plain))
    remedies.push({
      id: 'sgd',
      label: `SGD instead of ${OPTIMIZER_NAMES[optimizer]}`,
      cost: `no optimizer slots, and learning rate ${formatNumber(plain.learningRate)}; ${formatBytes(held(plain))}`,
      change: plain,
      goesOn: false,
    });
  const other = smallerModel(config);
  if (other && fits(other)) {
    const [before, after] = [config, { ...config, ...other }].map((c) => parameterCount(modelOf(c)));
    const name = other.hidden ? `hidden layers ${other.hidden.join('-')}` : String(other.model);
    const kept = after > before ? ', but fewer outputs to keep' : '';
    remedies.push({
      id: 'smaller-model',
      label: `A lighter model: ${name}`,
      cost: `${formatNumber(after)} parameters instead of ${formatNumber(before)}${kept}; ${formatBytes(held(other))}`,
      change: other,
      goesOn: false,
    });
  }
  return remedies;
}
