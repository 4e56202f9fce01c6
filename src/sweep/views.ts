/** What the analyses say of a sweep's results: plain data for charts, tables and sentences. No NaN in any of it. */
import type { EngineName } from '../experiment/config.ts';
import type { MemoryLimit } from '../experiment/memoryLimit.ts';
import type { Metric, Target } from '../experiment/sweep.ts';

export type RaceAxis = 'epochs' | 'updates' | 'examples' | 'seconds';
export type RaceSplit = 'training' | 'validation';

/** A value with its 95% interval; the ends are undefined where one seed tells nothing of the spread. */
export interface Ranged {
  value: number;
  low: number | undefined;
  high: number | undefined;
}

/** Identifies a colour and a legend entry. */
export interface Group {
  arm: number;
  batchSize: number;
}

/** Median over seeds with the band from least to greatest; x ascending, at most a few hundred points. */
export interface RaceCurve extends Group {
  x: number[];
  median: number[];
  low: number[];
  high: number[];
  seeds: number;
  /** Of these, runs that diverged; their curves end where they did. */
  diverged: number;
}

export interface RaceView {
  axis: RaceAxis;
  metric: Metric;
  split: RaceSplit;
  curves: RaceCurve[];
  /** Who is ahead at the last x that all have reached, on this axis, and how that differs on the others. */
  sentence: string;
  /** Notes on runs left out or update times missing. */
  notes: string[];
}

/** Updates, examples and seconds that a batch size needs to the target. */
export interface TargetPoint extends Group {
  /** Geometric mean over the seeds; undefined where a seed did not get there: a mean of the others would be of the lucky. */
  updates: Ranged | undefined;
  examples: Ranged | undefined;
  seconds: Ranged | undefined;
  reached: number;
  seeds: number;
  /** Where a seed did not get there: the seeds' geometric mean with what it had done by then, a lower bound of the mean. */
  atLeastUpdates: number | undefined;
  /** Updates of each run that did not get there, ascending. */
  missed: number[];
}

export type CriticalBatch =
  | {
      status: 'fitted';
      minUpdates: number;
      criticalBatch: Ranged;
      /** S = minUpdates (1 + criticalBatch / B), to be drawn. */
      line: { batchSize: number; updates: number }[];
    }
  /** `reason` is a sentence for the reader: one rate for all, too few batch sizes, cannot be told from these. */
  | { status: 'none'; reason: string };

export interface Fastest {
  /** The least seconds measured, of the batch sizes that got there with every seed. */
  measured: number | undefined;
  /** It and those that cannot be told from it, ascending; among them may be some that did not get there with every seed. */
  best: number[];
  /** Why there are no intervals to tell them by: one seed, or times measured once. */
  unsure: 'one seed' | 'no scatter' | 'disturbed' | undefined;
  /** By sqrt(Bc t0 / c), where both fits exist. */
  formula: number | undefined;
}

export interface TargetView {
  target: Target;
  /** Least and greatest value of the target that makes sense to choose with these runs. */
  range: [number, number];
  points: TargetPoint[];
  /** One entry for each arm. */
  fits: CriticalBatch[];
  /** For each arm: updates if doubling B halved them, from the smallest batch size that reached the target. */
  perfect: { batchSize: number; updates: number }[][];
  /** One entry for each arm. */
  fastest: Fastest[];
  sentence: string;
  notes: string[];
}

/** The noise scale along one group's runs. */
export interface NoiseTrack extends Group {
  points: {
    update: number;
    examples: number;
    /** Of the examples drawn, for these runs as they are; undefined: not resolved. */
    scale: Ranged | undefined;
  }[];
  /** In closed form where the data have one (`linear`): one for each point. */
  exact: number[] | undefined;
  /** `per-example`, or the size of equal micro-batches with their own statistics (batch normalisation). */
  from: 'per-example' | number;
}

