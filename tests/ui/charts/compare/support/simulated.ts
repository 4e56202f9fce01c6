/** Sweeps that look like real ones, made by formula from a seed: S(1 + Bc/B) updates to learn, with noise. */
import { armConfig, trialId } from '../../../../../src/experiment/arms.ts';
import { initialConfig } from '../../../../../src/experiment/draft.ts';
import type { Evaluation } from '../../../../../src/experiment/run.ts';
import type {
  GradientSample,
  NoiseSample,
  SpeedSample,
  SweepData,
  SweepSpec,
  TrialRun,
} from '../../../../../src/experiment/sweep.ts';
import { createRandom } from '../../../../../src/science/random.ts';

const N = 10_000;
const CRITICAL = 90;
const LEAST_UPDATES = 60;

export interface Simulation {
  batchSizes?: readonly number[];
  seeds?: number;
  arms?: SweepSpec['arms'];
  spec?: Partial<SweepSpec>;
  /** Points of each run's training curve. */
  points?: number;
  /** Batch sizes that diverge. */
  diverged?: readonly number[];
  /** Finished runs only up to this many. */
  runs?: number;
}

const DIGITS: SweepSpec['arms'] = [{ dataset: 'digits', model: 'mlp' }];

export function simulated(about: Simulation = {}): SweepData {
  const { batchSizes = [8, 32, 128, 512, 2048], seeds = 3, arms = DIGITS, points = 400 } = about;
  const spec: SweepSpec = {
    base: { ...initialConfig(), ...arms[0], engine: 'cpu' },
    arms,
    batchSizes,
    seeds,
    lrRule: 'tuned',
    budget: { unit: 'epochs', amount: 5, until: undefined },
    noise: true,
    kind: 'train',
    ...about.spec,
  };
  const runs = arms.flatMap((_, arm) =>
    batchSizes.flatMap((batchSize) =>
      Array.from({ length: seeds }, (_, k) =>
        runOf(spec, arm, batchSize, k + 1, points, about.diverged?.includes(batchSize) ?? false),
      ),
    ),
  );
  const shown = runs.slice(0, about.runs ?? runs.length);
  return {
    id: 's1',
    spec,
    preset: undefined,
    createdAt: 0,
    speeds: arms.flatMap((_, arm) => batchSizes.map((batchSize) => speedOf(arm, batchSize))),
    runs: spec.kind === 'train' ? shown : [],
  };
}

/** Where learning stands: falls from 1 to 0, slower for small batches per update, faster per example. */
const left = (update: number, batchSize: number, arm: number) =>
  Math.exp(-((update / (LEAST_UPDATES * (1 + ((1 + arm) * CRITICAL) / batchSize))) ** 0.62));

