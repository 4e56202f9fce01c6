/** The update that runs out of memory, and what is guessed of it. */
import type { ExperimentConfig, ModelId } from '../../../experiment/config.ts';
import { initialConfig } from '../../../experiment/draft.ts';
import { memoryLimitOf } from '../../../experiment/memoryLimit.ts';
import { predictedLargest, predictedMemory } from '../../../experiment/memoryPrediction.ts';
import { modelOf } from '../../../experiment/derive.ts';
import { parameterCount } from '../../../experiment/model.ts';

export const MEMORY: ExperimentConfig = {
  ...initialConfig(),
  ...{ model: 'cnn', optimizer: 'adam', learningRate: 0.001, batchSize: 512, memoryLimit: 16, engine: 'cpu' },
};

export const NETWORKS: readonly { value: ModelId; label: string }[] = [
  { value: 'cnn', label: 'convolutional' },
  { value: 'mlp', label: 'one hidden layer' },
];

export const networkOf = (model: ModelId): ExperimentConfig => ({ ...MEMORY, model });

export const weightsOf = (config: ExperimentConfig): number => parameterCount(modelOf(config));

/** Bytes inside one update on the cpu engine: exact. */
export const bytesAt = (config: ExperimentConfig, batchSize = config.batchSize): number =>
  predictedMemory(config, 'cpu', batchSize).total;

export const largestOf = (config: ExperimentConfig): number =>
  predictedLargest(config, 'cpu', memoryLimitOf(config, 'cpu')?.bytes ?? Infinity);

/** What each further example of the batch costs. */
export const bytesEach = (config: ExperimentConfig): number =>
  (bytesAt(config, 1024) - bytesAt(config, 512)) / 512;
