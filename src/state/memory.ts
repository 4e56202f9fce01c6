/** The Memory page without its looks: whose prediction is drawn, what was measured, and the search for the largest batch. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { EngineName, ExperimentConfig } from '../experiment/config.ts';
import { trainingCount } from '../experiment/derive.ts';
import { memoryLimitOf } from '../experiment/memoryLimit.ts';
import { predictedMemory } from '../experiment/memoryPrediction.ts';
import type { EngineReport, RunError } from '../experiment/run.ts';
import { findLargestBatch, type SearchStep } from '../science/largestBatch.ts';
import type { MemoryProber } from '../worker/client/memoryProber.ts';
import type { Probed } from '../worker/protocol.ts';
import type { DeviceFacts } from '../experiment/devices.ts';
import { sentenceOf } from '../experiment/reason.ts';

/** One update that was really made on an engine. */
export interface MemoryReading {
  /** Of the settings that it holds for; see `memoryKey`. */
  key: string;
  asked: EngineName;
  batchSize: number;
  predictedBytes: number;
  outcome:
    | { status: 'measured'; engine: EngineReport; peakBytes: number; restBytes: number }
    | { status: 'refused'; error: RunError }
    | { status: 'failed'; message: string };
}

export interface TriedBatch extends SearchStep {
  /** Bytes inside the update, where it fits. */
  peakBytes: number | undefined;
  /** What did not fit. */
  error: RunError | undefined;
}

export interface MemorySearch {
  key: string;
  engine: EngineName;
  /** Under which it searches; undefined without any that is known. */
  limitBytes: number | undefined;
  status: 'running' | 'done' | 'cancelled' | 'failed';
  steps: readonly TriedBatch[];
  /** Defined once it is done: 0 when not even one example fits. */
  largest: number | undefined;
  /** All training examples fit. */
  all: boolean;
  message: string | undefined;
}

export interface MemoryState {
  engine: EngineName;
  logBatch: boolean;
  logBytes: boolean;
  layers: boolean;
  measuring: EngineName | undefined;
  readings: readonly MemoryReading[];
  search: MemorySearch | undefined;
  /** Undefined until it is known. */
  device: DeviceFacts | undefined;
}

export type MemoryStore = StoreApi<MemoryState>;
export type MemoryLook = Pick<MemoryState, 'engine' | 'logBatch' | 'logBytes' | 'layers'>;

export interface Memory {
  store: MemoryStore;
  show(look: Partial<MemoryLook>): void;
  /** Makes one update of the drafted settings on an engine and keeps what it held. */
  measure(engine: EngineName): Promise<void>;
  /** Tries batch sizes until the largest that fits is found. */
  find(): Promise<void>;
  cancel(): void;
  describeDevice(): Promise<void>;
  dispose(): void;
}

export interface MemoryOptions {
  prober: MemoryProber;
  /** The drafted settings. */
  settings(): ExperimentConfig;
  /** A pause between two steps of the search, so that they can be followed; none under reduced motion. */
  pause(): Promise<void>;
}

const KEPT_READINGS = 24;

/** What the bytes of an update depend on, but for the batch size and the engine. */
export function memoryKey(config: ExperimentConfig): string {
  const { dataset, dimension, model, hidden, activation, optimizer, microBatch, memoryLimit } = config;
  return JSON.stringify([
    ...[dataset, dimension, model, hidden, activation, optimizer, microBatch, memoryLimit],
    trainingCount(config),
  ]);
}

export function createMemory({ prober, settings, pause }: MemoryOptions): Memory {
  const store = createStore<MemoryState>(() => ({
    engine: 'cpu',
    logBatch: true,
    logBytes: false,
    layers: false,
    measuring: undefined,
    readings: [],
    search: undefined,
    device: undefined,
  }));
  let searches = 0;

  const keep = (reading: MemoryReading): void =>
    store.setState(({ readings }) => ({
      readings: [
        reading,
        ...readings.filter(
          (one) =>
            one.key !== reading.key || one.asked !== reading.asked || one.batchSize !== reading.batchSize,
        ),
      ].slice(0, KEPT_READINGS),
    }));

  /** @throws Error when another engine than the one asked for answered. */
  const probe = async (config: ExperimentConfig, engine: EngineName): Promise<Probed> => {
    const { total } = predictedMemory(config, engine, config.batchSize);
    const probed = await prober.probe({ ...config, engine }, total);
    if (probed.engine && probed.engine.got !== engine) throw new Error(probed.engine.why);
    return probed;
  };
  const reading = (config: ExperimentConfig, asked: EngineName): Omit<MemoryReading, 'outcome'> => ({
    key: memoryKey(config),
    asked,
    batchSize: config.batchSize,
    predictedBytes: predictedMemory(config, asked, config.batchSize).total,
  });

  const memory: Memory = {
    store,
    show: (look) => store.setState(look),
    async measure(engine) {
      memory.cancel();
      const config = settings();
      store.setState({ measuring: engine });
      try {
        const probed = await probe(config, engine);
        keep({
          ...reading(config, engine),
          outcome: probed.fits
            ? { ...probed, status: 'measured' }
            : { status: 'refused', error: probed.error },
        });
      } catch (reason) {
        const cancelled = reason instanceof DOMException && reason.name === 'AbortError';
        const message = cancelled ? 'Cancelled.' : sentenceOf(reason);
        keep({ ...reading(config, engine), outcome: { status: 'failed', message } });
      } finally {
        store.setState(({ measuring }) => (measuring === engine ? { measuring: undefined } : {}));
      }
    },
    async find() {
      const own = ++searches;
      const config = settings();
      const { engine } = store.getState();
      const search: MemorySearch = {
        ...{ key: memoryKey(config), engine, status: 'running', steps: [] },
        ...{ limitBytes: memoryLimitOf(config, engine)?.bytes },
        ...{ largest: undefined, all: false, message: undefined },
      };
      store.setState({ search });
      const change = (more: Partial<MemorySearch>): void => {
        if (own === searches) store.setState(({ search: now }) => ({ search: now && { ...now, ...more } }));
      };
      let latest: Pick<TriedBatch, 'peakBytes' | 'error'> = { peakBytes: undefined, error: undefined };
      try {
        const { largest, all } = await findLargestBatch(
          trainingCount(config),
          async (batchSize) => {
            if (own !== searches) throw new DOMException('Another search was begun.', 'AbortError');
            const probed = await probe({ ...config, batchSize }, engine);
            if (!probed.fits && probed.error.code !== 'out-of-memory') throw new Error(probed.error.message);
            latest = {
              peakBytes: probed.fits ? probed.peakBytes : undefined,
              error: probed.fits ? undefined : probed.error,
            };
            await pause();
            return probed.fits;
          },
          (step) => {
            change({ steps: [...(store.getState().search?.steps ?? []), { ...step, ...latest }] });
          },
        );
        change({ status: 'done', largest, all });
      } catch (reason) {
        if (own === searches) change({ status: 'failed', message: sentenceOf(reason) });
      }
    },
    cancel() {
      searches++;
      store.setState(({ search }) =>
        search?.status === 'running' ? { search: { ...search, status: 'cancelled' } } : {},
      );
    },
    async describeDevice() {
      if (store.getState().device) return;
      try {
        store.setState({ device: await prober.describe() });
      } catch {
        // Another question came first, or nothing can be told: it is asked again at the next visit.
      }
    },
    dispose() {
      memory.cancel();
      prober.dispose();
    },
  };
  return memory;
}
