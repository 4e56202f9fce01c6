/** Every chart of the first paint, of small made-up views. */
import { GeneralisationChart } from '../../../src/ui/charts/compare/GeneralisationChart.tsx';
import { NoiseChart } from '../../../src/ui/charts/compare/NoiseChart.tsx';
import { RaceChart } from '../../../src/ui/charts/compare/RaceChart.tsx';
import { SpeedChart } from '../../../src/ui/charts/compare/SpeedChart.tsx';
import { TargetChart } from '../../../src/ui/charts/compare/TargetChart.tsx';
import { StillSize } from '../../../src/ui/charts/useSize.ts';
import type { RaceView, Ranged } from '../../../src/sweep/views.ts';

const look = {
  ...{ arms: ['A <b>"&', 'B'], theme: 'light' as const, thumb: false, hidden: new Set<number>() },
  ...{ hoverBatch: 8, onHover: () => undefined },
};
const ranged = (value: number): Ranged => ({ value, low: 0.8 * value, high: 1.2 * value });
const curve = (arm: number, batchSize: number, end: number) => ({
  ...{ arm, batchSize, seeds: 3, diverged: 0, x: [0, 1, 2], median: [0.1, 0.6, end] },
  ...{ low: [0.05, 0.5, end - 0.1], high: [0.2, 0.7, end + 0.02] },
});
const race: RaceView = {
  ...{ axis: 'epochs', metric: 'accuracy', split: 'validation', sentence: '', notes: [] },
  curves: [curve(0, 8, 0.9), curve(1, 64, 0.85)],
};
const group = (batchSize: number) => ({ arm: 0, batchSize });

export const charts = {
  race: <RaceChart {...look} view={race} scrub={0.7} logX={false} logY={false} ghost={race} />,
  'race with a target': (
    <RaceChart
      {...look}
      view={race}
      scrub={undefined}
      logX
      logY={false}
      target={{ metric: 'accuracy', value: 0.5 }}
    />
  ),
  target: (
    <TargetChart
      {...look}
      unit="updates"
      times={{ at: () => undefined, along: () => undefined }}
      budget="not within 2 epochs"
      view={{
        target: { metric: 'accuracy', value: 0.9 },
        range: [0.1, 1],
        points: [8, 64].map((b) => ({
          ...{ ...group(b), updates: ranged(4000 / b), examples: ranged(4000), seconds: undefined },
          ...{ reached: 2, seeds: 2, atLeastUpdates: undefined, missed: [] },
        })),
        fits: [
          {
            status: 'fitted',
            minUpdates: 20,
            criticalBatch: ranged(30),
            line: [
              { batchSize: 8, updates: 95 },
              { batchSize: 64, updates: 29 },
            ],
          },
        ],
        perfect: [
          [
            { batchSize: 8, updates: 500 },
            { batchSize: 64, updates: 62.5 },
          ],
        ],
        fastest: [{ measured: 8, best: [8], unsure: undefined, formula: 12 }],
        ...{ sentence: '', notes: [] },
      }}
    />
  ),
  speed: (
    <SpeedChart
      {...look}
      quantity="updateMs"
      view={{
        names: { cpu: 'cpu' },
        points: [1, 64].map((b) => ({
          ...group(b),
          engine: 'cpu',
          updateMs: ranged(b / 10),
          examplesPerSecond: 10_000,
        })),
        fits: [{ arm: 0, engine: 'cpu', overheadMs: 0.1, perExampleMs: 0.1, residual: 0.02, saturation: 1 }],
        ...{ sentence: '', notes: [] },
      }}
    />
  ),
  generalisation: (
    <GeneralisationChart
      {...look}
      quantity="accuracy"
      points={[4, 256].map((b) => ({
        ...group(b),
        validation: ranged(0.7),
        training: ranged(0.8),
        gap: ranged(0.1),
        seeds: 5,
      }))}
    />
  ),
  noise: (
    <NoiseChart
      {...look}
      axis="examples"
      view={{
        tracks: [
          {
            ...group(32),
            from: 'per-example',
            exact: undefined,
            points: [
              { update: 1, examples: 32, scale: undefined },
              { update: 9, examples: 288, scale: ranged(40) },
              { update: 20, examples: 640, scale: ranged(90) },
            ],
          },
        ],
        gradients: [],
        criticalBatch: ranged(30),
        ...{ sentence: '', notes: [] },
      }}
    />
  ),
};

export const sized = (name: keyof typeof charts) => (
  <StillSize value={{ width: 480, height: 240 }}>{charts[name]}</StillSize>
);
