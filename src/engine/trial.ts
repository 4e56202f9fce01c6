/** A run's updates tried on an engine, so that `auto` can take the faster one. Nothing of it is part of the run. */
import type { Dataset } from '../datasets/dataset.ts';
import { firstExamples } from '../datasets/split.ts';
import { formatBytes } from '../experiment/format.ts';
import { sizeOf, type ModelSpec } from '../experiment/model.ts';
import type { OptimizerSpec } from '../experiment/optimizer.ts';
import { initialWeights } from '../experiment/weights.ts';
import type { Engine } from './engine.ts';
import { predictedUpdateMs } from './predict.ts';

export interface TrialTime {
  /** Milliseconds of one update at the run's batch size. */
  updateMs: number;
  /** It was measured at smaller batches, since it would have taken long. */
  estimated: boolean;
}

export interface Trial {
  /** Equal for trials whose results must be the same: of one model at one batch size. */
  readonly key: string;
  readonly batchSize: number;
  /** Settles when there are data to train on. */
  ready(): Promise<unknown>;
  /** @throws Error when the engine cannot do it, or not in time. */
  time(engine: Engine): Promise<TrialTime>;
  /** Settles when no measurement is under way. */
  quiet(): Promise<unknown>;
}

export interface TrialSetup {
  model: ModelSpec;
  optimizer: OptimizerSpec;
  batchSize: number;
  seed: number;
  /** The run's data, on their way. */
  data: () => Promise<Dataset>;
  /** Throws once the run is over; called before every measurement. */
  check?: () => void;
  predict?: typeof predictedUpdateMs;
  /** A device that has not done a few updates by then is no candidate. */
  limitMs?: number;
}

const LIMIT_MS = 10_000;
/** An update that would take longer is estimated from smaller batches. */
const LONG_MS = 400;
const SMALL = 64;
const GROWTH = 8;

export function createTrial(setup: TrialSetup): Trial {
  const { model, optimizer, batchSize, limitMs = LIMIT_MS } = setup;
  let busy: Promise<unknown> = Promise.resolve();
  return {
    key: JSON.stringify([model, optimizer.id, batchSize]),
    batchSize,
    ready: setup.data,
    time(engine) {
      const time = within(limitMs, timeOn(engine, setup));
      busy = time.catch(() => undefined);
      return time;
    },
    quiet: () => busy,
  };
}

async function timeOn(engine: Engine, setup: TrialSetup): Promise<TrialTime> {
  const { model, optimizer, batchSize, seed, predict = predictedUpdateMs } = setup;
  const { name, software, maxBufferBytes = Infinity } = engine.info;
  const dataset = await setup.data();
  setup.check?.();
  const { count } = dataset.training;
  const bytes = 4 * count * sizeOf(dataset.inputShape);
  if (bytes > maxBufferBytes)
    throw new Error(
      `the training examples need ${formatBytes(bytes)} in one piece, and it takes ${formatBytes(maxBufferBytes)}`,
    );
  const size = Math.min(batchSize, count);
  const run = engine.createRun({
    ...{ model, optimizer, data: firstOf(dataset, size) },
    weights: initialWeights(model, seed),
  });
  try {
    const predicted = predict(model, size, name, software);
    return await timeAt(size, predicted, (batch) => {
      setup.check?.();
      return run.measure(batch);
    });
  } finally {
    run.dispose();
  }
}

/** At `batchSize` itself; where that is long by all that is known, along the line through two smaller sizes. */
async function timeAt(
  batchSize: number,
  predictedMs: number,
  measure: (batchSize: number) => Promise<number>,
): Promise<TrialTime> {
  let size = predictedMs <= LONG_MS ? batchSize : Math.min(batchSize, SMALL);
  let before = { size: 0, ms: 0 };
  for (;;) {
    const ms = await measure(size);
    if (size === batchSize) return { updateMs: ms, estimated: false };
    const atMost = (to: number): number => (ms * to) / size;
    const next = Math.min(batchSize, size * GROWTH);
    if (atMost(next) > LONG_MS) {
      const slope = Math.max(0, ms - before.ms) / (size - before.size);
      return { updateMs: ms + slope * (batchSize - size), estimated: true };
    }
    before = { size, ms };
    size = atMost(batchSize) <= LONG_MS ? batchSize : next;
  }
}

/** The same dataset with its first `count` training examples, which are not copied. */
function firstOf(dataset: Dataset, count: number): Dataset {
  const training = firstExamples(dataset.training, count);
  return { ...dataset, training, validation: training };
}

function within<T>(limitMs: number, work: Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`no update within ${Math.round(limitMs / 1000)} seconds`)),
      limitMs,
    );
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
