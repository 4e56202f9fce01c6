/** The shape of a sweep's run in a results file: a trial of the sweep's plan and what was recorded of it. */
import { ruledRate } from '../science/lrRule.ts';
import { armConfig, trialId } from './arms.ts';
import {
  countUpTo,
  MOST_SECONDS,
  MOST_UPDATES,
  quantity,
  requireCount,
  requirePlace,
  requireSets,
  setsOf,
  within,
  type RecordedPlace,
  type Sets,
  type Way,
} from './bounds.ts';
import type { ExperimentConfig } from './config.ts';
import { FIELD_ORDER } from './fields.ts';
import type { Environment, EvaluationResult, RunResult } from './results.ts';
import {
  engineShape,
  errorShape,
  evaluationShape,
  memoryShape,
  metricsShape,
  requirePlaces,
} from './resultsShape.ts';
import type { Evaluation, MetricColumns } from './run.ts';
import {
  count,
  fail,
  instant,
  list,
  listUpTo,
  number,
  object,
  oneOf,
  orNull,
  own,
  text,
  type Shape,
} from './shape.ts';
import type { GradientSample, NoiseSample, SweepSpec, Target, Trial, TrialRun } from './sweep.ts';
import { among, index, madeAt, positive, target, type NoiseResult, type TrialResult } from './sweepShape.ts';

/** Most recorded points in one run, evaluations, samples, and draws or groups in a sample. */
const POINTS_LIMIT = 1_000_000;
const MOST = { samples: 100_000, draws: 10_000 } as const;

export interface SweepRunResult extends RunResult {
  trial: TrialResult;
  noise: NoiseResult[];
  gradients: GradientSample[];
}
const position = {
  ...{ update: count, examples: count },
  ...{ epoch: quantity(MOST_UPDATES), seconds: quantity(MOST_SECONDS) },
};
const square = quantity(Number.MAX_VALUE);

const noiseItems = listUpTo(
  MOST.samples,
  object<NoiseResult>({
    ...position,
    small: positive,
    large: positive,
    smallSquare: square,
    largeSquare: square,
    without: listUpTo(MOST.draws, object({ smallSquare: square, largeSquare: square })),
    population: orNull(count),
    distance: (value, path) => (value === undefined ? undefined : square(value, path)),
  }),
);
const noiseShape: Shape<NoiseSample[]> = (value, path) =>
  noiseItems(value, path).map((one) => ({ ...one, population: one.population ?? undefined }));

const gradientItems = listUpTo(
  MOST.samples,
  object<GradientSample>({
    ...position,
    batchSize: positive,
    cosines: listUpTo(MOST.draws, number),
    lengths: listUpTo(MOST.draws, number),
  }),
);
const gradientsShape: Shape<GradientSample[]> = (value, path) => {
  const samples = gradientItems(value, path);
  for (const [i, { cosines, lengths }] of samples.entries())
    if (lengths.length !== cosines.length)
      fail(`${path}[${i}].lengths`, `as long as cosines (${cosines.length})`, lengths.length);
  return samples;
};

function sameTarget(a: Target | null, b: Target | undefined): boolean {
  return a === null ? b === undefined : a.metric === b?.metric && a.value === b.value;
}

/** A trial of this sweep's plan: the settings that it does not choose itself are the sweep's. */
function trialShape(spec: SweepSpec): (trial: unknown, config: unknown, path: string) => Trial {
  const configs = spec.arms.map((one) => armConfig(spec.base, one));
  const block: Shape<TrialResult> = object<TrialResult>({
    id: text,
    arm: index(spec.arms.length),
    role: spec.lrRule === 'tuned' ? oneOf<Trial['role']>('run', 'tuning') : oneOf<Trial['role']>('run'),
    updates: count,
    until: orNull(target),
  });
  const seeds = Array.from({ length: spec.seeds }, (_, i) => spec.base.seed + i);
  const own = object<Pick<ExperimentConfig, 'batchSize' | 'learningRate' | 'seed' | 'epochs'>>({
    batchSize: among(spec.batchSizes),
    learningRate: positive,
    seed: among(seeds),
    epochs: countUpTo(MOST_UPDATES),
  });
  return (trial, given, path) => {
    const at = `${path}.trial`;
    const { id, arm: i, role, updates, until } = block(trial, at);
    if (updates < 1 || updates > MOST_UPDATES) fail(`${at}.updates`, `from 1 to ${MOST_UPDATES}`, updates);
    if (!sameTarget(until, spec.budget.until)) fail(`${at}.until`, 'that of the sweep', until);
    const config = { ...configs[i], ...own(given, `${path}.config`) };
    for (const key of FIELD_ORDER) {
      const value = (given as Record<string, unknown>)[key];
      const is = key === 'hidden' ? list(count)(value, `${path}.config.hidden`).join('-') : value;
      const wanted = key === 'hidden' ? config.hidden.join('-') : config[key];
      if (is !== wanted) fail(`${path}.config.${key}`, `${String(wanted)}, as in the sweep`, is);
    }
    const rule = spec.lrRule;
    if (rule !== 'tuned' && config.learningRate !== ruledRate(rule, spec.base, config.batchSize))
      fail(`${path}.config.learningRate`, `that of the rule ${rule}`, config.learningRate);
    const wantedId = trialId(spec.arms[i], role, config);
    if (id !== wantedId) fail(`${at}.id`, `“${wantedId}”`, id);
    return {
      ...{ id, arm: i, role, config, updates },
      ...{ until: spec.budget.until, noise: spec.noise && role === 'run' },
    };
  };
}

