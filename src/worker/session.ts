/**
 * The worker's side of training: takes commands, has one run at a time, keeps engine and dataset for the next. Everything
 * it needs from the world is injected.
 */
import type { DataSettings } from '../experiment/data.ts';
import { EngineKeeper } from './engineKeeper.ts';
import { DataKeeper } from './loading.ts';
import type { Command } from './protocol.ts';
import { Run } from './run.ts';
import type { SessionTools } from './tools.ts';

export type RunCommand = Exclude<Command, { requestId: number }>;

export interface Session {
  /** Commands for a run other than the current one are ignored. */
  receive(command: RunCommand): void;
  /** Draws data ahead of a likely run, unless one is going. */
  foresee(settings: DataSettings): void;
}

export function createSession(tools: SessionTools): Session {
  const engines = new EngineKeeper(tools.startEngine);
  const data = new DataKeeper(tools);
  let current: Run | undefined;
  let idle = Promise.resolve();

  const start = (command: Extract<RunCommand, { type: 'start' }>): void => {
    const before = current;
    before?.control.stop();
    const run = new Run(command, tools, engines);
    current = run;
    idle = idle.then(async () => {
      before?.outbox.abandon();
      await run.complete(data);
      forget(run);
    });
  };
  /** A run that is over and has nothing left to send is let go. */
  const forget = (run: Run): void => {
    if (current === run && run.over && run.outbox.empty) current = undefined;
  };

  return {
    foresee(settings) {
      if (!current) void data.foresee(settings);
    },
    receive(command) {
      if (command.type === 'start') return start(command);
      const run = current;
      if (run?.runId !== command.runId) return;
      switch (command.type) {
        case 'pause':
          return run.control.pause();
        case 'resume':
          return run.control.resume(command.until);
        case 'stop':
          return run.control.stop();
        case 'retune': {
          const { batchSize, learningRate } = command;
          return run.control.retune({
            ...(batchSize !== undefined && { batchSize }),
            ...(learningRate !== undefined && { learningRate }),
          });
        }
        case 'ack':
          run.outbox.acknowledge();
          return forget(run);
        default:
          return command satisfies never;
      }
    },
  };
}
