/** Runs a sweep to its end: asks the plan what is next, keeps the pool at work, and says how far it is. */
import { armId } from '../experiment/arms.ts';
import { ENGINE_LABELS } from '../experiment/engineLabels.ts';
import { formatNumber } from '../experiment/format.ts';
import type { Job, JobProgress, JobResult, TrialWorker } from '../experiment/job.ts';
import type { RunError } from '../experiment/run.ts';
import type { EngineOffer, Looks, SweepData, SweepSpec, Trial } from '../experiment/sweep.ts';
import { failedRun, failedSample } from './failedJobs.ts';
import { forecastSeconds, jobSeconds } from './forecast.ts';
import { countOf, groupsOf, isDone, jobId, nextJobs } from './plan.ts';
import { createPool, isOfData, type Pool } from './pool.ts';
import { tuningRates } from './tuning.ts';
import { isTimed, timingsOf } from './timings.ts';

export interface ActiveJob {
  /** Of a trial its own. */
  id: string;
  /** "B = 64, seed 2", "B = 64, rate 0.2, seed 1 (tuning)", "timing B = 64". */
  label: string;
  share: number;
  secondsLeft: number | undefined;
}

/** A run under way, as far as it has been heard of. */
export interface LiveTrial extends Looks {
  trial: Trial;
}

export interface SweepProgress {
  status: 'running' | 'paused' | 'done' | 'failed';
  done: number;
  total: number;
  secondsLeft: number | undefined;
  active: ActiveJob[];
  /** Runs under way that are no tuning, for curves that grow. */
  live: readonly LiveTrial[];
  error: RunError | undefined;
}

export interface RunnerOptions {
  data: SweepData;
  startWorker(): TrialWorker;
  workers: number;
  /** At every change; as often as workers tell, ten times a second each. */
  onChange(data: SweepData, progress: SweepProgress): void;
  /** Milliseconds, monotonic. */
  now(): number;
}

export interface SweepRunner {
  /** Starts, or goes on after `pause`, `cancel` or a failure. */
  start(): void;
  /** Holds the runs under way where they are. */
  pause(): void;
  /** Ends the runs under way; what is done stays. */
  cancel(): void;
  readonly data: SweepData;
  readonly progress: SweepProgress;
}

interface Active {
  job: Job;
  from: number;
  share: number;
  looks: Looks;
  /** Predicted, before correction. */
  seconds: number | undefined;
}

export function createSweepRunner(options: RunnerOptions): SweepRunner {
  const { workers, startWorker, now, onChange } = options;
  const { spec } = options.data;
  let { data } = options;
  let status: SweepProgress['status'] = 'paused';
  let error: RunError | undefined;
  let pool: Pool | undefined;
  const active = new Map<string, Active>();
  /** Update times that could not be measured; tried again at the next start. */
  const givenUp = new Set<string>();
  let pausedAt = 0;
  const took = { measured: 0, predicted: 0 };
  /** What follows from the data alone, for as long as these are the same. */
  let outlook: { data: SweepData; seconds: number | undefined; total: number } | undefined;

  const correction = (): number =>
    took.predicted > 0 ? Math.min(10, Math.max(0.1, took.measured / took.predicted)) : 1;
  const wanted = (): Job[] =>
    nextJobs(data).filter((job) => !active.has(jobId(spec, job)) && !givenUp.has(jobId(spec, job)));

  const progress = (): SweepProgress => {
    const factor = correction();
    const jobs = [...active.values()];
    if (outlook?.data !== data)
      outlook = {
        data,
        seconds: forecastSeconds(spec, data.speeds, workers, data.runs, factor, data.offers),
        total: totalOf(data),
      };
    const left = outlook.seconds;
    const behind = jobs.reduce((sum, { share, seconds = 0 }) => sum + share * seconds * factor, 0);
    return {
      status,
      done: data.runs.length + timed(data),
      total: outlook.total,
      secondsLeft: status === 'done' ? 0 : left && Math.max(0, left - behind / Math.max(1, workers)),
      active: jobs.map(({ job, share, seconds }) => ({
        id: jobId(spec, job),
        label: labelOf(spec, job),
        share,
        secondsLeft: seconds && seconds * factor * (1 - share),
      })),
      live: jobs.flatMap(({ job, looks }) =>
        job.kind === 'trial' && job.trial.role === 'run' ? { trial: job.trial, ...looks } : [],
      ),
      error,
    };
  };
  const tell = (): void => onChange(data, progress());

  const settle = (): void => {
    if (status !== 'running' || active.size > 0) return;
    if (wanted().length > 0) return;
    if (isDone(data) || (givenUp.size > 0 && spec.kind === 'train' && spec.budget.unit !== 'seconds'))
      stop('done');
    else stop('failed');
  };

  const stop = (as: SweepProgress['status']): void => {
    status = as;
    pool?.end();
    pool = undefined;
    active.clear();
  };

  const take = (job: Job, result: JobResult): void => {
    const id = jobId(spec, job);
    const begun = active.get(id);
    active.delete(id);
    if (begun?.seconds !== undefined && job.kind === 'trial' && result.kind === 'trial') {
      const { length, columns } = result.run.series;
      const made = length > 0 ? columns.update[length - 1] / job.trial.updates : 0;
      if (made > 0) {
        took.measured += (now() - begun.from) / 1000;
        took.predicted += begun.seconds * (job.trial.until ? 1 : made);
      }
    }
    data = withResult(data, result);
    settle();
    tell();
  };

  const lose = (job: Job, reason: RunError): void => {
    active.delete(jobId(spec, job));
    if (isOfData(reason)) {
      error = reason;
      stop('failed');
      return tell();
    }
    if (job.kind === 'look') data = withResult(data, { kind: 'look', offers: [] });
    else if (job.kind === 'speed' && job.engine !== undefined)
      data = withResult(data, { kind: 'speed', sample: failedSample(job, job.engine, reason) });
    else if (job.kind === 'speed') {
      givenUp.add(jobId(spec, job));
      error = reason;
    } else data = { ...data, runs: [...data.runs, failedRun(data, job.trial, reason)] };
    settle();
    tell();
  };

  return {
    get data() {
      return data;
    },
    get progress() {
      return progress();
    },
    start() {
      if (status === 'running') return;
      status = 'running';
      error = undefined;
      givenUp.clear();
      if (pool) {
        for (const one of active.values()) one.from += now() - pausedAt;
        pool.resume();
        settle();
        return tell();
      }
      pool = createPool({
        ...{ spec, workers, startWorker, wanted, done: take, failed: lose },
        begun(job) {
          const seconds = jobSeconds(data, job);
          active.set(jobId(spec, job), { job, from: now(), share: 0, looks: NO_LOOKS, seconds });
          tell();
        },
        progress(job, { share, looks }: JobProgress) {
          const one = active.get(jobId(spec, job));
          if (!one) return;
          one.share = share;
          if (looks) one.looks = joined(one.looks, looks);
          tell();
        },
      });
      settle();
      if (status === 'running') pool?.fill();
      tell();
    },
    pause() {
      if (status !== 'running') return;
      status = 'paused';
      pausedAt = now();
      pool?.pause();
      tell();
    },
    cancel() {
      if (status === 'done') return;
      stop('paused');
      tell();
    },
  };
}

