import { describe, expect, it } from 'vitest';
import { bytesOfMb } from '../../src/experiment/devices.ts';
import { memoryLimitOf } from '../../src/experiment/memoryLimit.ts';
import { predictedLargest, predictedMemory } from '../../src/experiment/memoryPrediction.ts';
import type { OptimizerId } from '../../src/experiment/optimizer.ts';
import { remediesOf } from '../../src/experiment/remedies.ts';
import { configOf } from './support.ts';

const LIMIT = bytesOfMb(8);
const over = configOf({ model: 'cnn', batchSize: '1024', optimizer: 'adam', memoryLimit: '8' });
/** All of MNIST in one batch, with batch normalisation: 5.4 GB. */
const TOO_LARGE = configOf({ dataset: 'mnist', model: 'cnn-bn', batchSize: '60000' });

describe('remediesOf', () => {
  it.each(['cpu', 'webgl'] as const)('offers only what is predicted to fit: %s', (engine) => {
    const remedies = remediesOf(over, engine);
    expect(remedies.map(({ id }) => id)).toEqual(['accumulate', 'smaller-batch', 'smaller-model']);
    for (const { change } of remedies) {
      const next = { ...over, ...change };
      expect(predictedMemory(next, engine, next.batchSize).total).toBeLessThanOrEqual(LIMIT);
    }
  });

  it('accumulates from the largest power of two that fits', () => {
    const [{ change, cost, goesOn }] = remediesOf(over, 'cpu');
    const larger = { ...over, microBatch: 2 * change.microBatch! };
    expect(predictedMemory(larger, 'cpu', 1024).total).toBeGreaterThan(LIMIT);
    expect(cost).toContain(`the same update, in ${1024 / change.microBatch!} passes`);
    expect(goesOn).toBe(true);
  });

  it('says of batch normalisation that it is another computation', () => {
    const [{ cost }] = remediesOf({ ...over, model: 'cnn-bn' }, 'cpu');
    expect(cost).toContain('another computation');
  });

  it('offers SGD where the slots are what does not fit', () => {
    const config = configOf({ optimizer: 'adam', batchSize: '64', memoryLimit: '1.3' });
    const ids = remediesOf(config, 'cpu').map(({ id }) => id);
    expect(ids).toContain('sgd');
    expect(remediesOf(config, 'cpu').find(({ id }) => id === 'sgd')!.change).toEqual({
      optimizer: 'sgd',
      learningRate: 0.1,
    });
  });

  const labels = {
    sgd: undefined,
    momentum: 'SGD instead of momentum',
    adam: 'SGD instead of Adam',
  } as const satisfies Record<OptimizerId, string | undefined>;

  it.each(Object.entries(labels))('names the optimizer in whose place SGD comes: %s', (optimizer, label) => {
    const config = { ...configOf({ optimizer, batchSize: '64' }), memoryLimit: 1.22 };
    expect(remediesOf(config, 'cpu').find(({ id }) => id === 'sgd')?.label).toBe(label);
  });

  it('offers nothing where nothing fits', () => {
    const config = configOf({ dataset: 'moons', model: 'softmax', memoryLimit: '0.001' });
    expect(remediesOf(config, 'cpu')).toEqual([]);
  });

  it('without a limit offers what holds less than now', () => {
    const free = { ...over, memoryLimit: 0 };
    for (const { change } of remediesOf(free, 'webgl')) {
      const next = { ...free, ...change };
      expect(predictedMemory(next, 'webgl', next.batchSize).total).toBeLessThan(
        predictedMemory(over, 'webgl', 1024).total,
      );
    }
  });
});

describe('remediesOf beyond what WebAssembly can address', () => {
  const { bytes } = memoryLimitOf(TOO_LARGE, 'cpu')!;

  it.each(['0', '6000'])('offers only what fits there, with a limit of %s MB', (memoryLimit) => {
    const config = { ...TOO_LARGE, memoryLimit: Number(memoryLimit) };
    const largest = predictedLargest(config, 'cpu', bytes);
    const remedies = remediesOf(config, 'cpu', largest);
    expect(remedies.map(({ id }) => id)).toEqual([
      ...['accumulate', 'smaller-batch', 'largest-batch', 'smaller-model'],
    ]);
    for (const { change } of remedies) {
      const next = { ...config, ...change };
      expect(predictedMemory(next, 'cpu', next.batchSize).total).toBeLessThanOrEqual(bytes);
    }
  });

  it('offers only what fits into less where the device has given less', () => {
    const given = predictedMemory(TOO_LARGE, 'cpu', 1000).total;
    const remedies = remediesOf(TOO_LARGE, 'cpu', 1000);
    expect(remedies.find(({ id }) => id === 'largest-batch')).toMatchObject({ change: { batchSize: 1000 } });
    for (const { change } of remedies) {
      const next = { ...TOO_LARGE, ...change };
      expect(predictedMemory(next, 'cpu', next.batchSize).total).toBeLessThanOrEqual(given);
    }
  });
});

describe('predictedLargest', () => {
  it.each([1, 8, 64, 256])('is tight under %d MB, or all fit', (mb) => {
    for (const model of ['softmax', 'mlp', 'cnn', 'cnn-bn'] as const) {
      const config = configOf({ model });
      const bytes = bytesOfMb(mb);
      const largest = predictedLargest(config, 'cpu', bytes);
      if (largest > 0) expect(predictedMemory(config, 'cpu', largest).total).toBeLessThanOrEqual(bytes);
      if (largest < 10_000) expect(predictedMemory(config, 'cpu', largest + 1).total).toBeGreaterThan(bytes);
    }
  });
});
