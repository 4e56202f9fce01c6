import { beforeAll, describe, expect, it } from 'vitest';
import { startCpuEngine, type CpuEngine } from '../../../src/engine/cpu/engine.ts';
import { linearNoiseScale, noiseScale, type GradientSquares } from '../../../src/science/noiseScale.ts';
import { linearSetup, type LinearTask } from '../linearSetup.ts';

const EXAMPLES = 4096;
const BATCH = 64;
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

const order = Uint32Array.from({ length: EXAMPLES }, (_, i) => i);
const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

describe('the noise scale of the linear task on the cpu engine, weights frozen', () => {
  let engine: CpuEngine;
  beforeAll(async () => {
    engine = await startCpuEngine();
  });

  async function squaresOf(task: LinearTask, seed: number, small: 1 | 8): Promise<GradientSquares[]> {
    const run = engine.createRun(linearSetup(task, EXAMPLES, seed));
    const before = await run.state();
    const wanted = small === 1 ? { examples: true } : { microBatch: small };
    const norms = run.updateMeasured(order, BATCH, 0, wanted);
    expect((await run.state()).tensors).toEqual(before.tensors);
    const parts = small === 1 ? norms.examples : norms.microBatches;
    return norms.gradients.map((largeSquare, i) => ({
      ...{ small, large: BATCH, population: undefined },
      ...{ smallSquare: mean(parts[i]), largeSquare },
    }));
  }

  it.each(TASKS.flatMap((task) => [1, 8].map((small) => ({ ...task, small: small as 1 | 8 }))))(
    'meets the closed form from gradients of $small: d $dimension, σ $noise, |w - w*| $distance',
    async ({ small, ...task }) => {
      const { dimension, noise, distance } = task;
      const truth = linearNoiseScale({ dimension, sigma: noise, distance });
      let met = 0;
      const values: number[] = [];
      for (let seed = 1; seed <= SEEDS; seed++) {
        const scale = noiseScale(await squaresOf(task, seed, small));
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
