/** Updates that really hold more than 2 GiB, as a batch of all of MNIST does. */
import { expect, it } from 'vitest';
import { startCpuEngine } from '../../../src/engine/cpu/engine.ts';
import { optimizerOf } from '../../../src/experiment/config.ts';
import { modelOf } from '../../../src/experiment/derive.ts';
import { predictedMemory } from '../../../src/experiment/memoryPrediction.ts';
import { initialWeights } from '../../../src/experiment/weights.ts';
import { configOf } from '../../experiment/support.ts';
import { randomData } from '../cases.ts';
import { expectClose, names } from '../checks.ts';
import { order } from './float64.ts';

const EXAMPLES = 60_000;

it('an update of 60,000 pictures holds what is predicted, and is the one made in micro-batches', async () => {
  const config = configOf({ dataset: 'mnist', model: 'cnn' });
  const model = modelOf(config);
  const data = randomData(model, EXAMPLES);
  const engine = await startCpuEngine();
  const updated = async (microBatch: number) => {
    const run = engine.createRun({
      ...{ model, data, optimizer: optimizerOf(config), weights: initialWeights(model, 1) },
      ...{ batchSize: EXAMPLES, microBatch },
    });
    run.update(order(EXAMPLES), EXAMPLES, 1);
    const losses = await run.losses();
    return { losses, bytes: run.memory().inUseBytes, tensors: (await run.state()).tensors };
  };
  const whole = await updated(EXAMPLES);
  expect(whole.bytes).toBeGreaterThan(2 ** 31);
  expect(whole.bytes).toBe(predictedMemory(config, 'cpu', EXAMPLES).total);
  const parts = await updated(1000);
  expect(parts.bytes).toBeLessThan(1e8);
  expectClose([whole.losses, ...whole.tensors], [parts.losses, ...parts.tensors], 1e-4, [
    'loss',
    ...names(model),
  ]);
}, 300_000);
