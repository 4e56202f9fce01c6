/** Previews come from a worker of their own, so that a run does not hold them up; it is ended when idle. */
import type { DataSettings } from '../../experiment/data.ts';
import { reasonOf } from '../../experiment/reason.ts';
import type { Event, Preview } from '../protocol.ts';
import type { StartWorker, WorkerLine } from './workerLine.ts';

const IDLE_MS = 10_000;

export interface PreviewAnswer {
  preview: Preview | undefined;
  notes: string[];
}

interface Pending {
  requestId: number;
  resolve(answer: PreviewAnswer): void;
  reject(reason: Error | DOMException): void;
}

export class Previewer {
  #start: StartWorker;
  #site: () => string;
  #line: WorkerLine | undefined;
  #pending: Pending | undefined;
  #requests = 0;
  #idle: ReturnType<typeof setTimeout> | undefined;

  constructor(start: StartWorker, site: () => string) {
    this.#start = start;
    this.#site = site;
  }

  /** A newer call rejects an older one with an AbortError. */
  ask(settings: DataSettings): Promise<PreviewAnswer> {
    this.#abort();
    clearTimeout(this.#idle);
    const requestId = ++this.#requests;
    const line = (this.#line ??= this.#open());
    return new Promise((resolve, reject) => {
      this.#pending = { requestId, resolve, reject };
      line.post({ type: 'preview', requestId, settings, site: this.#site() });
    });
  }

  dispose(): void {
    this.#abort();
    this.#end();
  }

  #open(): WorkerLine {
    return this.#start('preview', {
      event: (event) => this.#hear(event),
      error: (message) => {
        this.#end();
        this.#take()?.reject(new Error(`The preview could not be made: ${reasonOf(message)}.`));
      },
    });
  }

  #hear(event: Event): void {
    if (event.type !== 'preview' && event.type !== 'preview-failed') return;
    if (event.requestId !== this.#pending?.requestId) return;
    const pending = this.#take();
    this.#idle = setTimeout(() => this.#end(), IDLE_MS);
    if (event.type === 'preview') pending?.resolve({ preview: event.preview, notes: event.notes });
    else pending?.reject(new Error(event.message));
  }

  #take(): Pending | undefined {
    const pending = this.#pending;
    this.#pending = undefined;
    return pending;
  }

  #abort(): void {
    const pending = this.#take();
    if (!pending) return;
    this.#line?.post({ type: 'cancel', requestId: pending.requestId });
    pending.reject(new DOMException('A newer preview was asked for.', 'AbortError'));
  }

  #end(): void {
    clearTimeout(this.#idle);
    this.#line?.end();
    this.#line = undefined;
  }
}
