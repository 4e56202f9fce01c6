/** The model of TensorFlow.js's memory: its constants follow from two models, and it holds for the others. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../src/engine/engine.ts';
import { startCpu } from '../../src/engine/tfjs/cpu.ts';
import { EAGER, EAGER_ERROR, eagerMemoryOf } from '../../src/experiment/eagerMemory.ts';
import type { OptimizerId } from '../../src/experiment/optimizer.ts';
import { FITTED, HELD_TO, measuredPeak, modelNamed } from './eagerSupport.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startCpu();
});
afterAll(() => engine.dispose());

/** Predicted bytes are a straight line of each constant, so two evaluations give its slope. */
async function fitted(name: string, constant: keyof typeof EAGER, optimizer: OptimizerId): Promise<number> {
  const model = modelNamed(name);
  const at = (value: number): number =>
    eagerMemoryOf(model, optimizer, 64, undefined, { ...EAGER, [constant]: value }).total;
  const from = EAGER[constant];
  const slope = at(from + 0.01) / 0.01 - at(from) / 0.01;
  return from + ((await measuredPeak(engine, model, optimizer, 64)) - at(from)) / slope;
}

describe('the model of TensorFlow.js memory', () => {
  it.each(FITTED)('%s gives the constant %s', async (name, constant) => {
    expect(await fitted(name, constant, 'adam')).toBeCloseTo(EAGER[constant], 1);
  });

  it.each(HELD_TO.flatMap((name) => (['sgd', 'adam'] as const).map((o) => [name, o] as const)))(
    'holds for %s with %s, which it was not fitted on',
    async (name, optimizer) => {
      const model = modelNamed(name);
      for (const batchSize of [32, 80]) {
        const measured = await measuredPeak(engine, model, optimizer, batchSize);
        const { total } = eagerMemoryOf(model, optimizer, batchSize);
        expect(Math.abs(total / measured - 1), `B = ${batchSize}`).toBeLessThan(EAGER_ERROR);
      }
    },
  );

  it('is the sum of its parts', () => {
    const { total, moment, ...parts } = eagerMemoryOf(modelNamed('cnn'), 'adam', 64);
    expect(moment).toBe('backward');
    expect(Object.values(parts).reduce((a, b) => a + b, 0)).toBe(total);
  });

  it('has its fullest moment where the optimiser works when weights outweigh activations', () => {
    expect(eagerMemoryOf(modelNamed('mlp'), 'adam', 32)).toMatchObject({
      moment: 'descent',
      weights: 2 * 4 * 101_770,
      optimizer: 2 * 4 * 2 * 101_770,
      gradients: 4 * 101_770,
    });
  });
});
