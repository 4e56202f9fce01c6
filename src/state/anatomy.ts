/** An epoch taken apart, one update at a time, without its looks: what is asked of the worker and what came of it. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ExperimentConfig } from '../experiment/config.ts';
import { sentenceOf } from '../experiment/reason.ts';
import { cosineOf, lengthOf } from '../science/vectors.ts';
import type { AnatomyLine } from '../worker/client/anatomyLine.ts';
import type { Dissection, Lesson, Spread } from '../worker/anatomyProtocol.ts';

/** How one batch's gradient stood to the full one. */
export interface Agreement {
  update: number;
  epoch: number;
  batchSize: number;
  cosine: number;
  /** Length of the batch's gradient over that of the full one. */
  length: number;
}

export interface AnatomyState {
  status: 'idle' | 'starting' | 'ready' | 'failed';
  batchSize: number;
  playing: boolean;
  lesson: Lesson | undefined;
  /** The last update; undefined before the first. */
  shown: Dissection | undefined;
  agreements: readonly Agreement[];
  spreads: readonly Spread[];
  measuring: boolean;
  /** Why it failed. */
  message: string | undefined;
}

export interface Anatomy {
  store: StoreApi<AnatomyState>;
  /** One update; begins where nothing has. */
  step(): Promise<void>;
  play(): void;
  pause(): void;
  restart(): void;
  setBatchSize(batchSize: number): void;
  /** How random batches of these sizes scatter, at the weights of now. */
  measure(batchSizes: readonly number[], draws: number): Promise<void>;
  dispose(): void;
}

export interface AnatomyOptions {
  line: AnatomyLine;
  config: ExperimentConfig;
  /** Resolves after so many milliseconds. */
  wait(ms: number): Promise<void>;
}

const KEPT = 2000;
/** An epoch is played in about this time; one update takes between these. */
const EPOCH_MS = 8000;
const LEAST_MS = 120;
const MOST_MS = 900;

export function agreementOf({ update, epoch, batchSize, mean, full }: Dissection): Agreement {
  const whole = lengthOf(full);
  const length = whole > 0 ? lengthOf(mean) / whole : 0;
  return { update, epoch, batchSize, cosine: cosineOf(mean, full), length };
}

export function createAnatomy({ line, config, wait }: AnatomyOptions): Anatomy {
  const begun = { lesson: undefined, shown: undefined, agreements: [], spreads: [], message: undefined };
  const store = createStore<AnatomyState>(() => ({
    ...begun,
    ...{ status: 'idle', batchSize: config.batchSize, playing: false, measuring: false },
  }));
  const set = store.setState;
  let busy = false;
  let beginning: Promise<void> | undefined;
  /** Grows when what is on its way is no longer wanted. */
  let turn = 0;
  let plays = 0;

  const stop = (): void => {
    turn++;
    plays++;
    busy = false;
    beginning = undefined;
    line.end();
  };
  const failed = (reason: unknown): void => {
    stop();
    set({ status: 'failed', playing: false, measuring: false, message: sentenceOf(reason) });
  };

  /** @throws Error where the worker is lost. */
  const begin = (): Promise<void> => {
    const own = turn;
    beginning ??= (async () => {
      set({ ...begun, status: 'starting' });
      const lesson = await line.begin(config);
      if (own === turn) set({ status: 'ready', lesson });
    })();
    return beginning;
  };

  const anatomy: Anatomy = {
    store,
    async step() {
      if (busy) return;
      busy = true;
      const own = turn;
      try {
        await begin();
        const shown = await line.next(store.getState().batchSize);
        if (own !== turn) return;
        set(({ agreements }) => ({
          shown,
          agreements: [...agreements, agreementOf(shown)].slice(-KEPT),
          spreads: [],
        }));
      } catch (reason) {
        if (own === turn) failed(reason);
      } finally {
        if (own === turn) busy = false;
      }
    },
    play() {
      const own = ++plays;
      set({ playing: true });
      void (async () => {
        while (own === plays) {
          await anatomy.step();
          const updates = Math.ceil(config.size / store.getState().batchSize);
          await wait(Math.max(LEAST_MS, Math.min(MOST_MS, EPOCH_MS / updates)));
        }
      })();
    },
    pause() {
      plays++;
      set({ playing: false });
    },
    restart() {
      stop();
      set({ ...begun, status: 'idle', playing: false, measuring: false });
    },
    setBatchSize: (batchSize) => set({ batchSize }),
    async measure(batchSizes, draws) {
      const own = turn;
      anatomy.pause();
      set({ measuring: true });
      try {
        await begin();
        const spreads = await line.spread(batchSizes, draws);
        if (own === turn) set({ spreads, measuring: false });
      } catch (reason) {
        if (own === turn) failed(reason);
      }
    },
    dispose: stop,
  };
  return anatomy;
}
