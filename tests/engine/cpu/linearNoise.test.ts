import { beforeAll, describe, expect, it } from 'vitest';
import { startCpuEngine, type CpuEngine } from '../../../src/engine/cpu/engine.ts';
import type { NoiseSample } from '../../../src/experiment/sweep.ts';
import { linearNoiseScale, noiseScale } from '../../../src/science/noiseScale.ts';
import { createNoiseProbe } from '../../../src/worker/noiseProbe.ts';
import { linearSetup, PLACE, SEAT, withoutNorms, type LinearTask } from '../linearSetup.ts';

const EXAMPLES = 4096;
const SEEDS = 20;
/** Of 20 intervals of 95% fewer contain the truth once in 400 (binomial). */
const LEAST = 17;

const TASKS: LinearTask[] = [
  { dimension: 10, noise: 0.5, distance: 1 },
  { dimension: 1, noise: 1, distance: 1 },
  { dimension: 3, noise: 2, distance: 0.5 },
  { dimension: 50, noise: 0, distance: 1 },
  { dimension: 100, noise: 1, distance: 3 },
];

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

describe('the noise scale of the linear task on the cpu engine, weights frozen', () => {
  let engine: CpuEngine;
  beforeAll(async () => {
    engine = await startCpuEngine();
  });

  /** What the probe measures at these weights: of single examples, or as an engine without norms. */
  async function measured(task: LinearTask, seed: number, small: 1 | 64): Promise<NoiseSample[]> {
    const { config, setup, data } = linearSetup(task, EXAMPLES, seed);
    const withNorms = engine.createRun(setup);
    const plain = small === 1 ? engine : withoutNorms(engine);
    const seat = { ...SEAT, engine: plain, model: setup.model, data, run: withNorms };
    const before = await withNorms.state();
    const probe = createNoiseProbe({ seat, config, breathe: () => Promise.resolve() });
    // Draws afresh each time; gradients of 64 tell less.
    const samples = [await probe.sample(PLACE)];
    if (small > 1) samples.push(await probe.sample(PLACE));
    expect(samples[0]).toMatchObject({ small, population: undefined });
    expect((await withNorms.state()).tensors).toEqual(before.tensors);
    probe.dispose();
    withNorms.dispose();
    return samples;
  }

  it.each(TASKS.flatMap((task) => ([1, 64] as const).map((small) => ({ ...task, small }))))(
    'meets the closed form from gradients of $small: d $dimension, σ $noise, |w - w*| $distance',
    async ({ small, ...task }) => {
      const { dimension, noise, distance } = task;
      const truth = linearNoiseScale({ dimension, sigma: noise, distance });
      let met = 0;
      const values: number[] = [];
      for (let seed = 1; seed <= SEEDS; seed++) {
        const scale = noiseScale(await measured(task, seed, small));
        if (scale.status !== 'resolved') continue;
        values.push(scale.value);
        if (scale.low <= truth && truth <= scale.high) met++;
      }
      expect(values.length).toBe(SEEDS);
      expect(met).toBeGreaterThanOrEqual(LEAST);
      expect(Math.abs(mean(values) / truth - 1)).toBeLessThan(0.1);
    },
  );
});
