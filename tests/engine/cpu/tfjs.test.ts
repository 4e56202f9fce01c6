import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCpuEngine } from '../../../src/engine/cpu/engine.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { startCpu } from '../../../src/engine/tfjs/cpu.ts';
import type { ModelSpec } from '../../../src/experiment/model.ts';
import type { OptimizerSpec } from '../../../src/experiment/optimizer.ts';
import { initialWeights } from '../../../src/experiment/weights.ts';
import { epochOrder } from '../../../src/science/batch.ts';
import { CASES, randomData } from '../cases.ts';
import { cancelled, changeOf, expectClose, names } from '../checks.ts';

const mlp: ModelSpec = {
  inputShape: [28, 28, 1],
  layers: [
    { kind: 'flatten', name: 'flatten' },
    { kind: 'dense', name: 'dense1', units: 128 },
    { kind: 'activation', name: 'act1', fn: 'relu' },
    { kind: 'dense', name: 'output', units: 10 },
  ],
  loss: 'softmaxCrossEntropy',
};

describe('cpu engine and TensorFlow.js on cpu', () => {
  let engine: Engine;
  let other: Engine;
  beforeAll(async () => {
    engine = await startCpuEngine();
    other = await startCpu();
  });
  afterAll(() => other.dispose());

  it.each(CASES)('one SGD update changes every parameter alike: $name', async (test) => {
    const [actual, expected] = [await changeOf(engine, test), await changeOf(other, test)];
    expectClose(actual, expected, 1e-4, names(test.model), cancelled(test.model));
  });

  it('mlp with SGD: 200 losses within 1e-4', async () => {
    const data = randomData(mlp, 400);
    const optimizer: OptimizerSpec = { id: 'sgd', weightDecay: 0 };
    const curve = async (on: Engine): Promise<Float32Array> => {
      const run = on.createRun({ model: mlp, optimizer, data, weights: initialWeights(mlp, 1) });
      for (let epoch = 0; epoch < 8; epoch++) run.update(epochOrder(1, epoch, 400), 16, 0.05);
      const losses = await run.losses();
      run.dispose();
      return losses;
    };
    const [actual, expected] = [await curve(engine), await curve(other)];
    expect(actual.length).toBe(200);
    expect(expected[199]).toBeLessThan(0.9 * expected[0]);
    expected.forEach((loss, i) => expect(Math.abs(actual[i] - loss), `update ${i}`).toBeLessThan(1e-4));
  });
});
