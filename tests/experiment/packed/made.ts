/** Sweeps as Compare makes them, without training: places by the course of a run, curves that fall and scatter. */
import fc from 'fast-check';
import { armConfig, trialId } from '../../../src/experiment/arms.ts';
import type { Evaluation } from '../../../src/experiment/run.ts';
import type { SpeedSample, SweepData, SweepSpec, TrialRun } from '../../../src/experiment/sweep.ts';
import { ruledRate } from '../../../src/science/lrRule.ts';
import { createRandom } from '../../../src/science/random.ts';
import { nextEvaluation } from '../../../src/science/schedule.ts';
import { Course } from '../../../src/worker/course.ts';
import { configOf } from '../support.ts';
import { sweepOf } from '../sweepSupport.ts';

const COUNT = 1200;
const FEW = 500;
const VALIDATION = 1200;

export interface Making {
  sizes: readonly number[];
  seeds: number;
  epochs: number;
  chance: number;
  lrRule: 'fixed' | 'sqrt' | 'tuned';
  /** Of the runs, one in so many diverges; 0: none. */
  diverges: number;
  until: number | undefined;
}

/** Two bumps of chance in [-1, 1], the same for the same name. */
function wobble(seed: number, name: string): () => number {
  const random = createRandom(seed, name);
  return () => random.uniform() + random.uniform() - 1;
}

function madeRun(spec: SweepSpec, batchSize: number, seed: number, making: Making): TrialRun {
  const rate = spec.lrRule === 'tuned' ? Number((0.0123 * batchSize ** 0.5).toPrecision(6)) : undefined;
  const learningRate = rate ?? ruledRate(spec.lrRule === 'sqrt' ? 'sqrt' : 'fixed', spec.base, batchSize);
  const config = {
    ...armConfig(spec.base, spec.arms[0]),
    batchSize,
    seed,
    learningRate,
    epochs: making.epochs,
  };
  const chance = wobble(seed, `made ${batchSize}`);
  const course = new Course({
    seed,
    count: COUNT,
    epochs: making.epochs,
    remainder: config.remainder,
    batchSize,
  });
  const updates = course.updatesPlanned;
  const falls = making.diverges > 0 && (seed + batchSize) % making.diverges === 0;
  const evaluations: Evaluation[] = [];
  const points: { update: number; examples: number; epoch: number; loss: number }[] = [];
  const lossAt = (update: number): number =>
    2.3 / (1 + update / 15 + course.place.epoch) + making.chance * 0.1 * Math.abs(chance()) + 0.01;
  const look = (split: Evaluation['split'], count: number): number => {
    const loss = lossAt(course.place.update);
    const accuracy =
      Math.round(count * Math.min(1, Math.max(0, 1 - loss / 2.6 + 0.02 * making.chance * chance()))) / count;
    evaluations.push({ ...course.place, seconds: 0, split, loss, accuracy, count });
    return split === 'validation' ? accuracy : 0;
  };
  let reached = look('validation', FEW) >= (making.until ?? 2);
  let broken = false;
  while (course.place.update < updates && !course.done && !reached && !broken) {
    const due = nextEvaluation(course.place.examples, 1.2);
    for (let left = course.updatesUntil(due); left > 0 && !broken; left--) {
      course.advance(1);
      broken = falls && course.place.update >= updates / 2;
      points.push({ ...course.place, loss: broken ? NaN : lossAt(course.place.update) });
    }
    const ended = course.updatesLeft === 0;
    if (broken) break;
    const last = course.place.update >= updates;
    reached = look('validation', FEW) >= (making.until ?? 2);
    if (ended && !last) look('training', FEW);
    if (ended && !last) course.endEpoch();
  }
  if (!broken) look('validation', VALIDATION);
  if (!broken) look('training', COUNT);
  const column = (of: (point: (typeof points)[number]) => number): Float32Array<ArrayBuffer> =>
    Float32Array.from(points, of);
  return {
    trial: {
      id: trialId(spec.arms[0], 'run', config),
      arm: 0,
      role: 'run',
      config,
      updates,
      until: spec.budget.until,
      noise: false,
    },
    status: broken ? 'failed' : 'finished',
    error: broken ? { code: 'diverged', message: 'The loss is no number.', advice: 'Lower it.' } : undefined,
    engine: { asked: 'cpu', got: 'cpu', why: 'Asked for.', device: 'test', software: false },
    trainingCount: COUNT,
    validationCount: VALIDATION,
    series: {
      length: points.length,
      columns: {
        update: Uint32Array.from(points, ({ update }) => update),
        examples: Float64Array.from(points, ({ examples }) => examples),
        epoch: column(({ epoch }) => epoch),
        seconds: column(() => 0),
        loss: column(({ loss }) => loss),
        lossMin: column(({ loss }) => loss),
        lossMax: column(({ loss }) => loss),
      },
      evaluations,
      memory: [],
      retunes: [],
    },
    noise: [],
    gradients: [],
    notes: [],
    startedAt: 0,
  };
}

export function madeSweep(making: Making): SweepData {
  const until =
    making.until === undefined ? {} : { untilMetric: 'accuracy' as const, untilValue: String(making.until) };
  const spec = sweepOf(
    {
      batchSizes: making.sizes.join(', '),
      seeds: String(making.seeds),
      lrRule: making.lrRule,
      budgetAmount: String(making.epochs),
      ...until,
    },
    configOf({ dataset: 'digits', model: 'mlp', size: String(COUNT), validationShare: '1', engine: 'cpu' }),
  );
  const seeds = Array.from({ length: making.seeds }, (_, i) => spec.base.seed + i);
  const speeds = making.sizes.map((batchSize): SpeedSample => {
    const chance = wobble(batchSize, 'time');
    const updateMs = Array.from({ length: 11 }, () => (0.1 + batchSize / 300) * (1 + 0.04 * chance()));
    return { arm: 0, engine: 'cpu', batchSize, updateMs, peakBytes: 1000 * batchSize };
  });
  return {
    id: 'made',
    spec,
    preset: undefined,
    createdAt: Date.UTC(2030, 0, 31, 12),
    speeds,
    runs: seeds.flatMap((seed) => making.sizes.map((size) => madeRun(spec, size, seed, making))),
  };
}

export const anyMaking: fc.Arbitrary<Making> = fc.record({
  sizes: fc
    .uniqueArray(fc.constantFrom(4, 8, 16, 30, 64, 100, 256, 512, 1024), { minLength: 1, maxLength: 5 })
    .map((sizes) => sizes.sort((a, b) => a - b)),
  seeds: fc.integer({ min: 1, max: 4 }),
  epochs: fc.integer({ min: 1, max: 6 }),
  chance: fc.double({ min: 0, max: 1, noNaN: true }),
  lrRule: fc.constantFrom('fixed' as const, 'sqrt' as const, 'tuned' as const),
  diverges: fc.constantFrom(0, 0, 5, 2),
  until: fc.constantFrom(undefined, undefined, 0.6, 0.9),
});
