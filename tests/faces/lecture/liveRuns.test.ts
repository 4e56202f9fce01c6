import { expect, it, vi } from 'vitest';
import { createLiveRuns } from '../../../src/faces/lecture/liveRuns.ts';
import type { SweepTrainer } from '../../../src/state/sweepTrainer.ts';
import { statusWords } from '../../../src/ui/recorded/trainingWords.ts';
import { spec, sweep } from '../../sweep/analyse/make.ts';

it('gives scenes of one sweep the same trainer, and a new one once it is forgotten', () => {
  const cancel = vi.fn();
  const runs = createLiveRuns(() => ({ cancel }) as Partial<SweepTrainer> as SweepTrainer);
  const race = runs.of('race');
  expect(runs.of('race')).toBe(race);
  expect(runs.of('speed')).not.toBe(race);
  runs.forget('race');
  expect(cancel).toHaveBeenCalledTimes(1);
  expect(runs.of('race')).not.toBe(race);
});

it('says how many runs were made where they were stopped', () => {
  const accuracies = [0.1, 0.9];
  const two = [8, 64].map((batchSize) => ({ batchSize, accuracies }));
  const said = (made: typeof two, seeds: number) =>
    statusWords({ phase: 'done', ahead: 0, data: sweep({ ...spec(), seeds }, made), progress: undefined });
  expect(said(two, 1)).toBe('');
  expect(said(two, 2)).toBe('Stopped: 2 of 4 runs made.');
});
