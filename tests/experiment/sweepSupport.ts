/** Sweeps for tests. */
import fc from 'fast-check';
import { DATASET_IDS } from '../../src/experiment/catalog.ts';
import { readDraft } from '../../src/experiment/draft.ts';
import { armConfig, trialId } from '../../src/experiment/arms.ts';
import { ruledRate } from '../../src/science/lrRule.ts';
import type { MetricColumns } from '../../src/experiment/run.ts';
import type { SweepSpec, TrialRun } from '../../src/experiment/sweep.ts';
import { BUDGET_UNITS, LR_RULES, readSweep, type SweepDraft } from '../../src/experiment/sweepFields.ts';
import { smallestArm } from '../../src/experiment/sweepLists.ts';
import { setsOf } from '../../src/experiment/bounds.ts';
import { placeAt, type RunShape } from '../../src/experiment/packed/places.ts';
import { columnsOf, configOf, evaluationAt } from './support.ts';

export const draft = (more: Partial<SweepDraft> = {}): SweepDraft => ({
  arms: '',
  batchSizes: '8, 64, 512',
  seeds: '3',
  lrRule: 'fixed',
  budgetUnit: 'epochs',
  budgetAmount: '5',
  untilMetric: 'none',
  untilValue: '',
  noise: false,
  kind: 'train',
  ...more,
});

/** The sweep of these texts; throws when one is in error. */
export function sweepOf(more: Partial<SweepDraft> = {}, base = configOf()): SweepSpec {
  const { spec, errors } = readSweep(draft(more), base);
  if (!spec) throw new Error(JSON.stringify(errors));
  return spec;
}

const anyBase = fc
  .record(
    {
      dataset: fc.constantFrom(...DATASET_IDS),
      size: fc.integer({ min: 20, max: 20_000 }).map(String),
      limit: fc.integer({ min: 1, max: 60_000 }).map(String),
      model: fc.constantFrom('softmax', 'mlp', 'cnn', 'cnn-bn', 'linear'),
      optimizer: fc.constantFrom('sgd', 'momentum', 'adam'),
      noise: fc.double({ min: 0, max: 1, noNaN: true }).map(String),
      learningRate: fc.double({ min: 1e-9, max: 1000, noNaN: true }).map(String),
      epochs: fc.integer({ min: 1, max: 1000 }).map(String),
      seed: fc.oneof(fc.integer({ min: 0, max: 4294967295 }), fc.constant(4294967295)).map(String),
    },
    { requiredKeys: [] },
  )
  .map((texts) => readDraft(texts).config);

const anyTask = fc
  .tuple(fc.constantFrom(...DATASET_IDS), fc.constantFrom('softmax', 'mlp', 'cnn', 'linear'))
  .map((pair) => pair.join('.'));

/** Any valid sweep. */
export const anySweep: fc.Arbitrary<SweepSpec> = fc
  .record({
    base: anyBase,
    arms: fc.oneof(
      fc.constant(''),
      fc.uniqueArray(anyTask, { maxLength: 4 }).map((a) => a.join(', ')),
    ),
    shares: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 8 }),
    seeds: fc.integer({ min: 1, max: 10 }),
    lrRule: fc.constantFrom(...LR_RULES),
    unit: fc.constantFrom(...BUDGET_UNITS),
    amount: fc.integer({ min: 1, max: 1000 }),
    until: fc.constantFrom('none' as const, 'loss' as const, 'accuracy' as const),
    target: fc.double({ min: 1e-6, max: 1, noNaN: true }),
    noise: fc.boolean(),
    kind: fc.constantFrom('train' as const, 'speed' as const),
  })
  .map((a): SweepSpec | undefined => {
    const texts = draft({
      arms: a.arms,
      batchSizes: '1',
      seeds: String(a.seeds),
      lrRule: a.lrRule,
      budgetUnit: a.unit,
      budgetAmount: String(a.amount),
      untilMetric: a.until,
      untilValue: String(a.target),
      noise: a.noise,
      kind: a.kind,
    });
    const { spec } = readSweep(texts, a.base);
    if (!spec) return undefined;
    const { count } = smallestArm(spec.base, spec.arms);
    const size = (share: number): number => Math.max(1, Math.round(share * count));
    const sizes = [...new Set(a.shares.map(size))];
    return readSweep(
      {
        ...texts,
        batchSizes: sizes.join(' '),
      },
      a.base,
    ).spec;
  })
  .filter((spec) => spec !== undefined);

/** Columns in which point i (from 1) is where a run of this shape is after i updates. */
export function trialColumns(losses: readonly number[], shape: RunShape): MetricColumns {
  const places = losses.map((_, i) => placeAt(i + 1, shape));
  return {
    ...columnsOf(losses),
    examples: Float64Array.from(places, ({ examples }) => examples),
    epoch: Float32Array.from(places, ({ epoch }) => epoch),
  };
}

/** A finished trial of this sweep, with something of everything that is recorded. */
export function trialRun(
  spec: SweepSpec,
  at: { arm?: number; batchSize: number; seed: number; role?: 'run' | 'tuning'; learningRate?: number },
  more: Partial<TrialRun> = {},
): TrialRun {
  const { arm = 0, batchSize, seed, role = 'run' } = at;
  const rule = spec.lrRule === 'tuned' ? 'fixed' : spec.lrRule;
  const learningRate = at.learningRate ?? ruledRate(rule, spec.base, batchSize);
  const config = { ...armConfig(spec.base, spec.arms[arm]), batchSize, seed, learningRate, epochs: 2000 };
  const sets = setsOf(config, role);
  const shape = { ...sets, batchSize: Math.min(batchSize, sets.trainingCount), remainder: config.remainder };
  const place = { ...placeAt(1, shape), seconds: 0.5 };
  const looks = (update: number, accuracy: number, split: 'training' | 'validation' = 'validation') =>
    evaluationAt(1, accuracy, {
      ...placeAt(update, shape),
      ...{ split, count: split === 'training' ? sets.trainingCount : sets.validationCount },
    });
  const columns = trialColumns([2.3, 1.1, NaN], shape);
  return {
    trial: {
      id: trialId(spec.arms[arm], role, { batchSize, seed, learningRate }),
      arm,
      role,
      config,
      updates: 1000,
      until: spec.budget.until,
      noise: spec.noise && role === 'run',
    },
    status: 'finished',
    error: undefined,
    engine: { asked: 'auto', got: 'cpu', why: 'It is.', device: 'SIMD', software: false },
    ...sets,
    series: {
      length: 3,
      columns,
      evaluations: [looks(0, 0.1), looks(100, 0.9), looks(100, 0.8, 'training')],
      memory: [{ ...place, atRestBytes: 10, peakBytes: undefined }],
      retunes: [],
    },
    noise: [
      {
        ...{ ...place, small: 1, large: 8, smallSquare: 1 / 3, largeSquare: 0.1, population: undefined },
        without: [0.3, 1 / 3].map((square) => ({ smallSquare: square, largeSquare: square / 3 })),
      },
    ],
    gradients: [{ ...place, batchSize: 8, cosines: [0.5, 1 / 3], lengths: [1.5, 2] }],
    notes: ['A note.'],
    startedAt: Date.UTC(2030, 0, 31, 12),
    ...more,
  };
}
