import fc from 'fast-check';
import { LEAST_UPDATE_MS, MOST_UPDATE_MS } from '../../../src/experiment/bounds.ts';
import { describe, expect, it } from 'vitest';
import type { GradientSample, LrRule, SweepData } from '../../../src/experiment/sweep.ts';
import { generalisationView } from '../../../src/sweep/analyse/generalisationView.ts';
import { noiseView } from '../../../src/sweep/analyse/noiseView.ts';
import { raceView } from '../../../src/sweep/analyse/raceView.ts';
import { runRows } from '../../../src/sweep/analyse/runRows.ts';
import { speedView } from '../../../src/sweep/analyse/speedView.ts';
import { targetView } from '../../../src/sweep/analyse/targetView.ts';
import { tradeView } from '../../../src/sweep/analyse/tradeView.ts';
import { verdict } from '../../../src/sweep/analyse/verdict.ts';
import { run, spec, speed, type MadeRun } from './make.ts';

/** Every number in `found` is finite and every text free of what only programmers say. */
function problem(found: unknown, path = ''): string | undefined {
  if (typeof found === 'number') return Number.isFinite(found) ? undefined : `${path} is ${found}`;
  if (typeof found === 'string')
    return /NaN|Infinity|undefined|\[object|null|,,|\.\.|^\s*$| {2}/.test(found)
      ? `${path}: "${found}"`
      : undefined;
  if (typeof found !== 'object' || found === null) return undefined;
  for (const [key, value] of Object.entries(found)) {
    const wrong = problem(value, `${path}.${key}`);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

const odd = fc.constantFrom(0, -0, 1, NaN, Infinity, -Infinity, 1e-30, 1e30);
const share = fc.oneof(
  { weight: 9, arbitrary: fc.double({ min: 0, max: 1, noNaN: true }) },
  { weight: 1, arbitrary: fc.constantFrom(0, 1, NaN) },
);
const amount = fc.oneof(
  { weight: 6, arbitrary: fc.double({ min: 0, max: 100, noNaN: true }) },
  { weight: 1, arbitrary: odd },
);
const updateMs = fc.oneof(
  { weight: 6, arbitrary: fc.double({ min: LEAST_UPDATE_MS, max: MOST_UPDATE_MS, noNaN: true }) },
  { weight: 1, arbitrary: odd },
);
const batchSize = fc.constantFrom(1, 2, 8, 64, 1024);
const values = fc.array(share, { maxLength: 6 });

const gradient: fc.Arbitrary<GradientSample> = fc.record({
  update: fc.nat(3),
  examples: fc.nat(100),
  epoch: fc.constant(0),
  seconds: fc.constant(0),
  batchSize,
  cosines: fc.array(amount, { maxLength: 3 }),
  lengths: fc.array(amount, { maxLength: 3 }),
});

const made: fc.Arbitrary<MadeRun> = fc.record({
  batchSize,
  arm: fc.nat(1),
  seed: fc.integer({ min: 1, max: 3 }),
  role: fc.constantFrom('run', 'run', 'run', 'tuning'),
  learningRate: fc.constantFrom(0.05, 0.1, 0.2),
  accuracies: values,
  losses: fc.array(amount, { minLength: 6, maxLength: 6 }),
  training: values,
  every: fc.constantFrom(1, 10, 1000),
  count: fc.constantFrom(200, 200, 200, 1),
  diverged: fc.constantFrom(false, false, false, true),
  noise: fc.array(
    fc.record({
      smallSquare: amount,
      largeSquare: amount,
      small: fc.constantFrom(1, 8, 64),
      large: fc.constantFrom(8, 64),
      without: fc.array(fc.record({ smallSquare: amount, largeSquare: amount }), { maxLength: 4 }),
    }),
    { maxLength: 4 },
  ),
  gradients: fc.array(gradient, { maxLength: 4 }),
});

const sweeps: fc.Arbitrary<SweepData> = fc
  .record({
    lrRule: fc.constantFrom<LrRule>('fixed', 'linear', 'sqrt', 'tuned'),
    two: fc.boolean(),
    kind: fc.constantFrom<'train' | 'speed'>('train', 'train', 'speed'),
    noise: fc.boolean(),
    until: fc.constantFrom(undefined, { metric: 'accuracy', value: 0.5 } as const),
    preset: fc.constantFrom(undefined, 'race', 'target', 'moves', 'generalise', 'noise', 'gone'),
    seeds: fc.integer({ min: 1, max: 3 }),
    runs: fc.array(made, { maxLength: 14 }),
    speeds: fc.array(
      fc.tuple(
        fc.nat(1),
        batchSize,
        fc.array(updateMs, { maxLength: 4 }),
        fc.option(amount, { nil: undefined }),
      ),
      {
        maxLength: 8,
      },
    ),
  })
  .map(({ lrRule, two, kind, noise, until, preset, seeds, runs, speeds }) => {
    const arms = [
      { dataset: 'digits', model: 'mlp' },
      { dataset: 'moons', model: 'softmax' },
    ] as const;
    const about = spec({
      arms: two ? arms : arms.slice(0, 1),
      batchSizes: [1, 2, 8, 64, 1024],
      lrRule,
      kind,
      noise,
      seeds,
      budget: { unit: 'epochs', amount: 3, until },
    });
    const of = <T extends { arm?: number }>(list: readonly T[]): T[] => list.filter((x) => two || !x.arm);
    return {
      id: 'random',
      spec: about,
      preset,
      createdAt: 0,
      speeds: of(speeds.map(([arm, b, ms, peakBytes]) => speed(b, ms, { arm, peakBytes }))),
      runs: of(runs).map((one) => run(about, one)),
    };
  });

describe('every analysis of any sweep', () => {
  it('is free of NaN, Infinity and undefined, in numbers and in words', () => {
    fc.assert(
      fc.property(sweeps, share, (data, value) => {
        const targets = [
          { metric: 'accuracy', value: Number.isNaN(value) ? 0.9 : value },
          { metric: 'loss', value: 0.5 },
        ] as const;
        const found = {
          races: (['epochs', 'updates', 'examples', 'seconds'] as const).flatMap((axis) =>
            (['loss', 'accuracy'] as const).flatMap((metric) =>
              (['training', 'validation'] as const).map((split) => raceView(data, { axis, metric, split })),
            ),
          ),
          targets: targets.map((target) => targetView(data, target)),
          trades: targets.flatMap((target) =>
            (['seconds', 'updates'] as const).map((unit) => tradeView(data, target, unit)),
          ),
          noise: noiseView(data, targets[0]),
          speed: speedView(data),
          generalisation: generalisationView(data),
          rows: runRows(data),
          verdict: verdict(data),
        };
        expect(problem(found)).toBeUndefined();
      }),
      { numRuns: 100 },
    );
  });
});
