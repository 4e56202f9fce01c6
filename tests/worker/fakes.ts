/** A dataset, a clock, an engine and a page for the session's tests; the engine's numbers depend on all of its state. */
import type { Dataset, Split } from '../../src/datasets/dataset.ts';
import type {
  Engine,
  EngineFailure,
  EngineInfo,
  EngineRun,
  EngineState,
  MemoryPart,
  MemoryReading,
  RunSetup,
  Score,
} from '../../src/engine/engine.ts';
import type { EngineName, ExperimentConfig } from '../../src/experiment/config.ts';
import type { Evaluation, MetricColumns } from '../../src/experiment/run.ts';
import type { Checkpoint, Event } from '../../src/worker/protocol.ts';
import { createSession, type Session } from '../../src/worker/session.ts';
import type { LoadedData, SessionTools } from '../../src/worker/tools.ts';

export type Of<T extends Event['type']> = Extract<Event, { type: T }>;

export const CONFIG: ExperimentConfig = {
  rules: '2',
  dataset: 'moons',
  dataSeed: 1,
  size: 1000,
  noise: 0.1,
  dimension: 3,
  validationShare: 0.2,
  limit: 0,
  model: 'softmax',
  hidden: [4],
  activation: 'relu',
  distance: 1,
  optimizer: 'sgd',
  learningRate: 0.1,
  momentum: 0.9,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
  weightDecay: 0,
  batchSize: 100,
  microBatch: 0,
  memoryLimit: 0,
  remainder: 'keep',
  epochs: 2,
  seed: 1,
  engine: 'cpu',
};

export function fakeData({
  size,
  validationShare,
}: Pick<ExperimentConfig, 'size' | 'validationShare'>): Dataset {
  const split = (count: number): Dataset['training'] => ({
    inputs: Float32Array.from({ length: 2 * count }, (_, i) => Math.sin(i)),
    labels: Uint8Array.from({ length: count }, (_, i) => i % 2),
    count,
  });
  return {
    id: 'moons',
    inputShape: [2],
    classes: 2,
    training: split(size),
    validation: split(Math.max(1, Math.round(size * validationShare))),
  };
}

export interface FakeEngineOptions {
  /** Milliseconds on the fake clock. */
  updateMs?: (batchSize: number) => number;
  evaluationMs?: number;
  evaluationExamples?: number;
  /** Milliseconds of so many predictions. */
  predictMs?: (count: number) => number;
  maxBufferBytes?: number;
  name?: EngineName;
  /** May replace a loss, throw, or never return. */
  onUpdate?: (update: number, batchSize: number, loss: number) => number;
  onLosses?: () => Promise<void> | undefined;
}

export class FakeEngine implements Engine {
  readonly info: EngineInfo;
  readonly evaluationExamples: number;
  readonly arena = false;
  /** [update, batch size asked, size of the slice, learning rate] of every update. */
  readonly updates: { batchSize: number; count: number; learningRate: number }[] = [];
  readonly chunks: number[] = [];
  readonly measured: number[] = [];
  readonly visited: number[] = [];
  readonly replaced: Split[] = [];
  readonly predicted: { count: number; at: number }[] = [];
  openRuns = 0;
  disposed = false;
  #listeners: ((failure: EngineFailure) => void)[] = [];

