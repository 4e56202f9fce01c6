/** What a sweep's data say about what to do with it. */
import type { SweepData, TrialRun } from '../experiment/sweep.ts';

/** Whether anything of what was asked for is there: runs, or of a speed sweep its times. */
export const anyDone = ({ spec, runs, speeds }: SweepData): boolean =>
  (spec.kind === 'speed' ? speeds : runs).length > 0;

/** Runs that failed, but not by their settings. */
export const brokenRuns = ({ runs }: SweepData): TrialRun[] =>
  runs.filter(({ status, error }) => status === 'failed' && error?.code !== 'diverged');
