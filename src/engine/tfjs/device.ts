/** A started TensorFlow.js backend, as the engine sees it. */
import type { Engine, EngineInfo } from '../engine.ts';
import type { FailureWatch } from '../failure.ts';

export interface TfjsDevice {
  info: EngineInfo;
  watch: FailureWatch;
  /** Makes it the one that TensorFlow.js computes with. */
  activate(): void;
  evaluationExamples: Engine['evaluationExamples'];
  /** Looks for failures that the device does not announce by itself; called after every read-back. */
  inspect(): void;
  dispose(): void;
}