const numbers = (column: readonly (number | null)[]): number[] => column.map((x) => x ?? NaN);

/** Columns whose updates and examples are counts that grow, up to `updates`. */
function readColumns(
  metrics: RunResult['metrics'],
  updates: number,
  path: string,
): { length: number; columns: MetricColumns } {
  const { length } = metrics.update;
  let before = 0;
  for (const [i, update] of metrics.update.entries()) {
    const at = `${path}.update[${i}]`;
    if (count(update, at) <= before || count(update, at) > updates)
      fail(at, `above ${before} and at most ${updates}`, update);
    before = count(update, at);
    count(metrics.examples[i], `${path}.examples[${i}]`);
  }
  const float = (key: 'epoch' | 'seconds' | 'loss' | 'lossMin' | 'lossMax'): Float32Array<ArrayBuffer> =>
    Float32Array.from(numbers(metrics[key]));
  return {
    length,
    columns: {
      update: Uint32Array.from(numbers(metrics.update)),
      examples: Float64Array.from(numbers(metrics.examples)),
      epoch: float('epoch'),
      seconds: float('seconds'),
      loss: float('loss'),
      lossMin: float('lossMin'),
      lossMax: float('lossMax'),
    },
  };
}

const place: Shape<Pick<Evaluation, 'update' | 'examples' | 'epoch' | 'seconds' | 'count'>> = object({
  update: count,
  examples: count,
  ...{ epoch: quantity(MOST_UPDATES), seconds: quantity(MOST_SECONDS) },
  count,
});

/** Evaluations in the order of their updates. */
function readEvaluations(
  list: readonly EvaluationResult[],
  updates: number,
  way: Way,
  sets: Sets,
  path: string,
): Evaluation[] {
  let before = 0;
  return list.map((one, i) => {
    const at = `${path}[${i}]`;
    const { accuracy } = one;
    const where = place(one, at);
    if (where.update < before || where.update > updates)
      fail(`${at}.update`, `from ${before} to ${updates}`, where.update);
    before = where.update;
    requirePlace(where, way, within(at));
    requireCount(one, sets, at);
    return { ...where, split: one.split, loss: one.loss ?? NaN, accuracy: accuracy ?? undefined };
  });
}

/** A run of this sweep; anything else is refused. */
export function runShape(spec: SweepSpec, file: Environment): Shape<TrialRun> {
  const place = madeAt(file);
  const trialOf = trialShape(spec);
  const rest = object<
    Pick<SweepRunResult, 'engine' | 'error' | 'evaluations' | 'memory' | 'startedAt'> & {
      status: TrialRun['status'];
      trainingCount: number;
      validationCount: number;
      notes: string[];
    }
  >({
    engine: engineShape,
    status: oneOf<TrialRun['status']>('finished', 'failed'),
    error: orNull(errorShape),
    trainingCount: count,
    validationCount: count,
    notes: listUpTo(1000, text),
    evaluations: listUpTo(POINTS_LIMIT, evaluationShape),
    memory: listUpTo(POINTS_LIMIT, memoryShape),
    startedAt: instant,
  });
  const bounded = object<{ update: unknown[] }>({
    update: listUpTo<unknown>(POINTS_LIMIT, (value) => value),
  });
  return (value, path) => {
    const found = rest(value, path);
    const { status, error, engine } = found;
    if (engine === null) return fail(`${path}.engine`, 'an object', engine);
    if ((status === 'failed') !== (error !== null))
      fail(`${path}.error`, status === 'failed' ? 'what went wrong' : 'null', error);
    const trial = trialOf(own(value, 'trial'), own(value, 'config'), path);
    const { config } = trial;
    requireSets(found, setsOf(config, trial.role), path);
    const way: Way = {
      ...{ trainingCount: found.trainingCount, batchSize: config.batchSize },
      ...{ remainder: config.remainder, steady: true },
    };
    const held = <T extends RecordedPlace>(samples: readonly T[], key: string): readonly T[] => {
      samples.forEach((sample, i) => {
        const at = `${path}.${key}[${i}]`;
        if (sample.update !== null && sample.update > trial.updates)
          fail(`${at}.update`, `at most ${trial.updates}`, sample.update);
        requirePlace(sample, way, within(at));
      });
      return samples;
    };
    const metrics = own(value, 'metrics');
    bounded(metrics, `${path}.metrics`);
    const points = metricsShape(metrics, `${path}.metrics`);
    const series = readColumns(points, trial.updates, `${path}.metrics`);
    requirePlaces(points, way, `${path}.metrics`);
    return {
      trial,
      status,
      error: error ?? undefined,
      engine,
      trainingCount: found.trainingCount,
      validationCount: found.validationCount,
      series: {
        ...series,
        evaluations: readEvaluations(found.evaluations, trial.updates, way, found, `${path}.evaluations`),
        memory: held(found.memory, 'memory').map((m) => ({
          update: m.update ?? NaN,
          examples: m.examples ?? NaN,
          epoch: m.epoch ?? NaN,
          seconds: m.seconds ?? NaN,
          atRestBytes: m.atRestBytes ?? NaN,
          peakBytes: m.peakBytes ?? undefined,
        })),
        retunes: [],
      },
      noise: [...held(noiseShape(own(value, 'noise'), `${path}.noise`), 'noise')],
      gradients: [...held(gradientsShape(own(value, 'gradients'), `${path}.gradients`), 'gradients')],
      notes: found.notes,
      startedAt: Date.parse(found.startedAt),
      environment: place(value, path),
    };
  };
}
