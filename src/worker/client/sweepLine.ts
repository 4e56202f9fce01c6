/** A line to one sweep worker. */
import type { SweepCommand, SweepEvent } from '../sweepProtocol.ts';

export interface SweepLine {
  post(command: SweepCommand): void;
  /** Ends the worker at once; nothing is heard of it afterwards. */
  end(): void;
}

export interface SweepEar {
  event(event: SweepEvent): void;
  error(message: string): void;
}

export type StartSweepLine = (ear: SweepEar) => SweepLine;

export const startSweepLine: StartSweepLine = (ear) =>
  sweepLineTo(
    new Worker(new URL('../sweep.worker.ts', import.meta.url), { type: 'module', name: 'sweep' }),
    ear,
  );

export function sweepLineTo(worker: Worker, ear: SweepEar): SweepLine {
  let open = true;
  worker.onmessage = ({ data }: MessageEvent<SweepEvent>) => {
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
