import { expect, test } from 'vitest';
import { predictedLayers, predictedMemory } from '../../../src/experiment/memoryPrediction.ts';
import { formatBytes } from '../../../src/experiment/format.ts';
import { readStack, stackText } from '../../../src/ui/charts/memory/stackReading.ts';
import { configOf } from '../../experiment/support.ts';

const sampleOf = (settings: Parameters<typeof configOf>[0], byLayer: boolean) => {
  const config = configOf({ optimizer: 'adam', batchSize: '100', ...settings });
  return {
    batchSize: 100,
    memory: predictedMemory(config, 'cpu', 100),
    layers: byLayer ? predictedLayers(config, 'cpu', 100) : [],
  };
};

test('what is read adds up to the whole, from the top of the stack down', () => {
  for (const model of ['mlp', 'cnn', 'cnn-bn'] as const)
    for (const byLayer of [false, true]) {
      const sample = sampleOf({ model }, byLayer);
      const read = readStack(sample);
      expect(read.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(sample.memory.total);
      expect(read[0].part).toBe('activations');
      expect(read.at(-1)).toMatchObject({ part: 'weights', bytes: sample.memory.parts.weights });
    }
});

test('many layers are told as the largest four and the rest together', () => {
  const sample = sampleOf({ model: 'cnn-bn' }, true);
  expect(sample.layers.length).toBeGreaterThan(5);
  const activations = readStack(sample).filter(({ part }) => part === 'activations');
  expect(activations).toHaveLength(5);
  expect(activations.at(-1)?.name).toBe(`${sample.layers.length - 4} other layers`);
  const sizes = sample.layers.map(({ bytes }) => bytes).sort((a, b) => b - a);
  expect(
    activations
      .slice(0, -1)
      .map(({ bytes }) => bytes)
      .sort((a, b) => b - a),
  ).toEqual(sizes.slice(0, 4));
});

test('the cursor says every part with its bytes', () => {
  const sample = sampleOf({ model: 'mlp' }, false);
  const { parts, total } = sample.memory;
  const text = stackText(sample);
  expect(text).toContain(
    `batch size 100, ${formatBytes(total)}: activations ${formatBytes(parts.activations)}, `,
  );
  expect(text).toContain(`optimizer slots ${formatBytes(parts.optimizer)}`);
});
