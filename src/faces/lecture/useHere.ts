import { useEffect, useState, useSyncExternalStore } from 'react';
import type { SweepData, SweepSpec } from '../../experiment/sweep.ts';
import {
  createSweepTrainer,
  FREE,
  hasResults,
  type SweepTrainer,
  type SweepTrainerState,
} from '../../state/sweepTrainer.ts';
import { startSweepWorker } from '../../worker/client/sweepWorker.ts';

export interface Here {
  state: SweepTrainerState;
  /** What there is to draw. */
  data: SweepData | undefined;
  run(spec: SweepSpec, preset: string | undefined): void;
  stop(): void;
  /** Draws them no more. */
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

/** What this machine trains for a scene; given up with the scene. */
export function useHere(): Here {
  const [trainer] = useState(newTrainer);
  useEffect(() => () => trainer.cancel(), [trainer]);
  const state = useSyncExternalStore(trainer.subscribe, trainer.state);
  const [gone, setGone] = useState<string>();
  const { data } = state;
  return {
    state,
    data: data && hasResults(data) && data.id !== gone ? data : undefined,
    run: trainer.start,
    stop: trainer.cancel,
    forget: () => setGone(data?.id),
  };
}
