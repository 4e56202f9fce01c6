/** The only place where workers are started. */
import type { Command, Event } from '../protocol.ts';

/** A line to one worker. */
export interface WorkerLine {
  post(command: Command): void;
  /** Ends the worker at once; nothing is heard of it afterwards. */
  end(): void;
}

export interface WorkerEar {
  event(event: Event): void;
  /** The worker threw, could not be loaded, or sent what cannot be read. */
  error(message: string): void;
}

export type WorkerRole = 'trainer' | 'preview' | 'memory';
export type StartWorker = (role: WorkerRole, ear: WorkerEar) => WorkerLine;

function newWorker(role: WorkerRole): Worker {
  switch (role) {
    case 'trainer':
      return new Worker(new URL('../trainer.worker.ts', import.meta.url), {
        type: 'module',
        name: 'trainer',
      });
    case 'preview':
      return new Worker(new URL('../trainer.worker.ts', import.meta.url), {
        type: 'module',
        name: 'preview',
      });
    case 'memory':
      return new Worker(new URL('../trainer.worker.ts', import.meta.url), {
        type: 'module',
        name: 'memory',
      });
    default:
      return role satisfies never;
  }
}

export const startWorker: StartWorker = (role, ear) => lineTo(newWorker(role), ear);

export function lineTo(worker: Worker, ear: WorkerEar): WorkerLine {
  let open = true;
  worker.onmessage = ({ data }: MessageEvent<Event>) => {
    if (open) ear.event(data);
  };
  worker.onerror = (error) => {
    if (open) ear.error(error.message || 'it could not be loaded');
  };
  worker.onmessageerror = () => {
    if (open) ear.error('it sent a message that cannot be read');
  };
  return {
    post: (command) => worker.postMessage(command),
    end() {
      open = false;
      worker.terminate();
    },
  };
}
