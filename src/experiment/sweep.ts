/** A sweep: runs over batch sizes × seeds (× learning rates), what is asked of them and what is recorded. */
import type { NoiseMeasurement } from '../science/noiseScale.ts';
import type { ExperimentConfig, EngineName, ModelId } from './config.ts';
import type { DatasetId } from './data.ts';
import type { Environment, ResultSeries } from './results.ts';
import type { EngineReport, Evaluation, Position, RunError } from './run.ts';

/** How the learning rate follows the batch size; `tuned` is the best of a factor-2 grid at every batch size. */
export type LrRule = 'fixed' | 'linear' | 'sqrt' | 'tuned';

export type Metric = 'loss' | 'accuracy';

/** A validation loss or accuracy to be reached. */
export interface Target {
  metric: Metric;
  /** A loss, or an accuracy in [0, 1]. */
  value: number;
}

export type BudgetUnit = 'epochs' | 'updates' | 'examples' | 'seconds';

/** What is held equal between runs. Seconds are training time by update times measured alone, on this machine. */
export interface Budget {
  unit: BudgetUnit;
  amount: number;
  /** A run ends early at the first evaluation that reaches it; the rate is then tuned for the fewest updates to it. */
  until: Target | undefined;
}

/** One of the tasks that a sweep repeats everything on. */
export interface Arm {
  dataset: DatasetId;
  model: ModelId;
}

export interface SweepSpec {
  /**
   * Every other setting. `batchSize` and `learningRate` are the reference of the LR rule, `seed` the first seed,
   * `dataset` and `model` those of the first arm.
   */
  base: ExperimentConfig;
  /** At least one. */
  arms: readonly Arm[];
  /** Ascending, without duplicates, at least one. */
  batchSizes: readonly number[];
  /** 1 to 10: base.seed, base.seed + 1, … Every batch size has the same, so that runs pair up. */
  seeds: number;
  lrRule: LrRule;
  budget: Budget;
  /** Measure the noise scale while training, and single gradients against the full one. */
  noise: boolean;
  /** `speed` measures update times only and trains nothing. */
  kind: 'train' | 'speed';
}

/** One training of a sweep. */
export interface Trial {
  /** Made of what the trial is, e.g. `digits.mlp/b64/s1` or `digits.mlp/b64/s1/tune/lr0.1`: equal trials, equal ids. */
  id: string;
  /** Index into the sweep's arms. */
  arm: number;
  /** `tuning` trains without the held-out examples and is scored on them; it is never shown as a result. */
  role: 'run' | 'tuning';
  /** Complete: batch size, learning rate and seed are this trial's own; `epochs` is enough for the budget. */
  config: ExperimentConfig;
  /** The updates to be made at most: the budget at this batch size. */
  updates: number;
  until: Target | undefined;
  noise: boolean;
}

/** The ingredients of the noise scale at one moment of a run; science/noiseScale.ts says what they mean. */
export interface NoiseSample extends Position, NoiseMeasurement {
  /** |w − w*| at that moment, where the data's true weights are known (`linear`). */
  distance?: number | undefined;
}

/** Gradients of random batches of one size against the gradient of all training examples, at one moment of a run. */
export interface GradientSample extends Position {
  batchSize: number;
  /** Cosine of each drawn batch's gradient with the full gradient, and its length over the full gradient's. */
  cosines: number[];
  lengths: number[];
}

/** What a run has measured of itself on its way. */
export interface Looks {
  evaluations: readonly Evaluation[];
  noise: readonly NoiseSample[];
  gradients: readonly GradientSample[];
}

/** A finished trial. A run that diverged is `failed` with code `diverged` and keeps its curve. */
export interface TrialRun {
  trial: Trial;
  status: 'finished' | 'failed';
  error: RunError | undefined;
  engine: EngineReport;
  trainingCount: number;
  validationCount: number;
  /** Seconds in `series` are of a run that may have shared the machine; views use update times measured alone. */
  series: ResultSeries;
  noise: readonly NoiseSample[];
  gradients: readonly GradientSample[];
  notes: readonly string[];
  /** Milliseconds since 1970. */
  startedAt: number;
  /** Where it was made, as a results file says; undefined: in this browser. */
  environment?: Environment | undefined;
  /** From a link: some evaluations are left out, and the losses of its points are smoothed already. */
  thinned?: true;
  /** Under way, known as far as its looks go: drawn, never ranked and never kept. */
  live?: true;
}

/** Time of one update, measured while nothing else of the sweep ran. */
export interface SpeedSample {
  arm: number;
  engine: EngineName;
  batchSize: number;
  /** Milliseconds, one for each repetition, warm-up left out. */
  updateMs: number[];
  /** Bytes that the engine holds for this model and batch size inside an update; undefined where not known. */
  peakBytes: number | undefined;
  /** The engine is a graphics interface that is emulated on the processor. */
  software?: boolean | undefined;
  /** Why it could not be measured, in a sentence; there are no times then. */
  failed?: string | undefined;
  /** Where it was measured, as a results file says; undefined: in this browser. */
  environment?: Environment | undefined;
}

/** A graphics interface that this browser offers. */
export interface EngineOffer {
  engine: EngineName;
  device: string;
  /** It is emulated on the processor. */
  software: boolean;
}

/** An offer, and whether a sweep that only measures update times measures them on it. */
export interface TimedOffer extends EngineOffer {
  timed: boolean;
}

/** A sweep and all that is done of it: what is kept, exported, imported and analysed. */
export interface SweepData {
  id: string;
  spec: SweepSpec;
  /** Preset it came from, or undefined. */
  preset: string | undefined;
  /** Milliseconds since 1970. */
  createdAt: number;
  /** Of this browser, for a sweep of kind `speed`; undefined while nobody has looked. In no results file. */
  offers?: readonly TimedOffer[] | undefined;
  speeds: readonly SpeedSample[];
  /** Of both roles, in the order in which they ended. */
  runs: readonly TrialRun[];
}
