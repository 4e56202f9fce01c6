/** How long a sweep takes, before it starts and while it runs, from update times measured alone. */
import { median } from '../science/stats.ts';
import { trainingCount } from '../experiment/derive.ts';
import type { Job } from '../experiment/job.ts';
import type { SpeedSample, SweepData, SweepSpec, TrialRun } from '../experiment/sweep.ts';
import { configOf, groupsOf, updatesIn } from './plan.ts';
import { isTimed, timingsOf, type Timing } from './timings.ts';
import { tunedRate, tuningRates } from './tuning.ts';
import { likelySecondsPerUpdate } from './updateTime.ts';

export { secondsPerUpdate } from './updateTime.ts';

/** Evaluations and all else beside the updates, as a share of these; see docs/sweeps.md. */
const BESIDE = 0.35;
/** What the shortest run takes. */
const LEAST_RUN_SECONDS = 0.03;
/** Timing a batch size takes at least so long, and so many of its updates, warm-up included. */
const SPEED_SECONDS = 0.25;
const TIMED_UPDATES = 7;

type Known = Pick<SweepData, 'spec' | 'speeds' | 'runs'>;

/** Seconds of one run of a group that makes its whole budget; undefined where nothing tells. */
function runSeconds(known: Known, arm: number, batchSize: number): number | undefined {
  const { spec } = known;
  const each = likelySecondsPerUpdate(known, arm, batchSize);
  if (each === undefined) return undefined;
  const { unit, amount } = spec.budget;
  const count = trainingCount(configOf(spec, arm, batchSize, spec.base.seed, spec.base.learningRate));
  const training =
    unit === 'seconds' ? amount : each * (updatesIn({ ...known, ...NO_SWEEP }, arm, batchSize, count) ?? 0);
  return LEAST_RUN_SECONDS + training * (1 + BESIDE) * shareMade(known, arm, batchSize);
}

const NO_SWEEP = { id: '', preset: undefined, createdAt: 0 };

/** The part of its budget that a run of this group makes before it reaches its target, by those that are done. */
function shareMade({ runs }: Known, arm: number, batchSize: number): number {
  const shares = runs
    .filter(({ trial }) => trial.arm === arm && trial.config.batchSize === batchSize && trial.until)
    .map(({ trial, series: { length, columns } }) =>
      length > 0 ? columns.update[length - 1] / trial.updates : 1,
    );
  return shares.length > 0 ? shares.reduce((a, b) => a + b, 0) / shares.length : 1;
}

/** By what the engine took at other batch sizes, as if the whole of it were in proportion to these. */
function timingSeconds(speeds: readonly SpeedSample[], { arm, batchSize, engine }: Timing): number {
  const known = speeds.filter((s) => s.arm === arm && s.engine === engine && s.updateMs.length > 0);
  const each = known.map((s) => (median(s.updateMs) * Math.max(1, batchSize / s.batchSize)) / 1000);
  return each.length === 0 ? SPEED_SECONDS : Math.max(SPEED_SECONDS, TIMED_UPDATES * Math.min(...each));
}

/** Seconds that a job should take by itself; undefined where nothing tells. */
export function jobSeconds(known: Known, job: Job): number | undefined {
  if (job.kind === 'look') return undefined;
  if (job.kind === 'speed') return timingSeconds(known.speeds, job);
  const { arm, config } = job.trial;
  return runSeconds(known, arm, config.batchSize);
}

/**
 * Seconds until a sweep is done, with `done` of its runs behind it. `correction` is what runs really took over what they
 * should have. Tuning that has to grow its grids takes longer. undefined where no update time of some task is known.
 */
export function forecastSeconds(
  spec: SweepSpec,
  speeds: readonly SpeedSample[],
  workers: number,
  done: readonly TrialRun[] = [],
  correction = 1,
  offers: SweepData['offers'] = undefined,
): number | undefined {
  const known = { spec, speeds, runs: done };
  const data = { ...known, ...NO_SWEEP };
  const alone = timingsOf({ spec, speeds, offers })
    .filter((one) => !isTimed({ speeds }, one))
    .reduce((sum, one) => sum + timingSeconds(speeds, one), 0);
  if (spec.kind === 'speed') return alone;
  let shared = 0;
  let longest = 0;
  for (const { arm, batchSize } of groupsOf(spec)) {
    const each = runSeconds(known, arm, batchSize);
    if (each === undefined) return undefined;
    const left = runsLeft(data, arm, batchSize);
    shared += left * each;
    if (left > 0) longest = Math.max(longest, each);
  }
  return alone + correction * Math.max(shared / Math.max(1, workers), longest);
}

function runsLeft(data: SweepData, arm: number, batchSize: number): number {
  const { spec, runs } = data;
  const own = runs.filter(({ trial }) => trial.arm === arm && trial.config.batchSize === batchSize);
  const doneOf = (role: 'run' | 'tuning'): number => own.filter(({ trial }) => trial.role === role).length;
  const tuning =
    spec.lrRule !== 'tuned' || tunedRate(data, arm, batchSize)
      ? 0
      : tuningRates(data, arm, batchSize).length * spec.seeds - doneOf('tuning');
  return Math.max(0, tuning) + Math.max(0, spec.seeds - doneOf('run'));
}
