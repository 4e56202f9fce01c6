/** The shape of a results file, version 1; its fields are described in docs/results.md. */
import {
  bytes,
  countUpTo,
  epoch,
  examples,
  loss,
  MOST_UPDATES,
  quantity,
  requireCount,
  requirePlace,
  requireSets,
  seconds,
  setsOf,
  share,
  update,
  within,
  type Way,
} from './bounds.ts';
import type { EngineChoice, EngineName, ExperimentConfig } from './config.ts';
import { readDraft } from './draft.ts';
import { FIELD_ORDER, type FieldKey } from './fields.ts';
import type {
  ErrorResult,
  EvaluationResult,
  MemoryResult,
  ResultEnvironment,
  ResultsFile,
  RetuneResult,
  RunResult,
} from './results.ts';
import type { EngineReport } from './run.ts';
import {
  count,
  fail,
  instant,
  list,
  number,
  object,
  oneOf,
  orNull,
  text,
  truth,
  type Shape,
} from './shape.ts';

const place = { update, epoch, examples, seconds };
export const engineNames = ['webgpu', 'webgl', 'cpu'] as const;

export const environmentShape: Shape<ResultEnvironment> = object({
  userAgent: text,
  cores: orNull(quantity(1e6)),
  memoryGB: orNull(quantity(1e6)),
});

export const engineShape: Shape<EngineReport> = object({
  asked: oneOf<EngineChoice>('auto', ...engineNames),
  got: oneOf<EngineName>(...engineNames),
  why: text,
  device: text,
  software: truth,
});

/** Settings younger than the format: files without them were made when there was only their default. */
const LATER: ReadonlySet<FieldKey> = new Set<FieldKey>(['dimension', 'distance', 'epsilon']);

/** Every setting, by the rules of the field table. */
export const configShape: Shape<ExperimentConfig> = (given, path) => {
  if (typeof given !== 'object' || given === null) return fail(path, 'an object', given);
  const draft: Partial<Record<FieldKey, string>> = {};
  for (const key of FIELD_ORDER) {
    const own: unknown = Object.hasOwn(given, key) ? (given as Record<string, unknown>)[key] : undefined;
    const at = `${path}.${key}`;
    if (own === undefined && LATER.has(key)) continue;
    if (key === 'hidden') draft[key] = list(count)(own, at).join('-');
    else if (typeof own === 'number' || typeof own === 'string') draft[key] = String(own);
    else fail(at, 'a number or text', own);
  }
  const reading = readDraft(draft);
  const [wrong] = Object.entries(reading.errors);
  if (wrong) return fail(`${path}.${wrong[0]}`, `valid (${wrong[1]})`, draft[wrong[0] as FieldKey]);
  return reading.config;
};

export const evaluationShape: Shape<EvaluationResult> = object({
  ...place,
  split: oneOf<'training' | 'validation'>('training', 'validation'),
  loss,
  accuracy: share,
  count: orNull(countUpTo(MOST_UPDATES)),
});
export const memoryShape: Shape<MemoryResult> = object({
  ...place,
  atRestBytes: bytes,
  peakBytes: bytes,
});
const change = orNull(
  object<{ from: number; to: number }>({ from: quantity(MOST_UPDATES), to: quantity(MOST_UPDATES) }),
);
const retune: Shape<RetuneResult> = object({ ...place, batchSize: change, learningRate: change });

export const errorShape: Shape<ErrorResult> = object({
  code: oneOf<ErrorResult['code']>(
    'diverged',
    'offline',
    'not-found',
    'truncated',
    'not-idx',
    'wrong-hash',
    'context-lost',
    'device-lost',
    'gpu-error',
    'out-of-memory',
    'trap',
    'worker-crashed',
    'worker-hung',
    'internal',
  ),
  message: text,
  advice: text,
});

const columns: Shape<RunResult['metrics']> = object({
  update: list(update),
  examples: list(examples),
  epoch: list(epoch),
  seconds: list(seconds),
  loss: list(loss),
  lossMin: list(loss),
  lossMax: list(loss),
});
export const metricsShape: Shape<RunResult['metrics']> = (given, path) => {
  const found = columns(given, path);
  const { length } = found.update;
  for (const [key, column] of Object.entries(found))
    if (column.length !== length) fail(`${path}.${key}`, `as long as update (${length})`, column.length);
  return found;
};

/** Every point of the columns is where its update has it. */
export function requirePlaces(metrics: RunResult['metrics'], way: Way, path: string): void {
  metrics.update.forEach((update, i) => {
    const [examples, epoch] = [metrics.examples[i], metrics.epoch[i]];
    requirePlace({ update, examples, epoch }, way, (key) => `${path}.${key}[${i}]`);
  });
}

const bareRun: Shape<RunResult> = object({
  id: text,
  startedAt: instant,
  config: configShape,
  engine: orNull(engineShape),
  environment: environmentShape,
  parameters: count,
  updatesPerEpoch: count,
  trainingCount: count,
  validationCount: count,
  status: oneOf<RunResult['status']>('preparing', 'running', 'paused', 'finished', 'stopped', 'failed'),
  error: orNull(errorShape),
  notes: list(text),
  retuned: truth,
  retunes: list(retune),
  metrics: metricsShape,
  evaluations: list(evaluationShape),
  memory: list(memoryShape),
  predictedMemory: object<RunResult['predictedMemory']>({
    weights: number,
    gradients: number,
    optimizer: number,
    activations: number,
    batch: number,
    total: number,
  }),
});

/** Its numbers hang together: sets as the settings make them, and every place as its update has it. */
const run: Shape<RunResult> = (given, path) => {
  const found = bareRun(given, path);
  const { config, retuned, retunes, metrics, evaluations } = found;
  requireSets(found, setsOf(config), path);
  const way: Way = {
    ...{ trainingCount: found.trainingCount, batchSize: config.batchSize, remainder: config.remainder },
    steady: !retuned && retunes.length === 0,
  };
  requirePlaces(metrics, way, `${path}.metrics`);
  evaluations.forEach((one, i) => {
    requirePlace(one, way, within(`${path}.evaluations[${i}]`));
    requireCount(one, found, `${path}.evaluations[${i}]`);
  });
  found.memory.forEach((one, i) => requirePlace(one, way, within(`${path}.memory[${i}]`)));
  retunes.forEach((one, i) => requirePlace(one, way, within(`${path}.retunes[${i}]`)));
  return found;
};

export const versionShape: Shape<1> = (given, path) => {
  if (typeof given === 'number' && given > 1) return fail(path, '1, the newest this Batchscope reads', given);
  return oneOf<1>(1)(given, path);
};

export const resultsShape: Shape<ResultsFile> = object({
  format: oneOf<ResultsFile['format']>('batchscope-results'),
  version: versionShape,
  exportedAt: instant,
  build: text,
  environment: environmentShape,
  runs: list(run),
});
