/** Rows for the table of runs of what is under way or still to be made. */
import { trialId } from '../experiment/arms.ts';
import type { SweepData } from '../experiment/sweep.ts';
import { groupsOf, nextJobs, seedsOf } from './plan.ts';
import type { RunRow } from './views.ts';

/** Under way: how much of it, from 0 to 1, by the trial's id. */
export interface UnderWay {
  shares: ReadonlyMap<string, number>;
  held: boolean;
}

type Place = Pick<RunRow, 'id' | 'arm' | 'batchSize' | 'seed' | 'learningRate' | 'role'>;

/** In the order in which they will be made; runs last whose learning rate is still being looked for. */
export function pendingRows(data: SweepData, { shares, held }: UnderWay): RunRow[] {
  const { spec } = data;
  if (spec.kind === 'speed') return [];
  const known = nextJobs(data).flatMap((job): (Place & { updates: number })[] => {
    if (job.kind !== 'trial') return [];
    const { id, arm, role, config, updates } = job.trial;
    const { batchSize, seed, learningRate } = config;
    return [{ id, arm, role, batchSize, seed, learningRate, updates }];
  });
  const listed = new Set([...known.map(({ id }) => id), ...data.runs.map(({ trial }) => trial.id)]);
  const unknown = seedsOf(spec).flatMap((seed) =>
    groupsOf(spec).flatMap(({ arm, batchSize }): Place[] => {
      const id = trialId(spec.arms[arm], 'run', { batchSize, seed, learningRate: NaN });
      return listed.has(id) ? [] : [{ id, arm, role: 'run', batchSize, seed, learningRate: undefined }];
    }),
  );
  return [...known, ...unknown].map((one: Place & { updates?: number }): RunRow => {
    const share = shares.get(one.id);
    const made = share === undefined ? undefined : Math.round(share * (one.updates ?? 0));
    return {
      ...one,
      status: share === undefined ? 'queued' : held ? 'paused' : 'running',
      share,
      unranked: undefined,
      notes: [],
      updates: made,
      finalLoss: undefined,
      finalAccuracy: undefined,
      bestLoss: undefined,
      bestAccuracy: undefined,
      seconds: undefined,
      peakBytes: undefined,
    };
  });
}
