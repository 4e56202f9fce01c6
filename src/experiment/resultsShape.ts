/** The shape of a results file, version 1; its fields are described in docs/results.md. */
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

const value = orNull(number);
const place = { update: value, epoch: value, examples: value, seconds: value };
export const engineNames = ['webgpu', 'webgl', 'cpu'] as const;

export const environmentShape: Shape<ResultEnvironment> = object({
  userAgent: text,
  cores: value,
  memoryGB: value,
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
  loss: value,
  accuracy: value,
  count: value,
});
export const memoryShape: Shape<MemoryResult> = object({ ...place, atRestBytes: value, peakBytes: value });
const change = orNull(object<{ from: number; to: number }>({ from: number, to: number }));
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
  update: list(value),
  examples: list(value),
  epoch: list(value),
  seconds: list(value),
  loss: list(value),
  lossMin: list(value),
  lossMax: list(value),
});
export const metricsShape: Shape<RunResult['metrics']> = (given, path) => {
  const found = columns(given, path);
  const { length } = found.update;
  for (const [key, column] of Object.entries(found))
    if (column.length !== length) fail(`${path}.${key}`, `as long as update (${length})`, column.length);
  return found;
};

const run: Shape<RunResult> = object({
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