const NO_LOOKS: Looks = { evaluations: [], noise: [], gradients: [] };

const joined = (before: Looks, more: Looks): Looks => ({
  evaluations: [...before.evaluations, ...more.evaluations],
  noise: [...before.noise, ...more.noise],
  gradients: [...before.gradients, ...more.gradients],
});

const timed = (data: SweepData): number => timingsOf(data).filter((one) => isTimed(data, one)).length;

/** An emulated graphics interface is timed only where it is asked for. */
function withResult(data: SweepData, result: JobResult): SweepData {
  const { speeds, runs, spec } = data;
  switch (result.kind) {
    case 'look': {
      const timedOn = ({ engine, software }: EngineOffer): boolean =>
        !software || engine === spec.base.engine;
      return { ...data, offers: result.offers.map((offer) => ({ ...offer, timed: timedOn(offer) })) };
    }
    case 'speed':
      return { ...data, speeds: [...speeds, result.sample] };
    case 'trial':
      return { ...data, runs: [...runs, result.run] };
    default:
      return result satisfies never;
  }
}

/** Jobs in all; grows with the grids of rates. */
function totalOf(data: SweepData): number {
  const { spec } = data;
  const { runs } = countOf(spec);
  const speeds = timingsOf(data).length;
  if (spec.kind === 'speed' || spec.lrRule !== 'tuned') return runs + speeds;
  const tuning = groupsOf(spec).reduce(
    (sum, { arm, batchSize }) => sum + tuningRates(data, arm, batchSize).length * spec.seeds,
    0,
  );
  return runs + speeds + tuning;
}

function labelOf(spec: SweepSpec, job: Job): string {
  if (job.kind === 'look') return 'looking for graphics processors';
  const { arms } = spec;
  const arm = arms.length > 1 ? `${armId(arms[job.kind === 'trial' ? job.trial.arm : job.arm])}, ` : '';
  if (job.kind === 'speed') {
    const on = job.engine === undefined ? '' : ` on ${ENGINE_LABELS[job.engine]}`;
    return `timing ${arm}B = ${formatNumber(job.batchSize)}${on}`;
  }
  const { role, config } = job.trial;
  const size = `${arm}B = ${formatNumber(config.batchSize)}`;
  return role === 'run'
    ? `${size}, seed ${config.seed}`
    : `${size}, rate ${formatNumber(config.learningRate)}, seed ${config.seed} (tuning)`;
}
