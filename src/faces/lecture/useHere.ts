import { useEffect, useReducer, useSyncExternalStore } from 'react';
import type { SweepData, SweepSpec } from '../../experiment/sweep.ts';
import {
  createSweepTrainer,
  FREE,
  hasResults,
  type SweepTrainer,
  type SweepTrainerState,
} from '../../state/sweepTrainer.ts';
import { startSweepWorker } from '../../worker/client/sweepWorker.ts';
import { createLiveRuns, type LiveRuns } from './liveRuns.ts';

export interface Here {
  state: SweepTrainerState;
  /** What there is to draw. */
  data: SweepData | undefined;
  run(spec: SweepSpec, preset: string | undefined): void;
  stop(): void;
  /** Draws them no more, in no scene. */
  forget(): void;
}

const newTrainer = (): SweepTrainer =>
  createSweepTrainer({
    permit: FREE,
    startWorker: () => startSweepWorker(),
    cores: navigator.hardwareConcurrency,
    now: () => performance.now(),
    date: () => Date.now(),
  });

export const newLiveRuns = (): LiveRuns => createLiveRuns(newTrainer);

/** What this machine trains for a scene's sweep: what is under way ends with the scene, what is done stays for the talk. */
export function useHere(runs: LiveRuns, sweep: string): Here {
  const [, renew] = useReducer((count: number) => count + 1, 0);
  const trainer = runs.of(sweep);
  useEffect(() => () => trainer.cancel(), [trainer]);
  const state = useSyncExternalStore(trainer.subscribe, trainer.state);
  const { data } = state;
  return {
    state,
    data: data && hasResults(data) ? data : undefined,
    run: trainer.start,
    stop: trainer.cancel,
    forget() {
      runs.forget(sweep);
      renew();
    },
  };
}
