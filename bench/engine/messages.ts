import type { EngineInfo } from '../../src/engine/engine.ts';
import type { EngineName } from '../../src/experiment/config.ts';
import type { NETWORKS } from '../networks.mjs';

/** One comparison; times are in milliseconds an update. */
export interface Task {
  /** TensorFlow.js's; its `cpu` is the reference, not the cpu engine. */
  backend: EngineName;
  model: keyof typeof NETWORKS;
  batchSize: number;
  /** How often the three take turns. */
  rounds: number;
  /** Milliseconds that one turn should take. */
  turnMs: number;
}

export interface Result {
  info: EngineInfo;
  /** Updates in one turn. */
  updates: number;
  /** One entry for each round. */
  ours: number[];
  /** `model.trainOnBatch`, which reads its loss back every time. */
  trainOnBatch: number[];
  /** The same update of the same library, its losses read back once a turn. */
  withoutReading: number[];
}
