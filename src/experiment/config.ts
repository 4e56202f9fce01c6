/** One experiment, complete: equal configurations on the same engine give the same curve. */
import type { DataSettings } from './data.ts';
import type { Activation } from './model.ts';
import type { OptimizerId, OptimizerSpec } from './optimizer.ts';
import type { Remainder } from '../science/batch.ts';

export type ModelId = 'softmax' | 'mlp' | 'cnn' | 'cnn-bn' | 'linear';
export type EngineName = 'webgpu' | 'webgl' | 'cpu';
export type EngineChoice = 'auto' | EngineName;

export interface ExperimentConfig extends DataSettings {
  model: ModelId;
  /** Units of the mlp's hidden layers, input side first. */
  hidden: number[];
  activation: Activation;
  /** How far the linear model's initial weights are from the true ones. */
  distance: number;
  optimizer: OptimizerId;
  learningRate: number;
  momentum: number;
  beta1: number;
  beta2: number;
  epsilon: number;
  weightDecay: number;
  batchSize: number;
  /** Larger batches are summed from parts of so many examples; 0: in one piece. */
  microBatch: number;
  /** Most megabytes that an update may hold, the dataset left out; 0: no limit but the machine's. */
  memoryLimit: number;
  remainder: Remainder;
  epochs: number;
  seed: number;
  engine: EngineChoice;
}

export function optimizerOf(config: ExperimentConfig): OptimizerSpec {
  const { weightDecay } = config;
  switch (config.optimizer) {
    case 'sgd':
      return { id: 'sgd', weightDecay };
    case 'momentum':
      return { id: 'momentum', momentum: config.momentum, weightDecay };
    case 'adam':
      return {
        id: 'adam',
        beta1: config.beta1,
        beta2: config.beta2,
        epsilon: config.epsilon,
        weightDecay,
      };
    default:
      return config.optimizer satisfies never;
  }
}