function runOf(
  spec: SweepSpec,
  arm: number,
  batchSize: number,
  seed: number,
  points: number,
  diverges: boolean,
): TrialRun {
  const random = createRandom(seed, `simulated ${arm} ${batchSize}`);
  const updates = Math.ceil((spec.budget.amount * N) / batchSize);
  const luck = 1 + 0.06 * random.normal();
  const at = (update: number, split: Evaluation['split']): Evaluation => {
    const open = left(update * luck, batchSize, arm);
    const jitter = split === 'validation' ? 0.006 * random.normal() * (0.3 + open) : 0;
    const ceiling = split === 'validation' ? 0.968 - 0.004 * Math.log10(batchSize) : 0.99;
    const grown = diverges ? Math.exp(Math.min(8, update / (0.05 * updates))) : 1;
    return {
      ...{
        update,
        examples: update * batchSize,
        epoch: (update * batchSize) / N,
        seconds: update * 0.01,
        split,
      },
      loss: (0.09 + 2.25 * open + Math.abs(jitter)) * grown,
      accuracy: diverges ? 0.1 : Math.max(0.08, Math.min(1, 0.1 + (ceiling - 0.1) * (1 - open) + jitter)),
      count: 2000,
    };
  };
  const places = [0];
  for (
    let examples = batchSize;
    examples < updates * batchSize;
    examples = Math.max(examples * 1.15, examples + batchSize)
  )
    places.push(Math.round(examples / batchSize));
  places.push(updates);
  const moments = [...new Set(places)].filter((u) => u <= (diverges ? updates / 3 : updates));
  const last = moments[moments.length - 1];
  const evaluations = [...moments.map((u) => at(u, 'validation')), at(last, 'training')];
  const length = Math.min(points, last);
  const column = (of: (update: number) => number) =>
    Float32Array.from({ length }, (_, i) => of(Math.ceil(((i + 1) * last) / length)));
  const loss = (update: number) => 0.08 + 2.25 * left(update, batchSize, arm) * (1 + 0.1 * Math.sin(update));
  const config = { ...armConfig(spec.base, spec.arms[arm]), batchSize, seed };
  return {
    trial: {
      id: trialId(spec.arms[arm], 'run', config),
      ...{ arm, role: 'run', config, updates, until: undefined, noise: spec.noise },
    },
    status: diverges ? 'failed' : 'finished',
    error: diverges
      ? { code: 'diverged', message: 'The loss grew without end.', advice: 'Lower the rate.' }
      : undefined,
    engine: { asked: 'cpu', got: 'cpu', why: 'asked for', device: '', software: false },
    trainingCount: N,
    validationCount: 2000,
    series: {
      length,
      columns: {
        update: Uint32Array.from({ length }, (_, i) => Math.ceil(((i + 1) * last) / length)),
        examples: Float64Array.from({ length }, (_, i) => Math.ceil(((i + 1) * last) / length) * batchSize),
        epoch: column((u) => (u * batchSize) / N),
        seconds: column((u) => u * 0.01),
        loss: column(loss),
        lossMin: column(loss),
        lossMax: column(loss),
      },
      evaluations,
      memory: [],
      retunes: [],
    },
    noise: spec.noise && !diverges ? noiseOf(batchSize, last, arm, random.normal) : [],
    gradients: spec.noise && !diverges ? gradientsOf(last, batchSize, random.normal) : [],
    notes: [],
    startedAt: 0,
  };
}

function noiseOf(batchSize: number, updates: number, arm: number, normal: () => number): NoiseSample[] {
  const groups = batchSize < 16 ? 4 : 16;
  const large = 128 * groups;
  const count = Math.min(60, updates);
  return Array.from({ length: count }, (_, i) => {
    const update = Math.max(1, Math.round(((i + 1) / count) ** 1.5 * updates));
    const scale = (1 + arm) * 40 * (1 + 6 * (1 - left(update, batchSize, arm)));
    const each = Array.from({ length: groups }, () => ({
      signal: 0.02 * (1 + (groups < 16 ? 1.6 : 0.4) * normal()),
      variance: 0.02 * scale * (1 + 0.15 * normal()),
    }));
    const of = (some: typeof each) => {
      const mean = (value: (one: (typeof each)[number]) => number) =>
        some.reduce((sum, one) => sum + value(one) / some.length, 0);
      const [signal, variance] = [mean((one) => one.signal), mean((one) => one.variance)];
      return {
        smallSquare: Math.max(0, signal + variance * (1 - 1 / N)),
        largeSquare: Math.max(0, signal + variance * (1 / (128 * some.length) - 1 / N)),
      };
    };
    return {
      ...{ update, examples: update * batchSize, epoch: (update * batchSize) / N, seconds: 0 },
      ...{ small: 1, large, population: N },
      ...of(each),
      without: each.map((one) => of(each.filter((other) => other !== one))),
    };
  });
}

function gradientsOf(last: number, batchSize: number, normal: () => number): GradientSample[] {
  return [0, last].flatMap((update) =>
    [1, 4, 16, 64, 256, 1024].map((size) => {
      const noise = (update === 0 ? 40 : 260) / size;
      const draw = (middle: number) => Array.from({ length: 8 }, () => middle * (1 + 0.05 * normal()));
      return {
        ...{
          update,
          examples: update * batchSize,
          epoch: (update * batchSize) / N,
          seconds: 0,
          batchSize: size,
        },
        cosines: draw(1 / Math.sqrt(1 + noise)).map((v) => Math.min(1, v)),
        lengths: draw(Math.sqrt(1 + noise)),
      };
    }),
  );
}

function speedOf(arm: number, batchSize: number): SpeedSample {
  const random = createRandom(batchSize, `speed ${arm}`);
  const ms = (1 + arm) * (0.35 + 0.021 * batchSize);
  return {
    ...{ arm, engine: 'cpu', batchSize },
    updateMs: Array.from({ length: 9 }, () => ms * (1 + 0.06 * Math.abs(random.normal()))),
    peakBytes: 1_200_000 + 4000 * batchSize * (1 + arm),
  };
}