/** One batch's gradient against the full one, for growing batches, at one moment. */
export interface GradientCurve {
  moment: 'start' | 'end';
  /** Batch size of the runs; undefined at the start, where the weights of a seed are the same for all. */
  trainedWith: number | undefined;
  /** Means over seeds; `batchSize` is that of the drawn batches. */
  points: { batchSize: number; cosine: Ranged; length: Ranged }[];
}

export interface NoiseView {
  tracks: NoiseTrack[];
  /** The start once, then the end of each batch size. */
  gradients: GradientCurve[];
  /** Bc of the target view, for comparison. */
  criticalBatch: Ranged | undefined;
  sentence: string;
  notes: string[];
}

export interface SpeedPoint extends Group {
  engine: EngineName;
  /** Median and quartiles of the repetitions. */
  updateMs: Ranged;
  examplesPerSecond: number;
}

export interface SpeedFit {
  arm: number;
  engine: EngineName;
  overheadMs: number;
  perExampleMs: number;
  /** Root mean square of the relative residuals. */
  residual: number;
  /** t0 / c, where the overhead is as much as the examples. */
  saturation: number;
}

export interface SpeedView {
  /** What the engines are called. */
  names: Partial<Record<EngineName, string>>;
  points: SpeedPoint[];
  fits: SpeedFit[];
  sentence: string;
  notes: string[];
}

export interface GeneralisationPoint extends Group {
  validation: Ranged;
  training: Ranged;
  /** Training minus validation accuracy, on equally many examples. */
  gap: Ranged;
  seeds: number;
}

export interface PairVerdict {
  arm: number;
  better: number;
  worse: number;
  /** Points of accuracy (percentage points), paired over seeds, corrected for the number of pairs. */
  difference: Ranged;
  /** Whether the interval leaves zero out. */
  decided: boolean;
  words: string;
}

export interface GeneralisationView {
  points: GeneralisationPoint[];
  pairs: PairVerdict[];
  sentence: string;
  notes: string[];
}

/** What the trade counts to the target besides memory. */
export type TradeUnit = 'seconds' | 'updates';

/** What a batch size needs to the target and what its updates hold in memory. */
export interface TradePoint extends Group {
  /** Seconds or updates; undefined where a seed did not get there or update times are missing. */
  cost: Ranged | undefined;
  /** Where a seed did not get there: a lower bound of the mean. */
  atLeast: number | undefined;
  reached: number;
  seeds: number;
  /** Most bytes inside an update: measured, else as predicted. */
  bytes: number;
  measuredBytes: number | undefined;
  predictedBytes: number;
  /** The batch goes through the network in micro-batches. */
  accumulated: boolean;
}

export interface TradeView {
  target: Target;
  unit: TradeUnit;
  /** Least and greatest value of the target that makes sense to choose with these runs. */
  range: [number, number];
  points: TradePoint[];
  /** For each arm, batch sizes by growing memory: of what was measured nothing is better in both. */
  fronts: number[][];
  /** For each arm, what its updates may hold; undefined without a limit. */
  limits: (MemoryLimit | undefined)[];
  sentence: string;
  notes: string[];
}

export interface RunRow {
  id: string;
  arm: number;
  batchSize: number;
  seed: number;
  /** undefined while it is still being looked for. */
  learningRate: number | undefined;
  role: 'run' | 'tuning';
  status: 'finished' | 'failed' | 'running' | 'paused' | 'queued';
  /** How much of it is made, from 0 to 1, while it is under way. */
  share?: number | undefined;
  /** Why it is not ranked, or undefined. */
  unranked: string | undefined;
  /** What was noted of it while it was made. */
  notes: readonly string[];
  /** undefined before it has begun. */
  updates: number | undefined;
  finalLoss: number | undefined;
  finalAccuracy: number | undefined;
  bestLoss: number | undefined;
  bestAccuracy: number | undefined;
  /** By update times measured alone; undefined where they are missing. */
  seconds: number | undefined;
  peakBytes: number | undefined;
}
