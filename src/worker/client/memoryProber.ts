/**
 * The page's line to the worker that tries batch sizes. It is apart from the one that trains, so that running out of memory
 * costs no run; one that does not answer, or whose device is lost, is replaced.
 */
import type { ExperimentConfig } from '../../experiment/config.ts';
import type { DeviceFacts } from '../../experiment/devices.ts';
import type { Event, Probed } from '../protocol.ts';
import { workerFault } from './workerFaults.ts';
import type { StartWorker, WorkerLine } from './workerLine.ts';

export interface MemoryProber {
  /** One update at the configuration's batch size. A newer one rejects an older one with an AbortError. */
  probe(config: ExperimentConfig, predictedBytes: number): Promise<Probed>;
  describe(): Promise<DeviceFacts>;
  dispose(): void;
}

/** An update that is not done by then will not be; compiling shaders and a slow device are in it. */
const SILENT_MS = 60_000;
/** Beside that, for each byte that the update holds: half a minute for a gigabyte. */
const SILENT_MS_PER_BYTE = 30_000 / 1e9;
const IDLE_MS = 20_000;

type Answer = Extract<Event, { type: 'probed' | 'described' }>;

type Kind = 'probe' | 'describe';

interface Pending {
  requestId: number;
  resolve(answer: Answer): void;
  reject(reason: Error): void;
  timer: ReturnType<typeof setTimeout>;
}

export function createMemoryProber(start: StartWorker, silentMs = SILENT_MS): MemoryProber {
  let line: WorkerLine | undefined;
  const waiting = new Map<Kind, Pending>();
  let requests = 0;
  let idle: ReturnType<typeof setTimeout> | undefined;

  const drop = (): void => {
    clearTimeout(idle);
    line?.end();
    line = undefined;
  };
  const take = (kind: Kind): Pending | undefined => {
    const one = waiting.get(kind);
    waiting.delete(kind);
    clearTimeout(one?.timer);
    return one;
  };
  /** The worker is given up, and with it whatever it was asked. */
  const fail = (reason: Error): void => {
    drop();
    for (const kind of [...waiting.keys()]) take(kind)?.reject(reason);
  };
  const hear = (event: Event): void => {
    if (event.type !== 'probed' && event.type !== 'described') return;
    const kind = event.type === 'probed' ? 'probe' : 'describe';
    if (event.requestId !== waiting.get(kind)?.requestId) return;
    const pending = take(kind);
    const lost = event.type === 'probed' && !event.probed.fits && event.probed.lost;
    if (lost) fail(new DOMException('The worker was replaced.', 'AbortError'));
    else if (waiting.size === 0) idle = setTimeout(drop, IDLE_MS);
    pending?.resolve(event);
  };

  /** Without a configuration it is the device that is asked about. */
  const ask = (about?: { config: ExperimentConfig; predictedBytes: number }): Promise<Answer> => {
    const kind = about ? 'probe' : 'describe';
    take(kind)?.reject(new DOMException('A newer question was asked.', 'AbortError'));
    clearTimeout(idle);
    line ??= start('memory', {
      event: hear,
      error: (message) => fail(new Error(workerFault('crashed', { message }).message)),
    });
    const requestId = ++requests;
    const answer = new Promise<Answer>((resolve, reject) => {
      const patience = silentMs + SILENT_MS_PER_BYTE * (about?.predictedBytes ?? 0);
      const gone = (): void => fail(new Error(workerFault('hung', { silentMs: patience }).message));
      const timer = setTimeout(gone, patience);
      waiting.set(kind, { requestId, resolve, reject, timer });
    });
    line.post(about ? { type: 'probe', requestId, ...about } : { type: 'describe', requestId });
    return answer;
  };

  return {
    async probe(config, predictedBytes) {
      const answer = await ask({ config, predictedBytes });
      if (answer.type !== 'probed') throw new Error('the worker answered another question');
      return answer.probed;
    },
    async describe() {
      const answer = await ask();
      if (answer.type !== 'described') throw new Error('the worker answered another question');
      return answer.device;
    },
    dispose: () => fail(new DOMException('The page was left.', 'AbortError')),
  };
}
