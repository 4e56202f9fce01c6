/** The line to the training worker: one run at a time, its watchdog, its checkpoints, and the worker's replacement. */
import type { ExperimentConfig } from '../../experiment/config.ts';
import type { DataSettings } from '../../experiment/data.ts';
import type { Position, RunError, RunId } from '../../experiment/run.ts';
import type { Checkpoint, Command, Event, Until } from '../protocol.ts';
import type { AwaitDeath, DeathWatch } from './awaitDeath.ts';
import { CheckpointShelf } from './checkpointShelf.ts';
import { Pings } from './pings.ts';
import { replacesWorker, workerFault } from './workerFaults.ts';
import type { RunEvent } from './trainer.ts';
import { TICK_MS, Watchdog } from './watchdog.ts';
import type { StartWorker, WorkerEar, WorkerLine } from './workerLine.ts';

export interface Order {
  runId: RunId;
  config: ExperimentConfig;
  until: Until;
  resumeFrom: Checkpoint | undefined;
}

/** An order that waits for the run before it to end, with the commands that came for it meanwhile. */
interface Next {
  order: Order;
  commands: Command[];
}

interface Live {
  runId: RunId;
  position: Position;
  watchdog: Watchdog;
  pings: Pings;
  ticker: ReturnType<typeof setInterval>;
  /** Set once it was asked to stop. */
  deadline?: ReturnType<typeof setTimeout>;
}

const STOP_MS = 800;
/** Settings that stand still for so long are likely to be trained on. */
const FORESEE_MS = 500;
/** A fresh worker's code may have to come over a slow network. */
const FRESH_MS = 3000;
const NOWHERE: Position = { update: 0, examples: 0, epoch: 0, seconds: 0 };

export class RunLine {
  readonly checkpoints = new CheckpointShelf();
  #start: StartWorker;
  #now: () => number;
  #site: () => string;
  #line: WorkerLine | undefined;
  #heardOf = false;
  #awaitDeath: AwaitDeath;
  #deathWatch: DeathWatch | undefined;
  #live: Live | undefined;
  #next: Next | undefined;
  #borrower: WorkerEar | undefined;
  #foresight: ReturnType<typeof setTimeout> | undefined;
  #listeners = new Set<(event: RunEvent) => void>();

  constructor(start: StartWorker, now: () => number, site: () => string, awaitDeath: AwaitDeath) {
    this.#start = start;
    this.#now = now;
    this.#site = site;
    this.#awaitDeath = awaitDeath;
  }

