import { describe, expect, it } from 'vitest';
import type { SweepData } from '../../../src/experiment/sweep.ts';
import { generalisationView } from '../../../src/sweep/analyse/generalisationView.ts';
import { noiseView } from '../../../src/sweep/analyse/noiseView.ts';
import { raceView } from '../../../src/sweep/analyse/raceView.ts';
import { runRows } from '../../../src/sweep/analyse/runRows.ts';
import { speedView } from '../../../src/sweep/analyse/speedView.ts';
import { targetView } from '../../../src/sweep/analyse/targetView.ts';
import { measured, run, spec, speed } from './make.ts';

const sizes = Array.from({ length: 20 }, (_, k) => 4 * (k + 1));

/** 200 runs of 2,000 points and 100 evaluations each. */
function large(): SweepData {
  const about = spec({ batchSizes: sizes, seeds: 10, lrRule: 'tuned', noise: true });
  const runs = sizes.flatMap((batchSize) =>
    Array.from({ length: 10 }, (_, i) => {
      const made = run(about, {
        batchSize,
        seed: i + 1,
        accuracies: Array.from(
          { length: 100 },
          (_, k) => 1 - 0.9 * Math.exp((-k * (20 + i)) / (600 + 20 * batchSize)),
        ),
        training: [0.1, 0.95],
        noise: Array.from({ length: 100 }, (_, k) => measured(9 + (k % 3), 1)),
      });
      const length = 2000;
      const column = (of: (i: number) => number) => Float32Array.from({ length }, (_, k) => of(k + 1));
      const columns = {
        update: Uint32Array.from({ length }, (_, k) => k + 1),
        examples: Float64Array.from({ length }, (_, k) => (k + 1) * batchSize),
        epoch: column((u) => u / 1000),
        seconds: column((u) => u),
        loss: column((u) => 1 / u),
        lossMin: column((u) => 1 / u),
        lossMax: column((u) => 1 / u),
      };
      return { ...made, series: { ...made.series, length, columns } };
    }),
  );
  const speeds = sizes.map((b) => speed(b, [1 + b / 10, 1.1 + b / 10]));
  return { id: 'large', spec: about, preset: undefined, createdAt: 0, speeds, runs };
}

/** Milliseconds of processor time, the least of a few tries, each with runs that no cache has seen. */
function least(view: (data: SweepData) => unknown, runs: SweepData['runs']): number {
  return Math.min(
    ...[1, 2, 3].map(() => {
      const data = { ...made, runs: runs.map((one) => ({ ...one })) };
      const from = process.cpuUsage();
      view(data);
      return process.cpuUsage(from).user / 1000;
    }),
  );
}

const made = large();

describe('200 runs of 2,000 points', () => {
  const ninety = { metric: 'accuracy', value: 0.9 } as const;
  it.each([
    ['race by loss', (d: SweepData) => raceView(d, { axis: 'seconds', metric: 'loss', split: 'training' })],
    [
      'race by accuracy',
      (d: SweepData) => raceView(d, { axis: 'updates', metric: 'accuracy', split: 'validation' }),
    ],
    ['target', (d: SweepData) => targetView(d, ninety)],
    ['noise', (d: SweepData) => noiseView(d, ninety)],
    ['generalisation', (d: SweepData) => generalisationView(d)],
    ['speed', (d: SweepData) => speedView(d)],
    ['runs', (d: SweepData) => runRows(d)],
  ])('%s takes no more for each run than with a tenth of them', (_, view) => {
    const few = least(view, made.runs.slice(0, made.runs.length / 10));
    // Ten times as many; a clock that ticks in milliseconds and a busy machine need room. `npm run bench -- compare` has the milliseconds.
    expect(least(view, made.runs)).toBeLessThan(30 * Math.max(few, 2));
  });
});
