/** Workers that say only what a test makes them say. */
import type { Command, Event } from '../../src/worker/protocol.ts';
import type { StartWorker, WorkerEar, WorkerRole } from '../../src/worker/client/workerLine.ts';

export interface FakeWorker extends WorkerEar {
  role: WorkerRole;
  commands: Command[];
  ended: boolean;
  /** Commands of one type. */
  of<T extends Command['type']>(type: T): Extract<Command, { type: T }>[];
}

/** `answers`: replies to pings. */
export function fakeWorkers(onCommand?: (worker: FakeWorker, command: Command) => void): {
  start: StartWorker;
  workers: FakeWorker[];
} {
  const workers: FakeWorker[] = [];
  const start: StartWorker = (role, ear) => {
    const worker: FakeWorker = {
      role,
      commands: [],
      ended: false,
      event: (event: Event) => {
        if (!worker.ended) ear.event(event);
      },
      error: (message) => {
        if (!worker.ended) ear.error(message);
      },
      of: <T extends Command['type']>(type: T) =>
        worker.commands.filter((c): c is Extract<Command, { type: T }> => c.type === type),
    };
    workers.push(worker);
    return {
      post(command) {
        worker.commands.push(command);
        onCommand?.(worker, command);
      },
      end() {
        worker.ended = true;
      },
    };
  };
  return { start, workers };
}