  listen(listener: (event: RunEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  warmUp(): void {
    this.#line ??= this.#open();
  }

  /** The worker for previews, while no run needs it. `ear` hears of them, and when the worker is replaced. */
  lend(ear: WorkerEar): WorkerLine | undefined {
    if (this.#live) return undefined;
    this.warmUp();
    this.#borrower = ear;
    return { post: (command) => this.#line?.post(command), end: () => (this.#borrower = undefined) };
  }

  /** Lets an idle worker draw these data before they are asked for. */
  foresee(settings: DataSettings): void {
    clearTimeout(this.#foresight);
    this.#foresight = setTimeout(() => {
      if (this.#live) return;
      this.warmUp();
      this.#line?.post({ type: 'foresee', requestId: 0, settings });
    }, FORESEE_MS);
  }

  start(order: Order): void {
    if (!this.#live) return this.#begin(order);
    this.#refuseNext();
    this.#next = { order, commands: [] };
    this.#askToStop(this.#live);
  }

  /** Sends a command to the run under way, if there is one that was not asked to stop; else the next one gets it later. */
  tell(command: (runId: RunId) => Command): void {
    if (this.#next) this.#next.commands.push(command(this.#next.order.runId));
    else if (this.#live && !this.#live.deadline) this.#line?.post(command(this.#live.runId));
  }

  stop(): void {
    this.#refuseNext();
    if (this.#live) this.#askToStop(this.#live);
  }

  dispose(): void {
    clearTimeout(this.#foresight);
    this.#next = undefined;
    this.#rest();
    this.#drop();
    this.#listeners.clear();
  }

  #begin({ runId, config, until, resumeFrom }: Order): void {
    const line = (this.#line ??= this.#open());
    const watchdog = new Watchdog(this.#now());
    watchdog.expect('loading-data', this.#heardOf ? 0 : FRESH_MS);
    const pings = new Pings(this.#now());
    const ticker = setInterval(() => this.#tick(), TICK_MS);
    this.checkpoints.open(runId);
    this.#live = { runId, position: resumeFrom?.position ?? NOWHERE, watchdog, pings, ticker };
    const resume = resumeFrom && { resumeFrom };
    line.post({ type: 'start', runId, config, until, site: this.#site(), ...resume });
  }

  #askToStop(live: Live): void {
    if (live.deadline !== undefined) return;
    this.#line?.post({ type: 'stop', runId: live.runId });
    live.deadline = setTimeout(() => {
      this.#drop();
      this.#end({ type: 'stopped', runId: live.runId, position: live.position });
    }, STOP_MS);
  }

  /** A run that was to follow the one being stopped will not. */
  #refuseNext(): void {
    const next = this.#next;
    this.#next = undefined;
    if (!next) return;
    const { runId, resumeFrom } = next.order;
    this.#emit({ type: 'stopped', runId, position: resumeFrom?.position ?? NOWHERE });
  }

  #open(): WorkerLine {
    this.#heardOf = false;
    return this.#start('trainer', {
      event: (event) => this.#hear(event),
      error: (message) => this.#fail(workerFault('crashed', { message })),
    });
  }

  #hear(event: Event): void {
    this.#heardOf = true;
    if (event.type === 'alive') {
      this.#deathWatch?.end();
      this.#deathWatch = this.#awaitDeath(event.lock, () => this.#fail(workerFault('crashed')));
    }
    if (event.type === 'preview' || event.type === 'preview-failed') this.#borrower?.event(event);
    if ('requestId' in event) {
      this.#live?.pings.answered(event.requestId);
      this.#live?.watchdog.heard(false);
      return;
    }
    const live = this.#live;
    if (event.runId !== live?.runId) return;
    live.watchdog.heard(true);
    switch (event.type) {
      case 'phase':
        live.watchdog.expect(event.phase.name, event.expectedMs);
        live.position = event.position ?? live.position;
        return this.#emit(event);
      case 'metrics':
        live.position = event.position;
        try {
          return this.#emit(event);
        } finally {
          this.#line?.post({ type: 'ack', runId: event.runId });
        }
      case 'checkpoint':
        this.checkpoints.put(event.runId, event.checkpoint);
        return this.#emit(event);
      case 'failed':
        if (replacesWorker(event.error)) this.#drop();
        return this.#end(event);
      case 'finished':
        this.checkpoints.forget(event.runId);
        return this.#end(event);
      case 'stopped':
        return this.#end(event);
      case 'ready':
      case 'pace':
      case 'insight':
      case 'retuned':
      case 'paused':
        return this.#emit(event);
      default:
        return event satisfies never;
    }
  }

  #tick(): void {
    const live = this.#live;
    if (!live) return;
    const verdict = live.watchdog.tick(this.#now(), this.#deathWatch?.sure ?? false);
    if (verdict) return this.#fail(workerFault(verdict, { silentMs: live.watchdog.limitMs }));
    const requestId = live.pings.due(this.#now());
    if (requestId !== undefined) this.#line?.post({ type: 'ping', requestId });
  }

  /** Gives the worker up; the run under way has failed with it. */
  #fail(error: RunError): void {
    this.#drop();
    if (this.#live)
      this.#end({ type: 'failed', runId: this.#live.runId, error, position: this.#live.position });
  }

  /** The run's last event; the next one follows, unless a listener has just started another. */
  #end(event: RunEvent): void {
    this.#rest();
    this.#emit(event);
    const next = this.#next;
    if (this.#live) return this.#refuseNext();
    this.#next = undefined;
    if (!next) return;
    this.#begin(next.order);
    for (const command of next.commands) this.#line?.post(command);
  }

  #rest(): void {
    clearInterval(this.#live?.ticker);
    clearTimeout(this.#live?.deadline);
    this.#live = undefined;
  }

  #drop(): void {
    this.#deathWatch?.end();
    this.#deathWatch = undefined;
    this.#line?.end();
    this.#line = undefined;
    const borrower = this.#borrower;
    this.#borrower = undefined;
    borrower?.error('the worker was replaced');
  }

  #emit(event: RunEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}
