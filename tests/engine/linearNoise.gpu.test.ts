import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Engine } from '../../src/engine/engine.ts';
import { startWebgl } from '../../src/engine/tfjs/webgl.ts';
import { linearNoiseScale, noiseScale } from '../../src/science/noiseScale.ts';
import { createNoiseProbe } from '../../src/worker/noiseProbe.ts';
import { linearSetup, PLACE, SEAT } from './linearSetup.ts';

const RUNS = 3;

let engine: Engine;
beforeAll(async () => {
  engine = await startWebgl();
  expect(engine.info.name).toBe('webgl');
});
afterAll(() => engine.dispose());

it.each([
  { dimension: 10, noise: 0.5, distance: 1, seed: 1 },
  { dimension: 4, noise: 1, distance: 2, seed: 2 },
])(
  'on WebGL the noise scale of d $dimension, σ $noise, |w - w*| $distance meets the closed form',
  async ({ seed, ...task }) => {
    const samples = [];
    for (let k = 0; k < RUNS; k++) {
      const { setup, config, data } = linearSetup(task, 1024, seed + 10 * k);
      const run = engine.createRun(setup);
      const seat = { ...SEAT, engine, model: setup.model, data, run };
      const probe = createNoiseProbe({ seat, config, breathe: () => Promise.resolve() });
      samples.push(await probe.sample(PLACE));
      probe.dispose();
      run.dispose();
    }
    expect(samples[0]).toMatchObject({ small: 64, large: 1024, population: undefined });
    const { dimension, noise, distance } = task;
    const truth = linearNoiseScale({ dimension, sigma: noise, distance });
    const scale = noiseScale(samples);
    if (scale.status !== 'resolved') throw new Error('not resolved');
    expect(scale.low).toBeLessThan(truth);
    expect(scale.high).toBeGreaterThan(truth);
    expect(scale.high / scale.low).toBeLessThan(3);
  },
);
