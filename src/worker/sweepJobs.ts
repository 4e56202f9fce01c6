/** The worker's side of a sweep: one job at a time, everything from the world injected. */
import type { EngineOffer } from '../experiment/sweep.ts';
import type { Probes } from '../engine/probe.ts';
import { configOfJob } from './jobConfig.ts';
import { buffersOf } from './columns.ts';
import { LONG_MS } from './announcer.ts';
import { runError, runErrorAt } from './faults.ts';
import type { Phase } from './protocol.ts';
import { measureSpeed } from './speedTest.ts';
import type { SweepCommand, SweepEvent } from './sweepProtocol.ts';
import { runTrial } from './trial.ts';
import { createTrialTools, type TrialWorld } from './trialTools.ts';

export type SweepPost = (event: SweepEvent, transfer?: Transferable[]) => void;

export interface SweepWorld extends Omit<TrialWorld, 'loadDataset' | 'expect'> {
  post: SweepPost;
  probe(): Promise<Probes>;
  loadDataset(
    site: string,
    ...rest: Parameters<TrialWorld['loadDataset']>
  ): ReturnType<TrialWorld['loadDataset']>;
}

export interface SweepJobs {
  receive(command: SweepCommand): void;
}

export function createSweepJobs(world: SweepWorld): SweepJobs {
  const { post } = world;
  let requestId = 0;
  let site = '';
  let control = new AbortController();
  let rest: { promise: Promise<void>; end(): void } | undefined;
  let said: { phase: Phase['name']; ms: number } | undefined;

  /** Said when it is news or long. */
  const expect = (phase: Phase['name'], ms: number): void => {
    const news = said?.phase !== phase || ms > LONG_MS || said.ms > LONG_MS;
    said = { phase, ms };
    if (news) post({ type: 'expect', requestId, phase, ms });
  };
  const tools = createTrialTools({
    ...world,
    loadDataset: (settings, signal) => world.loadDataset(site, settings, signal),
    expect,
  });

  const release = (): void => {
    rest?.end();
    rest = undefined;
  };

  const begin = (command: { requestId: number; site: string }): void => {
    said = undefined;
    ({ requestId, site } = command);
  };

  /** A job that follows at once takes what is on its way. */
  async function prepare(command: Extract<SweepCommand, { type: 'prepare' }>): Promise<void> {
    begin(command);
    const { spec } = command;
    const id = command.requestId;
    try {
      const config = configOfJob(spec, { kind: 'speed', arm: 0, batchSize: spec.batchSizes[0] });
      await tools.prepare(config, new AbortController().signal);
      post({ type: 'prepared', requestId: id });
    } catch (reason) {
      post({ type: 'failed', requestId: id, error: runError(reason) });
    }
  }

  async function work(command: Extract<SweepCommand, { type: 'job' }>): Promise<void> {
    control.abort();
    release();
    begin(command);
    const { signal } = (control = new AbortController());
    const { job, spec, requestId: id } = command;
    const say: SweepPost = (event, transfer) => {
      if (!signal.aborted) post(event, transfer);
    };
    try {
      if (job.kind === 'look')
        return say({ type: 'offered', requestId: id, offers: offersOf(await world.probe()) });
      if (job.kind === 'speed') {
        const { arm, engine } = job;
        const about = { arm, engine, config: configOfJob(spec, job) };
        return say({ type: 'timed', requestId: id, sample: await measureSpeed(about, tools, signal) });
      }
      const run = await runTrial(job.trial, tools, {
        signal,
        hold: () => rest?.promise,
        on: ({ share, looks }) => say({ type: 'progress', requestId: id, share, looks }),
      });
      say({ type: 'trained', requestId: id, run }, buffersOf(run.series.columns));
    } catch (reason) {
      const batchSize = job.kind === 'look' ? undefined : configOfJob(spec, job).batchSize;
      const error = batchSize === undefined ? runError(reason) : runErrorAt(reason, batchSize);
      say({ type: 'failed', requestId: id, error });
    }
  }

  return {
    receive(command) {
      switch (command.type) {
        case 'prepare':
          return void prepare(command);
        case 'job':
          return void work(command);
        case 'hold': {
          if (command.requestId !== requestId || rest) return;
          let end = (): void => undefined;
          const promise = new Promise<void>((resolve) => (end = resolve));
          rest = { promise, end };
          return;
        }
        case 'release':
          return release();
        case 'ping':
          return post({ type: 'pong', requestId: command.requestId });
        default:
          return command satisfies never;
      }
    },
  };
}

const offersOf = (probes: Probes): EngineOffer[] =>
  (['webgl', 'webgpu'] as const).flatMap((engine) => {
    const { device, software } = probes[engine];
    return device === undefined ? [] : [{ engine, device, software }];
  });
