import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Engine } from '../../src/engine/engine.ts';
import { startWebgl } from '../../src/engine/tfjs/webgl.ts';
import { linearNoiseScale, noiseScale, type GradientSquares } from '../../src/science/noiseScale.ts';
import { linearSetup } from './linearSetup.ts';

const SMALL = 16;
const LARGE = 64;
const SAMPLES = 40;
const RATE = 1;

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
    const setup = linearSetup(task, SAMPLES * LARGE, seed);
    const run = engine.createRun(setup);
    const start = await run.state();
    /** |G|² of the examples from `from` on, as one step of SGD shows it. */
    const squareOf = async (from: number, count: number): Promise<number> => {
      run.restore(start);
      run.update(
        Uint32Array.from({ length: count }, (_, i) => from + i),
        count,
        RATE,
      );
      const [after] = (await run.state()).tensors;
      return after.reduce((sum, w, i) => sum + ((start.tensors[0][i] - w) / RATE) ** 2, 0);
    };
    const samples: GradientSquares[] = [];
    for (let k = 0; k < SAMPLES; k++) {
      let sum = 0;
      for (let from = k * LARGE; from < (k + 1) * LARGE; from += SMALL) sum += await squareOf(from, SMALL);
      samples.push({
        ...{ small: SMALL, large: LARGE, population: undefined },
        ...{ smallSquare: (sum * SMALL) / LARGE, largeSquare: await squareOf(k * LARGE, LARGE) },
      });
    }
    run.dispose();
    const { dimension, noise, distance } = task;
    const truth = linearNoiseScale({ dimension, sigma: noise, distance });
    const scale = noiseScale(samples);
    if (scale.status !== 'resolved') throw new Error('not resolved');
    expect(scale.low).toBeLessThan(truth);
    expect(scale.high).toBeGreaterThan(truth);
    expect(scale.high / scale.low).toBeLessThan(3);
  },
);
