/** The runs of a sweep by arm and batch size, without those that may not be compared. */
import { reasonOf } from '../../experiment/reason.ts';
import type { SweepData, TrialRun } from '../../experiment/sweep.ts';
import type { Group } from '../views.ts';
import { diverged, hasOutcome, referenceOf, refusal } from './guard.ts';
import { plural } from './words.ts';

export interface GroupRuns extends Group {
  /** Ascending by seed; every seed once. Diverged runs are among them. */
  runs: TrialRun[];
}

export interface Grouped {
  /** Ascending by arm, then batch size; every group has a run. */
  groups: GroupRuns[];
  /** A sentence for each reason for which runs are left out. */
  notes: string[];
}

interface Known {
  count: number;
  arms: number;
  grouped: Grouped;
}

const known = new WeakMap<readonly TrialRun[], Known>();

/**
 * Of equal trials the last counts. Runs of the tuning and runs under way are left out, as are failures other than
 * divergence.
 */
export function grouped(data: SweepData): Grouped {
  const before = known.get(data.runs);
  const arms = data.spec.arms.length;
  if (before && before.count === data.runs.length && before.arms === arms) return before.grouped;
  const found = group(data);
  known.set(data.runs, { count: data.runs.length, arms, grouped: found });
  return found;
}

/** The groups of one arm. */
export const groupsOf = (data: SweepData, arm: number): GroupRuns[] =>
  grouped(data).groups.filter((g) => g.arm === arm);

/** A group's runs that came to their end. */
export const finishedRuns = ({ runs }: GroupRuns): TrialRun[] => runs.filter((run) => !diverged(run));

function group(data: SweepData): Grouped {
  const groups = new Map<string, GroupRuns>();
  const reasons = new Map<string, number>();
  const leaveOut = (why: string): void => void reasons.set(why, (reasons.get(why) ?? 0) + 1);
  for (const arm of data.spec.arms.keys()) {
    const runs = data.runs.filter((r) => !r.live && r.trial.role === 'run' && r.trial.arm === arm);
    const latest = [...new Map(runs.map((run) => [run.trial.id, run])).values()];
    const outcomes = latest.filter(hasOutcome);
    const reference = referenceOf(outcomes);
    for (const run of latest) {
      if (!hasOutcome(run)) leaveOut(run.error ? `failed (${reasonOf(run.error.message)})` : 'failed');
      const why = reference && hasOutcome(run) ? refusal(run, reference) : undefined;
      if (why !== undefined) leaveOut(why);
      if (why !== undefined || !hasOutcome(run)) continue;
      const { batchSize } = run.trial.config;
      const key = `${arm} ${batchSize}`;
      const members = groups.get(key) ?? { arm, batchSize, runs: [] };
      const same = members.runs.findIndex((r) => r.trial.config.seed === run.trial.config.seed);
      if (same >= 0) members.runs[same] = run;
      else members.runs.push(run);
      groups.set(key, members);
    }
  }
  for (const { runs } of groups.values()) runs.sort((a, b) => a.trial.config.seed - b.trial.config.seed);
  return {
    groups: [...groups.values()].sort((a, b) => a.arm - b.arm || a.batchSize - b.batchSize),
    notes: [...reasons].map(([why, count]) => `${plural(count, 'run')} left out: ${why}.`),
  };
}
