/**
 * What trials in one worker share: the engine, the last datasets and the last run of the engine, whose memory the next
 * trial of the same network on the same data takes over. Everything from the world is injected; no DOM.
 */
import { optimizerOf, type EngineChoice, type ExperimentConfig } from '../experiment/config.ts';
import { dataKey, type DataSettings } from '../experiment/data.ts';
import { modelOf } from '../experiment/derive.ts';
import { memorySetup } from '../experiment/memoryLimit.ts';
import { parameterTensors, sizeOf, type ModelSpec } from '../experiment/model.ts';
import { slotCount } from '../experiment/optimizer.ts';
import { rulesSetup } from '../experiment/runRules.ts';
import type { EngineReport } from '../experiment/run.ts';
import type { Trial } from '../experiment/sweep.ts';
import { initialWeights } from '../experiment/weights.ts';
import type { Dataset } from '../datasets/dataset.ts';
import { holdOut } from '../datasets/holdOut.ts';
import type { Engine, EngineFailure, EngineRun } from '../engine/engine.ts';
import { EngineFailureError } from '../engine/failure.ts';
import type { StartedEngine } from '../engine/select.ts';
import { tooLarge } from './faults.ts';
import type { Phase } from './protocol.ts';
import type { LoadedData } from './tools.ts';

export interface TrialWorld {
  loadDataset(settings: DataSettings, signal: AbortSignal): Promise<LoadedData>;
  startEngine(asked: EngineChoice): Promise<StartedEngine>;
  /** Milliseconds, monotonic. */
  now(): number;
  /** Milliseconds since 1970. */
  date(): number;
  /** Resolves after messages that have arrived are handled. */
  yieldToEvents(): Promise<void>;
  /** Told before anything that may take long. */
  expect?(phase: Phase['name'], ms: number): void;
}

/** Everything a trial needs, ready: the run has the seed's initial weights. */
export interface Seat {
  engine: Engine;
  report: EngineReport;
  model: ModelSpec;
  data: Dataset;
  notes: readonly string[];
  run: EngineRun;
}

export interface TrialTools extends TrialWorld {
  /** Data for this role and an engine run with the initial weights of `config.seed`. */
  seat(of: Pick<Trial, 'config' | 'role'>, signal: AbortSignal): Promise<Seat>;
  /** Gets data and engine without using them yet. */
  prepare(config: ExperimentConfig, signal: AbortSignal): Promise<void>;
  dispose(): void;
}

const KEPT_DATASETS = 2;

/** Sweeps take `auto` for cpu: there each core trains a run of its own, which a graphics processor cannot. */
const AUTO_WHY =
  'Running on cpu: a sweep trains one run on each core there; choose an engine to have another.';

export function createTrialTools(world: TrialWorld): TrialTools {
  const datasets = new Map<string, Promise<LoadedData>>();
  const heldOut = new WeakMap<Dataset, Dataset>();
  let engine: { choice: EngineChoice; started: Promise<StartedEngine> } | undefined;
  let failure: EngineFailure | undefined;
  let last: { key: string; data: Dataset; engine: Engine; run: EngineRun } | undefined;

  const startedFor = (asked: EngineChoice): Promise<StartedEngine> => {
    const choice = asked === 'auto' ? 'cpu' : asked;
    if (failure || engine?.choice !== choice) {
      drop();
      world.expect?.('starting-engine', ENGINE_MS);
      const started = world.startEngine(choice);
      const own = (engine = { choice, started });
      started.then(
        (arrived) => arrived.engine.onFailure((seen) => void (engine === own && (failure = seen))),
        () => void (engine === own && (engine = undefined)),
      );
    }
    return engine.started;
  };

  const drop = (): void => {
    const { started } = engine ?? {};
    last?.run.dispose();
    engine = last = failure = undefined;
    started?.then((own) => own.engine.dispose()).catch(() => undefined);
  };

  const load = (settings: DataSettings, signal: AbortSignal): Promise<LoadedData> => {
    const key = dataKey(settings);
    const known = datasets.get(key);
    datasets.delete(key);
    if (!known) world.expect?.('loading-data', DATA_MS);
    const data = known ?? world.loadDataset(settings, signal);
    datasets.set(key, data);
    data.catch(() => void (datasets.get(key) === data && datasets.delete(key)));
    for (const oldest of datasets.keys()) if (datasets.size > KEPT_DATASETS) datasets.delete(oldest);
    return data;
  };

  const part = (all: Dataset, role: Trial['role'], dataSeed: number): Dataset => {
    if (role === 'run') return all;
    const own = heldOut.get(all) ?? holdOut(all, dataSeed);
    heldOut.set(all, own);
    return own;
  };

  return {
    ...world,
    async prepare(config, signal) {
      await Promise.all([load(config, signal), startedFor(config.engine)]);
    },
    async seat({ config, role }, signal) {
      const [loaded, started] = await Promise.all([load(config, signal), startedFor(config.engine)]);
      signal.throwIfAborted();
      const data = part(loaded.dataset, role, config.dataSeed);
      const { info } = started.engine;
      const bytes = 4 * data.training.count * sizeOf(data.inputShape);
      const { maxBufferBytes = Infinity } = info;
      if (bytes > maxBufferBytes) throw tooLarge(config.dataset, info.name, bytes, maxBufferBytes);
      const model = modelOf(config);
      const run = await freshRun(started.engine, config, model, data);
      const { device, software } = info;
      const why = config.engine === 'auto' && started.got === 'cpu' ? AUTO_WHY : started.why;
      const report = { asked: config.engine, got: started.got, why, device, software };
      return { engine: started.engine, report, model, data, notes: loaded.notes, run };
    },
    dispose: drop,
  };

  async function freshRun(
    on: Engine,
    config: ExperimentConfig,
    model: ModelSpec,
    data: Dataset,
  ): Promise<EngineRun> {
    if (failure) throw new EngineFailureError(failure);
    const optimizer = optimizerOf(config);
    const weights = initialWeights(model, config.seed);
    const { batchSize, microBatch, memoryLimit } = config;
    const rules = rulesSetup(config);
    const key = JSON.stringify([model, optimizer, microBatch, memoryLimit, rules]);
    if (last?.key === key && last.data === data && last.engine === on) {
      await last.run.losses();
      const each = slotCount(optimizer.id);
      const slots = parameterTensors(model).flatMap(({ trainable, shape }) =>
        Array.from({ length: trainable ? each : 0 }, () => new Float32Array(sizeOf(shape))),
      );
      last.run.restore({ tensors: weights, slots, updates: 0, startShare: 1 });
      return last.run;
    }
    last?.run.dispose();
    last = undefined;
    const setup = { model, optimizer, data, weights, batchSize, ...memorySetup(config), ...rules };
    const run = on.createRun(setup);
    last = { key, data, engine: on, run };
    return run;
  }
}

const ENGINE_MS = 1500;
const DATA_MS = 2000;
