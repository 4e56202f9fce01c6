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
  /** Why, as far as it is known, in words that can stand in brackets. */
  message: string;
  /** The largest batch size that the memory is enough for, where that is known. */
  fits?: number;
  /** The largest micro-batch that the refused batch could be accumulated from, where that is known. */
  fitsMicroBatch?: number;
  /** What did not fit, where that is known. */
  lacking?: Lacking;
}

/** The first thing in memory for which there was no room. */
export interface Lacking {
  part: PartName;
  /** The layer that it belongs to, where it belongs to one. */
  layer?: string;
  /** Bytes wanted. */
  bytes: number;
  /** Bytes that were left. */
  left: number;
}

export interface RunSetup {
  model: ModelSpec;
  optimizer: OptimizerSpec;
  data: Dataset;
  /** One array per `parameterTensors(model)`, same order; copied. */
  weights: Float32Array<ArrayBuffer>[];
  /** The batch size that it begins with, so that memory is laid out for it before anything is computed. */
  batchSize?: number;
  /**
   * Larger batches are summed from parts of this many examples before their one update, in the memory of one part. With
   * batch normalisation each part has its own statistics, so that it is another computation.
   */
  microBatch?: number;
  /** Most bytes that it may use, the dataset's own left out; what would be more is refused. */
  limitBytes?: number;
  /**
   * An update of n < B examples counts n/B: its gradient is the sum over its examples divided by B, coupled weight decay
   * is times n/B, and running statistics move by n/B of their share. Otherwise its gradient is the mean over n.
   */
  weightedRemainder?: boolean;
  /** Running statistics are evaluated without what is left in them of the 0 and 1 that they begin with. */
  correctStart?: boolean;
}

/** Everything an engine needs to go on from where it was; arrays belong to the receiver. */
export interface EngineState {
  /** One per `parameterTensors(model)`. */
  tensors: Float32Array<ArrayBuffer>[];
  /** Optimiser slots: `slotCount` arrays for each trainable tensor, tensor by tensor. */
  slots: Float32Array<ArrayBuffer>[];
  /** Updates done; Adam's bias correction needs it. */
  updates: number;
  /**
   * What is left in the running statistics of their start, 0 and 1: the product of 1 - 0.1 w over all moves so far, w the
   * weight of the update, one move a micro-batch. 1 before any, and without batch normalisation.
   */
  startShare: number;
}

export interface Score {
  /** Mean loss over the examples (without the weight-decay term). */
  loss: number;
  /** Fraction in [0, 1] whose largest output is the label; undefined where the answers are numbers. */
  accuracy: number | undefined;
  count: number;
}

/** Bytes; the dataset's own are in `datasetBytes` only. */
export interface MemoryReading {
  /** Held between updates, used or not: WebAssembly's memory never shrinks. */
  atRestBytes: number;
  /** What of it is in use between updates. */
  inUseBytes: number;
  /** Most in use at once inside one update at the present batch size; undefined until one was profiled. */
  peakBytes: number | undefined;
  /** Of the dataset, on the engine's device. */
  datasetBytes: number;
}

/** Parts of an arena, in the order in which they lie. */
export const PARTS = [
  'program',
  'weights',
  'gradients',
  'slots',
  'dataset',
  'indices',
  'batch',
  'activations',
  'workspace',
  'norms',
  'accumulator',
] as const;
export type PartName = (typeof PARTS)[number];

export interface MemoryPart {
  name: PartName;
  /** Up to the next part, so that all parts but the dataset add up to `inUseBytes`. */
  bytes: number;
  /** What of it belongs to single layers. */
  layers: { layer: string; bytes: number }[];
}

export interface EngineRun {
  /**
   * Asks for ceil(indices.length / batchSize) updates over consecutive slices of `indices` (training examples); only
   * the last may be smaller. The gradient is the mean over the slice, or with `weightedRemainder` its sum over
   * `batchSize`. May return before the device has finished.
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
  /** What is in use, part by part; [] on an engine without an arena. */
  parts(): MemoryPart[];
  dispose(): void;
}

export interface Engine {
  readonly info: EngineInfo;
  /** At most `count` validation examples at the points between epoch ends; slow engines look at fewer. */
  readonly evaluationExamples: number;
  /** Called once, when the device is lost or reports an error that makes its results untrustworthy. */
  onFailure(listener: (failure: EngineFailure) => void): void;
  /** @throws EngineFailureError when there is no memory for it. */
  createRun(setup: RunSetup): EngineRun;
  /** Frees the device. */
  dispose(): void;
}
