import { describe, expect, it } from 'vitest';
import { bytesOfMb } from '../../src/experiment/devices.ts';
import { predictedLargest, predictedMemory } from '../../src/experiment/memoryPrediction.ts';
import { remediesOf } from '../../src/experiment/remedies.ts';
import { configOf } from './support.ts';

const LIMIT = bytesOfMb(8);
const over = configOf({ model: 'cnn', batchSize: '1024', optimizer: 'adam', memoryLimit: '8' });

describe('remediesOf', () => {
  it.each(['cpu', 'webgl'] as const)('offers only what is predicted to fit: %s', (engine) => {
    const remedies = remediesOf(over, engine, LIMIT);
    expect(remedies.map(({ id }) => id)).toEqual(['accumulate', 'smaller-batch', 'smaller-model']);
    for (const { change } of remedies) {
      const next = { ...over, ...change };
      expect(predictedMemory(next, engine, next.batchSize).total).toBeLessThanOrEqual(LIMIT);
    }
  });

  it('accumulates from the largest power of two that fits', () => {
    const [{ change, cost, goesOn }] = remediesOf(over, 'cpu', LIMIT);
    const larger = { ...over, microBatch: 2 * change.microBatch! };
    expect(predictedMemory(larger, 'cpu', 1024).total).toBeGreaterThan(LIMIT);
    expect(cost).toContain(`the same update, in ${1024 / change.microBatch!} passes`);
    expect(goesOn).toBe(true);
  });

  it('says of batch normalisation that it is another computation', () => {
    const [{ cost }] = remediesOf({ ...over, model: 'cnn-bn' }, 'cpu', LIMIT);
    expect(cost).toContain('another computation');
  });

  it('offers SGD where the slots are what does not fit', () => {
    const config = configOf({ optimizer: 'adam', batchSize: '64', memoryLimit: '1.3' });
    const ids = remediesOf(config, 'cpu', bytesOfMb(1.3)).map(({ id }) => id);
    expect(ids).toContain('sgd');
    expect(remediesOf(config, 'cpu', bytesOfMb(1.3)).find(({ id }) => id === 'sgd')!.change).toEqual({
      optimizer: 'sgd',
      learningRate: 0.1,
    });
  });

  it('offers nothing where nothing fits', () => {
    expect(remediesOf(configOf({ dataset: 'moons', model: 'softmax' }), 'cpu', 1000)).toEqual([]);
  });

  it('without a limit offers what holds less than now', () => {
    for (const { change } of remediesOf(over, 'webgl', undefined)) {
      const next = { ...over, ...change };
      expect(predictedMemory(next, 'webgl', next.batchSize).total).toBeLessThan(
        predictedMemory(over, 'webgl', 1024).total,
      );
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
