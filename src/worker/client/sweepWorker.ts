/** A TrialWorker in the browser: one worker, watched; a job is rejected as soon as the worker dies or hangs. */
import {
  JobFault,
  type Job,
  type JobProgress,
  type JobResult,
  type TrialWorker,
} from '../../experiment/job.ts';
import type { RunError } from '../../experiment/run.ts';
import type { SweepSpec } from '../../experiment/sweep.ts';
import { awaitDeath, type AwaitDeath, type DeathWatch } from './awaitDeath.ts';
import { Pings } from './pings.ts';
import { startSweepLine, type StartSweepLine, type SweepLine } from './sweepLine.ts';
import type { SweepCommand, SweepEvent } from '../sweepProtocol.ts';
import { TICK_MS, Watchdog } from './watchdog.ts';
import { workerFault } from './workerFaults.ts';

export interface SweepWorkerOptions {
  start?: StartSweepLine;
  now?: () => number;
  awaitDeath?: AwaitDeath;
  /** Address of the folder that the page is in. */
  site?: () => string;
}

/** A worker that has never answered is being loaded; that may take longer. */
const FRESH_MS = 2000;

interface Pending {
  requestId: number;
  jobId: string;
  /** Not only getting ready. */
  job: boolean;
  watchdog: Watchdog;
  pings: Pings;
  on(progress: JobProgress): void;
  resolve(result: JobResult | undefined): void;
  reject(reason: JobFault): void;
}

export function startSweepWorker(options: SweepWorkerOptions = {}): TrialWorker {
  const {
    start = startSweepLine,
    now = () => performance.now(),
    awaitDeath: deathOf = awaitDeath,
    site = () => new URL('.', document.baseURI).href,
  } = options;
  let line: SweepLine | undefined;
  let death: DeathWatch | undefined;
  let pending: Pending | undefined;
  let requests = 0;
  let ticker: ReturnType<typeof setInterval> | undefined;
  let held = false;
  let heard = false;

  const drop = (): void => {
    clearInterval(ticker);
    ticker = undefined;
    death?.end();
    death = undefined;
    line?.end();
    line = undefined;
  };
  const take = (): Pending | undefined => {
    const one = pending;
    pending = undefined;
    clearInterval(ticker);
    ticker = undefined;
    return one;
  };
  /** The worker is gone, and with it what it was asked for. */
  const fail = (error: RunError): void => {
    drop();
    take()?.reject(new JobFault({ ...error, advice: ADVICE }));
  };

  const hear = (event: SweepEvent): void => {
    heard = true;
    if (event.type === 'alive') {
      death?.end();
      death = deathOf(event.lock, () => fail(workerFault('crashed')));
      return;
    }
    if (event.type === 'pong') {
      pending?.pings.answered(event.requestId);
      pending?.watchdog.heard(false);
      return;
    }
    if (!pending || event.requestId !== pending.requestId) return;
    pending.watchdog.heard(true);
    switch (event.type) {
      case 'expect':
        return pending.watchdog.expect(event.phase, event.ms);
      case 'progress': {
        const { share, looks } = event;
        const { jobId } = pending;
        return pending.on({ jobId, share, looks });
      }
      case 'prepared':
        return take()?.resolve(undefined);
      case 'offered':
        return take()?.resolve({ kind: 'look', offers: event.offers });
      case 'timed':
        return take()?.resolve({ kind: 'speed', sample: event.sample });
      case 'trained':
        return take()?.resolve({ kind: 'trial', run: event.run });
      case 'failed':
        return take()?.reject(new JobFault(event.error));
      default:
        return event satisfies never;
    }
  };

  const tick = (): void => {
    if (!pending || held) return;
    const verdict = pending.watchdog.tick(now(), death?.sure ?? false);
    if (verdict) return fail(workerFault(verdict, { silentMs: pending.watchdog.limitMs }));
    const requestId = pending.pings.due(now());
    if (requestId !== undefined) line?.post({ type: 'ping', requestId });
  };

  /** A worker that was still getting ready goes on with that for whatever it is asked next. */
  const supersede = (): void => {
    const before = take();
    if (before?.job) before.reject(new JobFault(ENDED));
    else before?.resolve(undefined);
  };

  const ask = (
    command: (requestId: number) => SweepCommand,
    jobId: string,
    on: Pending['on'],
  ): Promise<JobResult | undefined> => {
    if (!line) heard = false;
    line ??= start({
      event: hear,
      error: (message) => fail(workerFault('crashed', { message })),
    });
    const requestId = ++requests;
    const watchdog = new Watchdog(now());
    watchdog.expect('loading-data', heard ? 0 : FRESH_MS);
    supersede();
    const answer = new Promise<JobResult | undefined>((resolve, reject) => {
      pending = {
        requestId,
        jobId,
        job: jobId !== '',
        watchdog,
        pings: new Pings(now()),
        on,
        resolve,
        reject,
      };
    });
    ticker = setInterval(tick, TICK_MS);
    line.post(command(requestId));
    return answer;
  };

  return {
    async prepare(spec: SweepSpec) {
      await ask(
        (requestId) => ({ type: 'prepare', requestId, spec, site: site() }),
        '',
        () => undefined,
      );
    },
    async run(job: Job, spec: SweepSpec, on) {
      const id = job.kind === 'trial' ? job.trial.id : job.kind;
      const result = await ask((requestId) => ({ type: 'job', requestId, job, spec, site: site() }), id, on);
      if (!result) throw new JobFault(workerFault('crashed'));
      return result;
    },
    pause() {
      held = true;
      if (pending) line?.post({ type: 'hold', requestId: pending.requestId });
    },
    resume() {
      held = false;
      if (!pending) return;
      // What was asked of the clock while nothing was to happen does not count.
      pending.watchdog.heard(true);
      line?.post({ type: 'release', requestId: pending.requestId });
    },
    end() {
      drop();
      take()?.reject(new JobFault(ENDED));
    },
  };
}

const ADVICE = 'Start the sweep again; what is done stays.';
const ENDED: RunError = { code: 'worker-crashed', message: 'The run was ended.', advice: ADVICE };
