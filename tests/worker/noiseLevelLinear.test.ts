import { expect, test } from 'vitest';
import type { ExperimentConfig } from '../../src/experiment/config.ts';
import { linearNoiseScale } from '../../src/science/noiseScale.ts';
import { noiseView } from '../../src/sweep/analyse/noiseView.ts';
import { runTrial } from '../../src/worker/trial.ts';
import { dataOf, MOONS, realTools, specOf, trialOf } from './trialSupport.ts';

test('over the windows of real trainings of the linear task the level meets the closed form', async () => {
  const base: ExperimentConfig = {
    ...MOONS,
    ...({ dataset: 'linear', model: 'linear', dimension: 10, noise: 1, distance: 1, size: 1000 } as const),
    ...{ batchSize: 48, epochs: 4, learningRate: 0.01, remainder: 'keep', hidden: [] },
  };
  const seeds = [1, 2, 3, 4, 5];
  const spec = specOf({ batchSizes: [48], seeds: seeds.length, noise: true }, base);
  const tools = realTools();
  const runs = [];
  for (const seed of seeds)
    runs.push(await runTrial(trialOf({ ...base, seed }, 84, { id: `seed ${seed}`, noise: true }), tools));
  const [track] = noiseView(dataOf(spec, { runs })).tracks;
  const { first, last, factor } = track.levels ?? {};
  for (const window of [first, last]) {
    const { scale, exact = NaN } = window ?? {};
    expect(scale?.low).toBeLessThan(exact);
    expect(scale?.high).toBeGreaterThan(exact);
    expect((scale?.value ?? NaN) / exact).toBeCloseTo(1, 0.5);
  }
  // The weights near the true ones all the while: every window's closed form is above that of the start.
  const atStart = linearNoiseScale({ dimension: 10, sigma: 1, distance: 1 });
  expect(first?.exact).toBeGreaterThan(atStart);
  expect(last?.exact).toBeGreaterThan(1.5 * (first?.exact ?? NaN));
  expect(factor?.low).toBeGreaterThan(1);
});
