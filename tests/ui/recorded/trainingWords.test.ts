import { describe, expect, it } from 'vitest';
import type { SweepData } from '../../../src/experiment/sweep.ts';
import { meetsRecording } from '../../../src/ui/recorded/trainingWords.ts';
import { recorded } from '../../recordings/support.ts';

const { data, recording } = recorded('race');

/** The same runs, those of `batchSize` a little less accurate. */
const apart = (batchSize: number, by: number): SweepData => ({
  ...data,
  runs: data.runs.map((run) =>
    run.trial.config.batchSize === batchSize
      ? {
          ...run,
          series: {
            ...run.series,
            evaluations: run.series.evaluations.map((e) => ({ ...e, accuracy: (e.accuracy ?? 0) - by })),
          },
        }
      : run,
  ),
});

describe('whether runs meet the recorded ones', () => {
  it('says so of the same runs', () => {
    expect(meetsRecording(data, recording)).toBe('Every curve ends where the recorded one does.');
  });
  it('counts those that end elsewhere, by half a point', () => {
    expect(meetsRecording(apart(64, 0.005), recording)).toBe('2 of 3 curves end where the recorded ones do.');
  });
  it('counts those that are missing', () => {
    const without = data.runs.filter(({ trial }) => trial.config.batchSize !== 8);
    expect(meetsRecording({ ...data, runs: without }, recording)).toMatch(/^2 of 3/);
  });
  it('says nothing of another sweep', () => {
    expect(meetsRecording({ ...data, preset: undefined }, recording)).toBeUndefined();
  });
});
