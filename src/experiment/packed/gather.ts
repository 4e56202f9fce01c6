/** What of a sweep goes into a link: its runs without those of the tuning, their curves by what they were measured on. */
import { firstCrossing } from '../../science/crossing.ts';
import { smooth } from '../../science/smoothing.ts';
import type { Evaluation } from '../run.ts';
import type { SweepData, Target, TrialRun } from '../sweep.ts';

/** Evaluations of one split on so many examples. */
export interface Kind {
  split: Evaluation['split'];
  count: number;
}

export interface GatheredRun {
  run: TrialRun;
  /** Of its arm and batch size. */
  group: number;
  /** From 0. */
  seed: number;
  /** Of each kind, by update. */
  looks: ReadonlyMap<number, Evaluation>[];
  /** The smoothed loss of the batches trained on, by update; NaN where it was no number. */
  training: ReadonlyMap<number, number>;
}

/** Runs that share places along the way. */
export interface GatheredGroup {
  members: GatheredRun[];
  /** Updates, ascending. */
  places: number[];
  /** Those that stay whatever is left out. */
  needed: ReadonlySet<number>;
}

export interface Gathered {
  runs: GatheredRun[];
  kinds: Kind[];
  groups: Map<number, GatheredGroup>;
  /** Evaluations that were made. */
  evaluations: number;
}

/** Kinds of evaluations in one link; a sweep of Compare has four. */
export const MOST_KINDS = 16;

const keyOf = ({ split, count }: Kind): string => `${split} ${count}`;

/** The commonest, in the order in which a run makes them at one place. */
function kindsOf(runs: readonly TrialRun[]): Kind[] {
  const found = new Map<string, Kind & { times: number }>();
  for (const { series } of runs)
    for (const { split, count } of series.evaluations) {
      const known = found.get(keyOf({ split, count }));
      if (known) known.times++;
      else found.set(keyOf({ split, count }), { split, count, times: 1 });
    }
  return [...found.values()]
    .sort((a, b) => b.times - a.times)
    .slice(0, MOST_KINDS)
    .sort((a, b) => b.split.localeCompare(a.split) || a.count - b.count)
    .map(({ split, count }) => ({ split, count }));
}

/** At `places`, between neighbouring points linear, and the last point as it is. */
function trainingAt(
  { series, trainingCount, thinned }: TrialRun,
  places: readonly number[],
): Map<number, number> {
  const { length, columns } = series;
  const found = new Map<number, number>();
  if (length === 0) return found;
  const losses = thinned
    ? columns.loss
    : smooth(columns.examples, columns.loss, length, Math.max(1, trainingCount));
  let next = 0;
  for (const place of places) {
    while (next < length && columns.update[next] < place) next++;
    if (next === length) break;
    const at = columns.update[next];
    if (at === place) found.set(place, losses[next]);
    else if (next > 0) {
      const share = (place - columns.update[next - 1]) / (at - columns.update[next - 1]);
      found.set(place, losses[next - 1] + share * (losses[next] - losses[next - 1]));
    }
  }
  return found;
}

/** First and last of each curve, and both sides of where it first meets a target. */
function neededOf(member: GatheredRun, kinds: readonly Kind[], targets: readonly Target[]): number[] {
  const { series } = member.run;
  const ends = member.looks.flatMap((looks) => [...looks.keys()]).concat([0]);
  const found = member.looks.flatMap((looks) => {
    const updates = [...looks.keys()];
    return updates.length > 0 ? [updates[0], updates[updates.length - 1]] : [];
  });
  const first = series.evaluations.find(({ split }) => split === 'validation')?.count;
  const looks = member.looks[kinds.findIndex((k) => k.split === 'validation' && k.count === first)];
  for (const { metric, value } of looks ? targets : []) {
    const updates = [...looks.keys()];
    const values = [...looks.values()].map((look) => look[metric] ?? NaN);
    const at = firstCrossing(updates, values, value, metric === 'accuracy' ? 'up' : 'down');
    if (at === undefined) continue;
    const after = updates.findIndex((update) => update >= at);
    found.push(updates[after], updates[Math.max(0, after - 1)]);
  }
  const points = series.columns.update;
  const last = Math.max(...ends);
  return series.length > 0 ? [...found, points[0], Math.max(last, points[series.length - 1])] : found;
}

export function gather({ spec, runs }: SweepData, targets: readonly Target[]): Gathered {
  const own = [...new Map(runs.map((run) => [run.trial.id, run])).values()].filter(
    ({ trial, live }) => trial.role === 'run' && !live,
  );
  const kinds = kindsOf(own);
  const keys = kinds.map(keyOf);
  const groups = new Map<number, GatheredGroup>();
  const members = own.map((run): GatheredRun => {
    const looks = kinds.map(() => new Map<number, Evaluation>());
    const ordered = run.series.evaluations.toSorted((a, b) => a.update - b.update);
    for (const look of ordered) looks[keys.indexOf(keyOf(look))]?.set(look.update, look);
    const { config, arm } = run.trial;
    const group = arm * spec.batchSizes.length + spec.batchSizes.indexOf(config.batchSize);
    return { run, group, seed: config.seed - spec.base.seed, looks, training: new Map() };
  });
  for (const member of members.toSorted((a, b) => a.group - b.group)) {
    const known = groups.get(member.group);
    if (known) known.members.push(member);
    else groups.set(member.group, { members: [member], places: [], needed: new Set() });
  }
  for (const group of groups.values()) {
    const needed = new Set(group.members.flatMap((one) => neededOf(one, kinds, targets)));
    const all = new Set([
      ...needed,
      ...group.members.flatMap((one) => one.looks.flatMap((l) => [...l.keys()])),
    ]);
    group.places = [...all].sort((a, b) => a - b);
    group.needed = needed;
    for (const one of group.members) one.training = trainingAt(one.run, group.places);
  }
  const evaluations = own.reduce((sum, { series }) => sum + series.evaluations.length, 0);
  return { runs: members, kinds, groups, evaluations };
}
