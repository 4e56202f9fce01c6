/** Sweeps with real workers, for the clock. */
import { initialConfig } from '../../src/experiment/draft.ts';
import type { SweepData, SweepSpec } from '../../src/experiment/sweep.ts';
import { createWarmWorkers } from '../../src/state/compareWarm.ts';
import { createSweepRunner } from '../../src/sweep/runner.ts';
import { startSweepWorker } from '../../src/worker/client/sweepWorker.ts';

export interface SweepTimes {
  /** From the start to the last run's end, workers and data being ready. */
  seconds: number;
  /** From the start to the first evaluation that a chart could draw. */
  firstMs: number;
  /** What all runs took beside their updates, over the time of these. */
  beside: number;
  runs: number;
}

declare global {
  interface Window {
    measureSweep(workers: number, epochs: number, timesFirst: boolean): Promise<SweepTimes>;
  }
}

const base = {
  ...initialConfig(),
  dataset: 'digits',
  model: 'mlp',
  engine: 'cpu',
  learningRate: 0.1,
} as const;

const specOf = (epochs: number): SweepSpec => ({
  base,
  arms: [{ dataset: 'digits', model: 'mlp' }],
  batchSizes: [8, 64, 256, 1024],
  seeds: 2,
  lrRule: 'fixed',
  budget: { unit: 'epochs', amount: epochs, until: undefined },
  noise: false,
  kind: 'train',
});

/** `timesFirst`: as after a click; else update times are taken as known, so that only runs are timed. */
window.measureSweep = async (workers, epochs, timesFirst) => {
  const spec = specOf(epochs);
  const known = spec.batchSizes.map((batchSize) => ({
    ...{ arm: 0, engine: 'cpu' as const, batchSize, updateMs: [0.01 * batchSize], peakBytes: undefined },
  }));
  const data: SweepData = {
    ...{ id: 'bench', spec, preset: undefined, createdAt: 0, runs: [] },
    speeds: timesFirst ? [] : known,
  };
  const warm = createWarmWorkers(startSweepWorker);
  await warm.prepare(spec, workers);
  const from = performance.now();
  let firstMs = Infinity;
  return new Promise((resolve) => {
    createSweepRunner({
      ...{ data, workers, startWorker: warm.take, now: () => performance.now() },
      onChange({ runs }, { status, live }) {
        if (live.some(({ evaluations }) => evaluations.length > 0))
          firstMs = Math.min(firstMs, performance.now() - from);
        if (status !== 'done') return;
        const seconds = (performance.now() - from) / 1000;
        const training = runs.reduce((sum, { series: s }) => sum + s.columns.seconds[s.length - 1], 0);
        resolve({ seconds, firstMs, beside: (seconds * workers - training) / training, runs: runs.length });
      },
    }).start();
  });
};
