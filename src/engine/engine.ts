/** The one interface behind which every engine computes updates; see docs/adding.md for how to add one. */
import type { Dataset, Split } from '../datasets/dataset.ts';
import type { EngineName } from '../experiment/config.ts';
import type { ModelSpec } from '../experiment/model.ts';
import type { OptimizerSpec } from '../experiment/optimizer.ts';

export interface EngineInfo {
  name: EngineName;
  /** What the device calls itself, e.g. "apple m2 (metal-3)" or "JavaScript". */
  device: string;
  /** True when a GPU interface is emulated on the processor (SwiftShader, llvmpipe). */
  software: boolean;
  /** Largest single buffer or texture in bytes, where the device reveals it. */
  maxBufferBytes?: number;
}

/** The device stopped answering for; nothing computed since can be trusted. */
export interface EngineFailure {
  code: 'context-lost' | 'device-lost' | 'gpu-error' | 'out-of-memory' | 'trap';
  message: string;
  /** The largest batch size that the memory is enough for, where that is known. */
  fits?: number;
}

export interface RunSetup {
  model: ModelSpec;
  optimizer: OptimizerSpec;
  data: Dataset;
  /** One array per `parameterTensors(model)`, same order; copied. */
  weights: Float32Array<ArrayBuffer>[];
}

/** Everything an engine needs to go on from where it was; arrays belong to the receiver. */
export interface EngineState {
  /** One per `parameterTensors(model)`. */
  tensors: Float32Array<ArrayBuffer>[];
  /** Optimiser slots: `slotCount` arrays for each trainable tensor, tensor by tensor. */
  slots: Float32Array<ArrayBuffer>[];
  /** Updates done; Adam's bias correction needs it. */
  updates: number;
}

export interface Score {
  /** Mean loss over the examples (without the weight-decay term). */
  loss: number;
  /** Fraction in [0, 1] whose largest output is the label; undefined where the answers are numbers. */
  accuracy: number | undefined;
  count: number;
}

export interface MemoryReading {
  /** Bytes the engine holds between updates, the dataset's own bytes left out. */
  atRestBytes: number;
  /** Most bytes held at once inside one update, the dataset's own bytes left out; undefined until one was profiled. */
  peakBytes: number | undefined;
  /** Bytes of the dataset on the engine's device. */
  datasetBytes: number;
}

export interface EngineRun {
  /**
   * Asks for ceil(indices.length / batchSize) updates over consecutive slices of `indices` (training examples); only
   * the last may be smaller. The gradient is the mean over the slice. May return before the device has finished.
   */
  update(indices: Uint32Array, batchSize: number, learningRate: number): void;
  /** Waits for the device and returns the mean loss of every update since the last call, in order. */
  losses(): Promise<Float32Array>;
  /** Milliseconds for one update at `batchSize`, device drained, without changing any weight. */
  measure(batchSize: number): Promise<number>;
  /**
   * From the next update on, indices mean these training examples; as many as there were. Of data without end, whose
   * every epoch has its own. @throws RangeError for another number of them.
   */
  replaceTraining(split: Split): void;
  /** Scores the first `count` examples of a split, in evaluation mode (running statistics). */
  evaluate(split: 'training' | 'validation', count: number): Promise<Score>;
  /** Class probabilities [count, classes] for `inputs` [count, ...inputShape]; the answers [count] where they are numbers. */
  predict(inputs: Float32Array, count: number): Promise<Float32Array>;
  state(): Promise<EngineState>;
  restore(state: EngineState): void;
  memory(): MemoryReading;
  dispose(): void;
}

export interface Engine {
  readonly info: EngineInfo;
  /** At most `count` validation examples at the points between epoch ends; slow engines look at fewer. */
  readonly evaluationExamples: number;
  /** Called once, when the device is lost or reports an error that makes its results untrustworthy. */
  onFailure(listener: (failure: EngineFailure) => void): void;
  createRun(setup: RunSetup): EngineRun;
  /** Frees the device. */
  dispose(): void;
}