  constructor(
    readonly clock: { ms: number },
    readonly options: FakeEngineOptions = {},
  ) {
    const { name = 'cpu', maxBufferBytes } = options;
    this.info = {
      ...{ name, device: 'fake', software: false },
      ...(maxBufferBytes !== undefined && { maxBufferBytes }),
    };
    this.evaluationExamples = options.evaluationExamples ?? 2000;
  }
  onFailure(listener: (failure: EngineFailure) => void): void {
    this.#listeners.push(listener);
  }
  fail(failure: EngineFailure): void {
    for (const listener of this.#listeners) listener(failure);
  }
  dispose(): void {
    this.disposed = true;
  }
  createRun(setup: RunSetup): EngineRun {
    this.openRuns++;
    return new FakeRun(this, setup);
  }
}

class FakeRun implements EngineRun {
  #state: EngineState;
  #losses: number[] = [];
  constructor(
    readonly engine: FakeEngine,
    setup: RunSetup,
  ) {
    const tensors = setup.weights.map((w) => w.slice());
    this.#state = {
      tensors,
      slots: tensors.map((w) => new Float32Array(w.length)),
      updates: 0,
      startShare: 1,
    };
  }
  update(indices: Uint32Array, batchSize: number, learningRate: number): void {
    const { engine } = this;
    const { updateMs = () => 1, onUpdate } = engine.options;
    engine.chunks.push(Math.ceil(indices.length / batchSize));
    for (let from = 0; from < indices.length; from += batchSize) {
      const slice = indices.subarray(from, from + batchSize);
      let sum = 0;
      for (const index of slice) {
        sum += Math.sin(index + this.#state.tensors[0][0]);
        if (engine.visited.length < 200_000) engine.visited.push(index);
      }
      const mean = sum / slice.length;
      this.#state.updates++;
      this.#state.startShare *= 0.9;
      this.#state.tensors.forEach((w, t) => {
        const velocity = this.#state.slots[t];
        for (let i = 0; i < w.length; i++) {
          velocity[i] = 0.9 * velocity[i] + mean * Math.cos(w[i] + i) + 1e-3 / this.#state.updates;
          w[i] -= learningRate * velocity[i];
        }
      });
      engine.updates.push({ batchSize, count: slice.length, learningRate });
      engine.clock.ms += updateMs(batchSize);
      const loss = 1 + Math.abs(mean) + Math.abs(this.#state.tensors[0][0]);
      this.#losses.push(onUpdate ? onUpdate(this.#state.updates, batchSize, loss) : loss);
    }
  }
  async losses(): Promise<Float32Array> {
    await this.engine.options.onLosses?.();
    const losses = Float32Array.from(this.#losses);
    this.#losses = [];
    return losses;
  }
  measure(batchSize: number): Promise<number> {
    this.engine.measured.push(batchSize);
    return Promise.resolve(this.engine.options.updateMs?.(batchSize) ?? 1);
  }
  replaceTraining(split: Split): void {
    this.engine.replaced.push(split);
  }
  evaluate(_split: 'training' | 'validation', count: number): Promise<Score> {
    this.engine.clock.ms += this.engine.options.evaluationMs ?? 0;
    return Promise.resolve({ loss: Math.abs(this.#state.tensors[0][0]), accuracy: 0.5, count });
  }
  predict(_inputs: Float32Array, count: number): Promise<Float32Array> {
    this.engine.predicted.push({ count, at: this.engine.clock.ms });
    this.engine.clock.ms += this.engine.options.predictMs?.(count) ?? 0;
    return Promise.resolve(new Float32Array(2 * count).fill(0.5));
  }
  state(): Promise<EngineState> {
    const { tensors, slots, updates, startShare } = this.#state;
    return Promise.resolve({
      tensors: tensors.map((w) => w.slice()),
      slots: slots.map((w) => w.slice()),
      updates,
      startShare,
    });
  }
  restore({ tensors, slots, updates, startShare }: EngineState): void {
    this.#state = {
      tensors: tensors.map((w) => w.slice()),
      slots: slots.map((w) => w.slice()),
      updates,
      startShare,
    };
  }
  memory(): MemoryReading {
    return { atRestBytes: 100, inUseBytes: 100, peakBytes: 300, datasetBytes: 50 };
  }
  parts(): MemoryPart[] {
    return [];
  }
  dispose(): void {
    this.engine.openRuns--;
  }
}

export interface BenchOptions extends FakeEngineOptions {
  /** The page acknowledges frames; default true. */
  acks?: boolean;
  tools?: Partial<SessionTools>;
  predictedMs?: (batchSize: number) => number;
  /** Called at every yield, as if messages arrived then. */
  onYield?: (bench: Bench) => void;
}

/** A session with everything around it fake. */
export class Bench {
  readonly clock = { ms: 0 };
  readonly events: Event[] = [];
  readonly transfers: number[] = [];
  readonly engines: FakeEngine[] = [];
  readonly session: Session;
  onEvent: ((event: Event) => void) | undefined;
  loads = 0;

  constructor(readonly options: BenchOptions = {}) {
    this.session = createSession({
      post: (event, transfer) => this.#hear(event, transfer),
      loadDataset: (settings): Promise<LoadedData> => {
        this.loads++;
        return Promise.resolve({ dataset: fakeData(settings), notes: [] });
      },
      startEngine: (asked) => {
        const engine = new FakeEngine(this.clock, options);
        this.engines.push(engine);
        return Promise.resolve({ engine, asked, got: 'cpu', why: 'Running on cpu, as asked.' });
      },
      predictedUpdateMs: (_model, batchSize) => options.predictedMs?.(batchSize) ?? 1,
      now: () => this.clock.ms,
      yieldToEvents: async () => {
        options.onYield?.(this);
        await new Promise<void>((resolve) => setImmediate(resolve));
      },
      after(ms, then) {
        const timer = setTimeout(then, ms);
        return () => clearTimeout(timer);
      },
      ...options.tools,
    });
  }

  get engine(): FakeEngine {
    return this.engines[this.engines.length - 1];
  }

  start(
    change: Partial<ExperimentConfig> = {},
    until: 'end' | 'update' | 'epoch' = 'end',
    resumeFrom?: Checkpoint,
    runId = 'a',
  ): void {
    const config = { ...CONFIG, ...change };
    this.session.receive({
      type: 'start',
      runId,
      config,
      until,
      site: 'http://site/',
      ...(resumeFrom && { resumeFrom }),
    });
  }

  /** Waits until an event of this type has come (`count` of them). */
  async until<T extends Event['type']>(type: T, count = 1): Promise<Of<T>> {
    const end = Date.now() + 10_000;
    for (;;) {
      const found = this.of(type);
      if (found.length >= count) return found[count - 1];
      if (Date.now() > end) throw new Error(`no ${type}; got ${this.events.map((e) => e.type).join(' ')}`);
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
  }

  of<T extends Event['type']>(type: T): Of<T>[] {
    return this.events.filter((event): event is Of<T> => event.type === type);
  }

  column(name: keyof MetricColumns): number[] {
    return this.of('metrics').flatMap((event) => [...event.columns[name]]);
  }

  get evaluations(): Evaluation[] {
    return this.of('metrics').flatMap((event) => event.evaluations);
  }

  async run(change: Partial<ExperimentConfig> = {}): Promise<this> {
    this.start(change);
    await this.until('finished');
    return this;
  }

  #hear(event: Event, transfer: ArrayBuffer[] = []): void {
    const copy = transfer.length > 0 ? structuredClone(event, { transfer }) : event;
    this.transfers.push(transfer.length);
    this.events.push(copy);
    this.onEvent?.(copy);
    if (event.type === 'metrics' && this.options.acks !== false) {
      const { runId } = event;
      setImmediate(() => this.session.receive({ type: 'ack', runId }));
    }
  }
}
