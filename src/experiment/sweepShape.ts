/** The shape of a sweep in a results file: what docs/results.md says of `sweep` and of a sweep's runs. */
import { armId, armOf, sameArm } from './arms.ts';
import { countUpTo, MOST_BYTES, updateMs } from './bounds.ts';
import type { EngineName } from './config.ts';
import type { Environment, ResultEnvironment } from './results.ts';
import { configShape, engineNames, environmentShape } from './resultsShape.ts';
import {
  count,
  fail,
  listUpTo,
  number,
  object,
  oneOf,
  orNull,
  own,
  text,
  truth,
  type Shape,
} from './shape.ts';
import type { Arm, BudgetUnit, LrRule, NoiseSample, SpeedSample, SweepSpec, Target, Trial } from './sweep.ts';
import { BUDGET_UNITS, LR_RULES, readSweep, sweepDraftOf } from './sweepFields.ts';
import { LIST_LIMITS } from './sweepLists.ts';

type OrNull<T, K extends keyof T> = { [P in keyof T]: P extends K ? Exclude<T[P], undefined> | null : T[P] };

export interface SpecResult extends Omit<SweepSpec, 'arms' | 'batchSizes' | 'budget'> {
  arms: Arm[];
  batchSizes: number[];
  budget: { unit: BudgetUnit; amount: number; until: Target | null };
}
export interface SpeedResult extends OrNull<
  Omit<SpeedSample, 'environment' | 'software' | 'failed'>,
  'peakBytes'
> {
  software: boolean;
  failed: string | null;
  environment: ResultEnvironment;
}

/** The block `sweep` of a results file. */
export interface SweepResult {
  id: string;
  preset: string | null;
  /** ISO 8601, UTC. */
  createdAt: string;
  spec: SpecResult;
  speeds: SpeedResult[];
}

/** What a sweep's run has besides a run of Train. */
export interface TrialResult {
  id: string;
  arm: number;
  role: Trial['role'];
  updates: number;
  until: Target | null;
}
export type NoiseResult = OrNull<NoiseSample, 'population'>;

const NAME = /^[\w.:-]{1,100}$/;
export const nameShape: Shape<string> = (value, path) =>
  NAME.test(text(value, path)) ? text(value, path) : fail(path, 'a name of at most 100 plain letters', value);

export const positive: Shape<number> = (value, path) =>
  number(value, path) > 0 ? number(value, path) : fail(path, 'a number above 0', value);

export const target: Shape<Target> = object<Target>({
  metric: oneOf<Target['metric']>('loss', 'accuracy'),
  value: positive,
});

/** Ids by the field table, which `readSweep` asks. */
const arm: Shape<Arm> = (value, path) => {
  const { dataset, model } = object<Record<keyof Arm, string>>({ dataset: text, model: text })(value, path);
  return { dataset, model } as Arm;
};

const rawSpec: Shape<SpecResult> = object<SpecResult>({
  base: configShape,
  arms: listUpTo(LIST_LIMITS.arms, arm),
  batchSizes: listUpTo(LIST_LIMITS.batchSizes, number),
  seeds: number,
  lrRule: oneOf<LrRule>(...LR_RULES),
  budget: object<SpecResult['budget']>({
    unit: oneOf<BudgetUnit>(...BUDGET_UNITS),
    amount: number,
    until: orNull(target),
  }),
  noise: truth,
  kind: oneOf<SweepSpec['kind']>('train', 'speed'),
});

/** What a sweep is asked, by the same rules as when it is typed. */
export const specShape: Shape<SweepSpec> = (value, path) => {
  const raw = rawSpec(value, path);
  if (raw.arms.length === 0) return fail(`${path}.arms`, 'a list of at least one task', raw.arms);
  if (!sameArm(raw.arms[0], armOf(raw.base)))
    return fail(`${path}.arms[0]`, `the base’s ${armId(armOf(raw.base))}`, armId(raw.arms[0]));
  const draft = sweepDraftOf({
    ...raw,
    budget: { ...raw.budget, until: raw.budget.until ?? undefined },
  });
  const { spec, errors } = readSweep(draft, raw.base);
  if (spec) return spec;
  const [[key, message]] = Object.entries(errors);
  return fail(`${path}.${key}`, `valid (${message})`, draft[key as keyof typeof draft]);
};

/** At most so many measurements, and repetitions of each. */
const MOST = { speeds: 2000, repetitions: 10_000 } as const;

export const index =
  (length: number): Shape<number> =>
  (value, path) =>
    count(value, path) < length
      ? count(value, path)
      : fail(path, `the index of one of ${length} tasks`, value);

export const among =
  (values: readonly number[]): Shape<number> =>
  (value, path) =>
    values.find((one) => one === value) ?? fail(path, `one of the sweep’s ${values.join(', ')}`, value);

/** Where something was made, by its own word or else by the file's; younger than the format, so it may be missing. */
export const madeAt =
  (file: Environment): Shape<Environment> =>
  (value, path) => {
    const found = own(value, 'environment');
    return found === undefined ? file : environmentOf(found, `${path}.environment`);
  };

export const environmentOf: Shape<Environment> = (value, path) => {
  const { userAgent, cores, memoryGB } = environmentShape(value, path);
  return { userAgent, cores: cores ?? undefined, memoryGB: memoryGB ?? undefined };
};

export const speedsShape = (spec: SweepSpec, file: Environment): Shape<SpeedSample[]> => {
  const times = object<Pick<SpeedResult, 'arm' | 'engine' | 'batchSize' | 'updateMs' | 'peakBytes'>>({
    arm: index(spec.arms.length),
    engine: oneOf<EngineName>(...engineNames),
    batchSize: among(spec.batchSizes),
    updateMs: listUpTo(MOST.repetitions, updateMs),
    peakBytes: orNull(countUpTo(MOST_BYTES)),
  });
  const place = madeAt(file);
  return listUpTo(MOST.speeds, (value, path): SpeedSample => {
    const { peakBytes, ...rest } = times(value, path);
    const software = own(value, 'software') ?? false;
    const failed = orNull(text)(own(value, 'failed') ?? null, `${path}.failed`);
    return {
      ...rest,
      peakBytes: peakBytes ?? undefined,
      ...(truth(software, `${path}.software`) && { software: true }),
      ...(failed !== null && { failed }),
      environment: place(value, path),
    };
  });
};
