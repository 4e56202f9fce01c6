/**
 * What a sweep still has to do, as a function of what is asked and of what is done: a sweep that was interrupted goes on
 * from its data alone.
 */
import { examplesPerEpoch, updatesPerEpoch } from '../science/batch.ts';
import { ruledRate } from '../science/lrRule.ts';
import { armConfig, armId, trialId } from '../experiment/arms.ts';
import type { ExperimentConfig } from '../experiment/config.ts';
import { holdOutCount, trainingCount } from '../experiment/derive.ts';
import type { Job } from '../experiment/job.ts';
import type { SweepData, SweepSpec, Trial } from '../experiment/sweep.ts';
import { groupsOf, isTimed, timingsOf } from './timings.ts';
import { secondsPerUpdate } from './updateTime.ts';
import { firstRates, tunedRate, tuningRates } from './tuning.ts';

export type { Job } from '../experiment/job.ts';
export { groupsOf } from './timings.ts';

/** Equal jobs, equal ids; of a trial its own. */
export function jobId(spec: SweepSpec, job: Job): string {
  if (job.kind === 'look') return 'look';
  if (job.kind === 'trial') return job.trial.id;
  const on = job.engine === undefined ? '' : `/${job.engine}`;
  return `${armId(spec.arms[job.arm])}/b${job.batchSize}/speed${on}`;
}

/** base.seed, base.seed + 1, …, below 2³². */
export const seedsOf = ({ base, seeds }: SweepSpec): number[] =>
  Array.from({ length: seeds }, (_, k) => (base.seed + k) % 2 ** 32);

/** A trial's configuration; `epochs` is that of the base until a trial sets its own. */
export function configOf(
  spec: SweepSpec,
  arm: number,
  batchSize: number,
  seed: number,
  learningRate: number,
): ExperimentConfig {
  const known = armConfigs.get(spec) ?? spec.arms.map((one) => armConfig(spec.base, one));
  armConfigs.set(spec, known);
  return { ...known[arm], batchSize, seed, learningRate };
}

const armConfigs = new WeakMap<SweepSpec, ExperimentConfig[]>();

/**
 * Everything that can be started now, the most urgent first: update times, then runs, then the tuning that other runs
 * wait for. [] while `isDone` is false: what is under way decides how it goes on.
 */
export function nextJobs(data: SweepData): Job[] {
  const { spec } = data;
  const speeds = timingsOf(data)
    .filter((one) => !isTimed(data, one))
    .map((one): Job => ({ kind: 'speed', ...one }));
  if (spec.kind === 'speed') return data.offers === undefined ? [{ kind: 'look' }, ...speeds] : speeds;
  const done = new Set(data.runs.map(({ trial }) => trial.id));
  const trials = [...wantedRuns(data), ...wantedTuning(data)].filter(({ id }) => !done.has(id));
  return [...speeds, ...trials.map((trial): Job => ({ kind: 'trial', trial }))];
}

export function isDone(data: SweepData): boolean {
  const { spec } = data;
  if (timingsOf(data).some((one) => !isTimed(data, one))) return false;
  if (spec.kind === 'speed') return true;
  return nextJobs(data).length === 0 && groupsOf(spec).every((group) => ratesOf(data, group) !== undefined);
}

/** How many runs, tuning runs (without extended grids) and update times a sweep has. */
export function countOf(spec: SweepSpec): { runs: number; tuning: number; speeds: number } {
  const groups = spec.arms.length * spec.batchSizes.length;
  const runs = spec.kind === 'speed' ? 0 : groups * spec.seeds;
  const rates = spec.lrRule === 'tuned' ? firstRates(spec, spec.batchSizes[0]).length : 0;
  return { runs, tuning: runs * rates, speeds: groups };
}

/** Updates that a trial may make: the budget at its batch size; undefined where it is in seconds and no time is known. */
export function updatesIn(
  data: SweepData,
  arm: number,
  batchSize: number,
  count: number,
): number | undefined {
  const { spec } = data;
  const { unit, amount } = spec.budget;
  const { remainder } = spec.base;
  const size = Math.min(batchSize, count);
  const each = updatesPerEpoch(count, size, remainder);
  switch (unit) {
    case 'epochs':
      return Math.max(1, Math.ceil(amount * each - 1e-9));
    case 'updates':
      return Math.max(1, Math.round(amount));
    case 'examples': {
      const perEpoch = examplesPerEpoch(count, size, remainder);
      const whole = Math.floor(amount / perEpoch);
      return Math.max(1, whole * each + Math.ceil((amount - whole * perEpoch) / size));
    }
    case 'seconds': {
      const seconds = secondsPerUpdate(data, arm, batchSize);
      return seconds === undefined ? undefined : Math.max(1, Math.floor(amount / seconds));
    }
    default:
      return unit satisfies never;
  }
}

interface GroupPlace {
  arm: number;
  batchSize: number;
}

/** The rate of a group's runs: by the rule, or by tuning once that has ended. */
function ratesOf(data: SweepData, { arm, batchSize }: GroupPlace): number | undefined {
  const { lrRule, base } = data.spec;
  return lrRule === 'tuned'
    ? tunedRate(data, arm, batchSize)?.learningRate
    : ruledRate(lrRule, base, batchSize);
}

/** All runs whose rate is known, seed by seed, so that every batch size soon has a curve. */
function wantedRuns(data: SweepData): Trial[] {
  const groups = groupsOf(data.spec).map((group) => ({ ...group, rate: ratesOf(data, group) }));
  return seedsOf(data.spec).flatMap((seed) =>
    groups.flatMap(({ rate, ...group }) =>
      rate === undefined ? [] : trialAt(data, group, 'run', seed, rate),
    ),
  );
}

function wantedTuning(data: SweepData): Trial[] {
  const { spec } = data;
  if (spec.lrRule !== 'tuned') return [];
  return groupsOf(spec).flatMap((group) =>
    tuningRates(data, group.arm, group.batchSize).flatMap((rate) =>
      seedsOf(spec).flatMap((seed) => trialAt(data, group, 'tuning', seed, rate)),
    ),
  );
}

/** [] while the number of its updates is not known. */
function trialAt(
  data: SweepData,
  { arm, batchSize }: GroupPlace,
  role: Trial['role'],
  seed: number,
  learningRate: number,
): Trial[] {
  const { spec } = data;
  const config = configOf(spec, arm, batchSize, seed, learningRate);
  const all = trainingCount(config);
  const count = role === 'tuning' ? Math.max(1, all - holdOutCount(all)) : all;
  const updates = updatesIn(data, arm, batchSize, count);
  if (updates === undefined) return [];
  const each = updatesPerEpoch(count, Math.min(batchSize, count), config.remainder);
  return [
    {
      id: trialId(spec.arms[arm], role, { batchSize, seed, learningRate }),
      arm,
      role,
      config: { ...config, epochs: Math.ceil(updates / each) },
      updates,
      until: spec.budget.until,
      noise: spec.noise && role === 'run',
    },
  ];
}
