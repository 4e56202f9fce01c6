/** The page's line to the worker that takes updates apart: questions with answers; one that dies or hangs rejects what it was asked. */
import type { ExperimentConfig } from '../../experiment/config.ts';
import type { AnatomyCommand, AnatomyEvent, Dissection, Lesson, Spread } from '../anatomyProtocol.ts';
import { awaitDeath, type AwaitDeath, type DeathWatch } from './awaitDeath.ts';

export interface AnatomyLine {
  begin(config: ExperimentConfig): Promise<Lesson>;
  next(batchSize: number): Promise<Dissection>;
  spread(batchSizes: readonly number[], draws: number): Promise<Spread[]>;
  /** Ends the worker; a later `begin` starts another. */
  end(): void;
}

export type StartAnatomyWorker = () => Worker;

export interface AnatomyLineOptions {
  start?: StartAnatomyWorker;
  awaitDeath?: AwaitDeath;
  silentMs?: number;
}

/** All of it takes milliseconds; loading the code may take longer. */
const SILENT_MS = 20_000;

const startAnatomyWorker: StartAnatomyWorker = () =>
  new Worker(new URL('../anatomy.worker.ts', import.meta.url), { type: 'module', name: 'anatomy' });

type Answer = Exclude<AnatomyEvent, { type: 'failed' | 'alive' }>;
type AnswerOf<T extends Answer['type']> = Extract<Answer, { type: T }>;
/** A command without its number. */
type Question = AnatomyCommand extends infer C ? (C extends unknown ? Omit<C, 'requestId'> : never) : never;

interface Pending {
  answered(event: Answer): void;
  reject(reason: Error): void;
  timer: ReturnType<typeof setTimeout>;
}

export function createAnatomyLine(options: AnatomyLineOptions = {}): AnatomyLine {
  const { start = startAnatomyWorker, awaitDeath: deathOf = awaitDeath, silentMs = SILENT_MS } = options;
  const waiting = new Map<number, Pending>();
  let worker: Worker | undefined;
  let death: DeathWatch | undefined;
  let requests = 0;

  const drop = (reason: Error): void => {
    death?.end();
    death = undefined;
    worker?.terminate();
    worker = undefined;
    for (const { reject, timer } of waiting.values()) {
      clearTimeout(timer);
      reject(reason);
    }
    waiting.clear();
  };

  const hear = (event: AnatomyEvent): void => {
    if (event.type === 'alive') {
      death = deathOf(event.lock, () => drop(new Error('The worker was ended by the browser.')));
      return;
    }
    const pending = waiting.get(event.requestId);
    if (!pending) return;
    waiting.delete(event.requestId);
    clearTimeout(pending.timer);
    if (event.type === 'failed') pending.reject(new Error(event.message));
    else pending.answered(event);
  };

  const open = (): Worker => {
    const opened = start();
    opened.onmessage = ({ data }: MessageEvent<AnatomyEvent>) => {
      if (opened === worker) hear(data);
    };
    opened.onerror = ({ message }) => {
      if (opened === worker) drop(new Error(message || 'The worker could not be loaded.'));
    };
    return opened;
  };

  const ask = <T extends Answer['type']>(question: Question, type: T): Promise<AnswerOf<T>> => {
    worker ??= open();
    const requestId = ++requests;
    const to = worker;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => drop(new Error('The worker gave no answer.')), silentMs);
      const answered = (event: Answer): void => {
        if (isOf(event, type)) resolve(event);
        else reject(new Error('The worker answered another question.'));
      };
      waiting.set(requestId, { answered, reject, timer });
      to.postMessage({ ...question, requestId });
    });
  };

  return {
    begin: async (config) => (await ask({ type: 'begin', config }, 'begun')).lesson,
    next: async (batchSize) => (await ask({ type: 'next', batchSize }, 'dissected')).dissection,
    spread: async (batchSizes, draws) =>
      (await ask({ type: 'spread', batchSizes, draws }, 'spreads')).spreads,
    end: () => drop(new DOMException('The page was left.', 'AbortError')),
  };
}

const isOf = <T extends Answer['type']>(event: Answer, type: T): event is AnswerOf<T> => event.type === type;
