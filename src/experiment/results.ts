/** Runs as the documented, versioned JSON of docs/results.md, and back. */
import { updatesPerEpoch } from '../science/batch.ts';
import type { MemoryParts } from '../science/memory.ts';
import type { ExperimentConfig } from './config.ts';
import { modelOf } from './derive.ts';
import { shortFloat32 } from './float32.ts';
import { memoryOf } from './memoryPlan.ts';
import { parameterCount } from './model.ts';
import { resultsShape } from './resultsShape.ts';
import type {
  EngineReport,
  Evaluation,
  MemorySample,
  MetricColumns,
  Retune,
  RunError,
  RunStatus,
} from './run.ts';
import { read } from './shape.ts';

export const RESULTS_FORMAT = 'batchscope-results';
export const RESULTS_VERSION = 1;

/** What is known of a run besides its curve. */
export interface ResultRecord {
  id: string;
  config: ExperimentConfig;
  status: RunStatus;
  engine: EngineReport | undefined;
  trainingCount: number;
  validationCount: number;
  error: RunError | undefined;
  notes: readonly string[];
  retuned: boolean;
  /** Milliseconds since 1970. */
  startedAt: number;
  /** Where it was made, if not where the file is written. */
  environment?: Environment | undefined;
}

/** The recorded curve; only the first `length` elements of each column count. */
export interface ResultSeries {
  length: number;
  columns: Readonly<MetricColumns>;
  evaluations: readonly Evaluation[];
  memory: readonly MemorySample[];
  retunes: readonly Retune[];
}

export interface ResultInput {
  record: ResultRecord;
  series: ResultSeries;
}

/** Where runs were made, as far as the browser reveals it. */
export interface Environment {
  userAgent: string;
  /** Logical processor cores. */
  cores?: number | undefined;
  memoryGB?: number | undefined;
}

/** A number, or null where it was not finite or not measured. */
type Value = number | null;
type Jsonable<T> = { [K in keyof T]: number extends T[K] ? Value : T[K] };

/** `Environment` with null for what is not known. */
export interface ResultEnvironment {
  userAgent: string;
  cores: Value;
  memoryGB: Value;
}
export type EvaluationResult = Jsonable<Evaluation>;
export interface MemoryResult extends Jsonable<Omit<MemorySample, 'peakBytes'>> {
  peakBytes: Value;
}
export interface RetuneResult extends Jsonable<Omit<Retune, 'batchSize' | 'learningRate'>> {
  batchSize: { from: number; to: number } | null;
  learningRate: { from: number; to: number } | null;
}

export type ErrorResult = Omit<RunError, 'fits'>;

export interface RunResult {
  id: string;
  /** ISO 8601, UTC. */
  startedAt: string;
  /** Every setting under its link key; `hidden` an array of numbers. */
  config: ExperimentConfig;
  engine: EngineReport | null;
  environment: ResultEnvironment;
  parameters: number;
  updatesPerEpoch: number;
  trainingCount: number;
  validationCount: number;
  status: RunStatus;
  error: ErrorResult | null;
  notes: string[];
  retuned: boolean;
  retunes: RetuneResult[];
  metrics: { [K in keyof MetricColumns]: Value[] };
  evaluations: EvaluationResult[];
  memory: MemoryResult[];
  predictedMemory: MemoryParts;
}

export interface ResultsFile {
  format: typeof RESULTS_FORMAT;
  version: typeof RESULTS_VERSION;
  /** ISO 8601, UTC. */
  exportedAt: string;
  /** Version and commit of the Batchscope that wrote the file. */
  build: string;
  environment: ResultEnvironment;
  runs: RunResult[];
}

const value = (x: number): Value => (Number.isFinite(x) ? shortFloat32(x) : null);

const errorResult = ({ code, message, advice }: RunError): ErrorResult => ({ code, message, advice });

/** `row` with every number finite or null, and null for what is undefined. */
function values<T extends object>(row: T): Jsonable<T> {
  return Object.fromEntries(
    Object.entries(row).map(([key, x]) => [key, typeof x === 'number' ? value(x) : ((x as unknown) ?? null)]),
  ) as Jsonable<T>;
}

function runResult({ record, series }: ResultInput, environment: ResultEnvironment): RunResult {
  const { config, trainingCount } = record;
  const model = modelOf(config);
  const column = (key: keyof MetricColumns): Value[] =>
    Array.from(series.columns[key].subarray(0, series.length), value);
  return {
    id: record.id,
    startedAt: new Date(record.startedAt).toISOString(),
    config: { ...config, hidden: [...config.hidden] },
    engine: record.engine ? { ...record.engine } : null,
    environment: { ...environment },
    parameters: parameterCount(model),
    updatesPerEpoch:
      trainingCount === 0
        ? 0
        : updatesPerEpoch(trainingCount, Math.min(config.batchSize, trainingCount), config.remainder),
    trainingCount,
    validationCount: record.validationCount,
    status: record.status,
    error: record.error ? errorResult(record.error) : null,
    notes: [...record.notes],
    retuned: record.retuned,
    retunes: series.retunes.map(({ batchSize, learningRate, ...place }) => ({
      ...values(place),
      batchSize: batchSize ? { ...batchSize } : null,
      learningRate: learningRate ? { ...learningRate } : null,
    })),
    metrics: {
      update: column('update'),
      examples: column('examples'),
      epoch: column('epoch'),
      seconds: column('seconds'),
      loss: column('loss'),
      lossMin: column('lossMin'),
      lossMax: column('lossMax'),
    },
    evaluations: series.evaluations.map((e) => values(e)),
    memory: series.memory.map(({ peakBytes, ...rest }) => ({
      ...values(rest),
      peakBytes: peakBytes === undefined ? null : value(peakBytes),
    })),
    predictedMemory: memoryOf(model, config.optimizer, config.batchSize),
  };
}

export const environmentResult = ({ userAgent, cores, memoryGB }: Environment): ResultEnvironment => ({
  userAgent,
  cores: cores ?? null,
  memoryGB: memoryGB ?? null,
});

/** Plain objects, fit for JSON.stringify, in the order given. `about` is for tests. */
export function exportResults(
  runs: readonly ResultInput[],
  environment: Environment,
  about: { exportedAt: Date; build: string } = { exportedAt: new Date(), build: __BUILD__ },
): ResultsFile {
  const where = environmentResult(environment);
  return {
    format: RESULTS_FORMAT,
    version: RESULTS_VERSION,
    exportedAt: about.exportedAt.toISOString(),
    build: about.build,
    environment: where,
    runs: runs.map((run) =>
      runResult(run, run.record.environment ? environmentResult(run.record.environment) : where),
    ),
  };
}

/** Checks parsed JSON; never throws. What the format does not know is left out; the error names the place and value. */
export function parseResults(json: unknown): { results: ResultsFile } | { error: string } {
  const found = read(resultsShape, json);
  return 'value' in found ? { results: found.value } : found;
}
