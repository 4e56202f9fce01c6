/** One run from its start to its last event: what goes wrong on the way becomes that event. */
import { DatasetError } from '../datasets/dataset.ts';
import { optimizerOf } from '../experiment/config.ts';
import { modelOf } from '../experiment/derive.ts';
import type { Position } from '../experiment/run.ts';
import { Announcer } from './announcer.ts';
import { Columns } from './columns.ts';
import { EngineFailureError, isRefusal } from '../engine/failure.ts';
import { createTrial } from '../engine/trial.ts';
import { Control, Stopped } from './control.ts';
import type { EngineKeeper } from './engineKeeper.ts';
import { Diverged, Fault, runErrorAt } from './faults.ts';
import type { DataKeeper } from './loading.ts';
import { Outbox, type Pulse } from './outbox.ts';
import { prepare, type Prepared, type StartCommand } from './prepare.ts';
import type { Event } from './protocol.ts';
import type { SessionTools } from './tools.ts';

/** A lost device is reported a little after the operation that failed for it. */
const REPORT_MS = 100;
const NOWHERE: Position = { update: 0, examples: 0, epoch: 0, seconds: 0 };
const STILL: Pulse = { position: NOWHERE, updateMs: 0, examplesPerSecond: 0 };

export class Run {
  readonly control: Control;
  readonly outbox: Outbox;
  #command: StartCommand;
  #tools: SessionTools;
  #engines: EngineKeeper;
  #columns = new Columns(1);
  #prepared: Prepared | undefined;
  #lastPulse: Pulse | undefined;
  /** Its last event is on its way. */
  over = false;

  constructor(command: StartCommand, tools: SessionTools, engines: EngineKeeper) {
    this.#command = command;
    this.#tools = tools;
    this.#engines = engines;
    this.control = new Control(command.until);
    this.outbox = new Outbox(command.runId, tools.post, tools.now, this.#columns, () => this.#pulse());
  }

  get runId(): string {
    return this.#command.runId;
  }

  /** Runs to the last event. Never rejects. */
  async complete(data: DataKeeper): Promise<void> {
    const { runId } = this;
    let last: Event;
    try {
      await this.#train(data);
      last = { type: 'finished', runId, position: this.#position() ?? NOWHERE };
    } catch (reason) {
      last = await this.#lastWords(reason);
    }
    this.#engines.release();
    this.#cleanUp();
    this.over = true;
    this.outbox.send(last);
    this.outbox.hurry();
  }

  async #train(data: DataKeeper): Promise<void> {
    const { control, outbox } = this;
    const announcer = new Announcer(this.runId, this.#tools.post, outbox);
    const { config, site, resumeFrom } = this.#command;
    const model = modelOf(config);
    const loading = data.load(config, site, control, announcer);
    const trial = createTrial({
      model,
      optimizer: optimizerOf(config),
      batchSize: this.#batchSize(),
      seed: config.seed,
      data: () => loading.then(({ dataset }) => dataset),
      check: () => control.check(),
      predict: (...of) => this.#tools.predictedUpdateMs(...of),
    });
    const engine = this.#engines.take(
      { choice: config.engine, trial, earlier: resumeFrom?.engine },
      (failure) => control.end(new EngineFailureError(failure)),
    );
    engine.catch(() => undefined);
    const loaded = await loading;
    this.#prepared = await prepare(this.#command, loaded, {
      engine,
      discardEngine: () => this.#engines.discard(),
      columns: this.#columns,
      tools: this.#tools,
      announcer,
      control,
      outbox,
    });
    await this.#prepared.begin();
  }

  async #lastWords(thrown: unknown): Promise<Event> {
    const { runId } = this;
    const reason = await this.#trueReason(thrown);
    const position = reason instanceof Diverged ? reason.position : this.#position();
    if (reason instanceof Stopped) return { type: 'stopped', runId, position: position ?? NOWHERE };
    const error = runErrorAt(reason, this.#batchSize());
    const harmless = [Diverged, DatasetError, Fault].some((kind) => reason instanceof kind);
    if (!harmless && !isRefusal(reason)) this.#engines.discard();
    return { type: 'failed', runId, error, position };
  }

  /** An exception, or a loss that is no number, may be the first sign of an engine's failure. */
  async #trueReason(thrown: unknown): Promise<unknown> {
    const certain = [Stopped, EngineFailureError, Fault, DatasetError].some((kind) => thrown instanceof kind);
    if (certain) return thrown;
    await new Promise<void>((resolve) => this.#tools.after(REPORT_MS, resolve));
    const { reason } = this.control;
    return reason instanceof EngineFailureError ? reason : thrown;
  }

  #batchSize(): number {
    const { config, resumeFrom } = this.#command;
    return this.#prepared?.training?.batchSize ?? resumeFrom?.batchSize ?? config.batchSize;
  }

  #position(): Position | undefined {
    return this.#prepared?.training?.position ?? this.#command.resumeFrom?.position;
  }

  #pulse(): Pulse {
    return this.#prepared?.training?.pulse ?? this.#lastPulse ?? STILL;
  }

  /** Lets go of everything but what the last frame needs. */
  #cleanUp(): void {
    this.#lastPulse = this.#pulse();
    const run = this.#prepared?.run;
    this.#prepared = undefined;
    try {
      run?.dispose();
    } catch {
      this.#engines.discard();
    }
  }
}
