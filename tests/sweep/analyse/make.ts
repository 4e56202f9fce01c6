/** Hand-made sweeps whose analyses can be worked out by hand. */
import { armConfig, trialId } from '../../../src/experiment/arms.ts';
import { initialConfig } from '../../../src/experiment/draft.ts';
import type { Evaluation } from '../../../src/experiment/run.ts';
import type {
  Arm,
  GradientSample,
  Looks,
  NoiseSample,
  SpeedSample,
  SweepData,
  SweepSpec,
  Trial,
  TrialRun,
} from '../../../src/experiment/sweep.ts';
import type { LiveTrial } from '../../../src/sweep/runner.ts';

/** N of every made run. */
export const EXAMPLES = 1000;

export interface MadeRun {
  batchSize: number;
  arm?: number;
  seed?: number;
  role?: 'run' | 'tuning';
  learningRate?: number;
  /** Validation accuracies at updates 0, every, 2·every, …; losses are 1 - accuracy unless given. */
  accuracies?: readonly number[];
  losses?: readonly number[];
  every?: number;
  /** Training accuracies, at the same places. */
  training?: readonly number[];
  count?: number;
  diverged?: boolean;
  noise?: readonly Partial<NoiseSample>[];
  gradients?: readonly GradientSample[];
  change?: Partial<TrialRun>;
}

/** The squares that 8 groups of 8 examples have by E|G_n|² = |G|² + V/n, where the V of each group is off by a share. */
export function measured(
  variance: number,
  signal: number,
  { wobble = 0.02, small = 1 } = {},
): Pick<NoiseSample, 'smallSquare' | 'largeSquare' | 'without'> {
  const each = Array.from({ length: 8 }, (_, j) => variance * (1 + wobble * (j % 2 ? 1 : -1)));
  const of = (some: readonly number[]) => {
    const v = some.reduce((sum, one) => sum + one / some.length, 0);
    return { smallSquare: signal + v / small, largeSquare: signal + v / (8 * some.length) };
  };
  return { ...of(each), without: each.map((_one, j) => of(each.filter((_other, i) => i !== j))) };
}

export function spec(change: Partial<SweepSpec> = {}): SweepSpec {
  const base = { ...initialConfig(), size: EXAMPLES, engine: 'cpu' as const, ...change.base };
  const arm: Arm = { dataset: base.dataset, model: base.model };
  return {
    arms: [arm],
    batchSizes: [8, 64],
    seeds: 1,
    lrRule: 'fixed',
    budget: { unit: 'epochs', amount: 5, until: undefined },
    noise: false,
    kind: 'train',
    ...change,
    base,
  };
}

function evaluations(made: MadeRun): Evaluation[] {
  const { batchSize, accuracies = [], losses, every = 10, training = [], count = 200 } = made;
  const at = (
    split: Evaluation['split'],
    values: readonly number[],
    loss?: readonly number[],
  ): Evaluation[] =>
    values.map((accuracy, i) => ({
      update: i * every,
      examples: i * every * batchSize,
      epoch: (i * every * batchSize) / EXAMPLES,
      seconds: 99 * i,
      split,
      accuracy,
      loss: loss?.[i] ?? 1 - accuracy,
      count,
    }));
  return [...at('validation', accuracies, losses), ...at('training', training)];
}

/** A run under way, as far as it has been heard of. */
export const live = (
  trial: Trial,
  evaluations: readonly Evaluation[],
  looks: Partial<Looks> = {},
): LiveTrial => ({
  trial,
  noise: [],
  gradients: [],
  ...looks,
  evaluations,
});

export function run(about: SweepSpec, made: MadeRun): TrialRun {
  const { batchSize, arm = 0, seed = 1, role = 'run', learningRate = 0.1, every = 10 } = made;
  const config = { ...armConfig(about.base, about.arms[arm]), batchSize, seed, learningRate };
  const found = evaluations(made);
  const updates = found.reduce((most, e) => Math.max(most, e.update), 0);
  const length = Math.floor(updates / every);
  const column = (of: (update: number) => number): Float32Array<ArrayBuffer> =>
    Float32Array.from({ length }, (_, i) => of((i + 1) * every));
  return {
    trial: {
      id: trialId(about.arms[arm], role, config),
      arm,
      role,
      config,
      updates,
      until: about.budget.until,
      noise: about.noise,
    },
    status: made.diverged ? 'failed' : 'finished',
    error: made.diverged
      ? {
          code: 'diverged',
          message: 'The loss is not a number any more.',
          advice: 'Lower the learning rate.',
        }
      : undefined,
    engine: { asked: 'cpu', got: 'cpu', why: 'Asked for.', device: 'test', software: false },
    trainingCount: EXAMPLES,
    validationCount: 200,
    series: {
      length,
      columns: {
        update: Uint32Array.from({ length }, (_, i) => (i + 1) * every),
        examples: Float64Array.from({ length }, (_, i) => (i + 1) * every * batchSize),
        epoch: column((u) => (u * batchSize) / EXAMPLES),
        seconds: column((u) => u),
        loss: column((u) => 1 / u),
        lossMin: column((u) => 1 / u),
        lossMax: column((u) => 1 / u),
      },
      evaluations: found,
      memory: [],
      retunes: [],
    },
    noise: (made.noise ?? []).map((sample, i) => ({
      update: 10 * i,
      examples: 10 * i * batchSize,
      epoch: (10 * i * batchSize) / EXAMPLES,
      seconds: 0,
      small: 1,
      large: 64,
      smallSquare: 1,
      largeSquare: 1,
      population: undefined,
      without: [],
      ...sample,
    })),
    gradients: made.gradients ?? [],
    notes: [],
    startedAt: 0,
    ...made.change,
  };
}

export const speed = (
  batchSize: number,
  updateMs: number[],
  change: Partial<SpeedSample> = {},
): SpeedSample => ({
  arm: 0,
  engine: 'cpu',
  batchSize,
  updateMs,
  peakBytes: undefined,
  ...change,
});

export function sweep(
  change: Partial<SweepSpec>,
  runs: readonly MadeRun[],
  speeds: readonly SpeedSample[] = [],
  preset?: string,
): SweepData {
  const about = spec(change);
  return {
    id: 'made',
    spec: about,
    preset,
    createdAt: 0,
    speeds,
    runs: runs.map((one) => run(about, one)),
  };
}
