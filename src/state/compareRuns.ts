/** What a sweep's data say about how to show it and what to do with it. */
import type { SweepData, Target, TrialRun } from '../experiment/sweep.ts';
import { PRESETS } from '../sweep/presets.ts';
import type { ViewId } from './compareStore.ts';

const presetOf = ({ preset }: SweepData) => PRESETS.find(({ id }) => id === preset);

/** The view that answers what the sweep asks. */
export function viewOf(data: SweepData): ViewId {
  const { kind, noise, budget } = data.spec;
  const known = presetOf(data)?.view;
  if (known) return known;
  if (kind === 'speed') return 'speed';
  if (noise) return 'noise';
  return budget.until ? 'target' : 'race';
}

export const targetOf = (data: SweepData): Target | undefined =>
  data.spec.budget.until ?? presetOf(data)?.target;

/** Whether anything of what was asked for is there: runs, or of a speed sweep its times. */
export const anyDone = ({ spec, runs, speeds }: SweepData): boolean =>
  (spec.kind === 'speed' ? speeds : runs).length > 0;

/** Runs that failed, but not by their settings. */
export const brokenRuns = ({ runs }: SweepData): TrialRun[] =>
  runs.filter(({ status, error }) => status === 'failed' && error?.code !== 'diverged');
