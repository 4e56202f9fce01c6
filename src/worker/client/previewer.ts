/**
 * Previews come from the worker that waits for a run, where there is one, so that its script is fetched once; else from one of
 * their own, which a run does not hold up. That is ended when idle.
 */
import type { DataSettings } from '../../experiment/data.ts';
import { reasonOf } from '../../experiment/reason.ts';
import type { Event, Preview } from '../protocol.ts';
import type { StartWorker, WorkerEar, WorkerLine } from './workerLine.ts';

const IDLE_MS = 10_000;

export interface PreviewAnswer {
  preview: Preview | undefined;
  notes: string[];
}

/** A line to a worker that has nothing else to do now; `ear.error` says that it is lost. */
export type Lend = (ear: WorkerEar) => WorkerLine | undefined;

interface Pending {
  requestId: number;
  settings: DataSettings;
  /** Who was asked. */
  line: WorkerLine;
  resolve(answer: PreviewAnswer): void;
  reject(reason: Error | DOMException): void;
}

export class Previewer {
  #start: StartWorker;
  #site: () => string;
  #lend: Lend;
  #line: WorkerLine | undefined;
  /** While it owes a preview. */
  #borrowed: WorkerLine | undefined;
  #pending: Pending | undefined;
  #requests = 0;
  #idle: ReturnType<typeof setTimeout> | undefined;

  constructor(start: StartWorker, site: () => string, lend: Lend) {
    this.#start = start;
    this.#site = site;
    this.#lend = lend;
  }

  /** A newer call rejects an older one with an AbortError. */
  ask(settings: DataSettings): Promise<PreviewAnswer> {
    this.#abort();
    clearTimeout(this.#idle);
    const requestId = ++this.#requests;
    this.#giveBack();
    const line = this.#line ?? this.#borrow() ?? (this.#line = this.#open());
    return new Promise((resolve, reject) => {
      this.#post({ requestId, settings, line, resolve, reject });
    });
  }

  dispose(): void {
    this.#abort();
    this.#giveBack();
    this.#end();
  }

  #post(pending: Pending): void {
    const { line, requestId, settings } = pending;
    this.#pending = pending;
    line.post({ type: 'preview', requestId, settings, site: this.#site() });
  }

  /** What a lost worker owes is asked of one of our own. */
  #borrow(): WorkerLine | undefined {
    this.#borrowed = this.#lend({
      event: (event) => this.#hear(event),
      error: () => {
        const lost = this.#borrowed;
        this.#giveBack();
        if (this.#pending?.line !== lost) return;
        const pending = this.#take();
        if (pending) this.#post({ ...pending, line: (this.#line ??= this.#open()) });
      },
    });
    return this.#borrowed;
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
    this.#giveBack();
    this.#idle = setTimeout(() => this.#end(), IDLE_MS);
    if (event.type === 'preview') pending?.resolve({ preview: event.preview, notes: event.notes });
    else pending?.reject(new Error(event.message));
  }

  #giveBack(): void {
    this.#borrowed?.end();
    this.#borrowed = undefined;
  }

  #take(): Pending | undefined {
    const pending = this.#pending;
    this.#pending = undefined;
    return pending;
  }

  #abort(): void {
    const pending = this.#take();
    if (!pending) return;
    pending.line.post({ type: 'cancel', requestId: pending.requestId });
    pending.reject(new DOMException('A newer preview was asked for.', 'AbortError'));
  }

  #end(): void {
    clearTimeout(this.#idle);
    this.#line?.end();
    this.#line = undefined;
  }
}
