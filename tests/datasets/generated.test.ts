import { describe, expect, it } from 'vitest';
import { generate, type GeneratedId } from '../../src/datasets/generate.ts';
import { DATASETS } from '../../src/datasets/registry.ts';
import { nearestCentroid, settingsOf, tally } from './settings.ts';

const POINTS: GeneratedId[] = ['moons', 'circles', 'spirals', 'blobs', 'xor'];
const ALL: GeneratedId[] = [...POINTS, 'digits'];

const rowsOf = (inputs: Float32Array, count: number): string[] => {
  const width = inputs.length / count;
  return Array.from({ length: count }, (_, i) => inputs.subarray(i * width, (i + 1) * width).join());
};

describe.each(ALL)('%s', (id) => {
  const small = settingsOf(id, { size: 503, validationShare: 0.3 });

  it('is what the registry says', () => {
    const dataset = generate(id, small);
    expect(dataset.id).toBe(id);
    expect(dataset.inputShape).toEqual(DATASETS[id].inputShape);
    expect(dataset.classes).toBe(DATASETS[id].classes);
    expect(DATASETS[id].classNames).toHaveLength(dataset.classes);
  });

  it('has size training and round(size × share) validation examples', () => {
    const { training, validation, inputShape } = generate(id, small);
    const width = inputShape.reduce((a, b) => a * b);
    expect([training.count, validation.count]).toEqual([503, 151]);
    expect([training.inputs.length, training.labels.length]).toEqual([503 * width, 503]);
    expect([validation.inputs.length, validation.labels.length]).toEqual([151 * width, 151]);
  });

  it('is balanced to within one example and shuffled', () => {
    const { training, validation, classes } = generate(id, small);
    for (const { labels } of [training, validation]) {
      const counts = tally(labels, classes);
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
      const sorted = labels.slice().sort();
      const inTurn = labels.map((_, i) => i % classes);
      expect(labels).not.toEqual(sorted);
      expect(labels).not.toEqual(inTurn);
    }
  });

  it('is fixed by the data seed and differs with it', () => {
    expect(generate(id, small)).toEqual(generate(id, small));
    expect(generate(id, { ...small, dataSeed: 2 })).not.toEqual(generate(id, small));
  });

  it('draws validation examples apart from the training examples', () => {
    const { training, validation } = generate(id, small);
    const seen = new Set(rowsOf(training.inputs, training.count));
    expect(seen.size).toBe(training.count);
    expect(rowsOf(validation.inputs, validation.count).filter((row) => seen.has(row))).toEqual([]);
  });

  it('keeps its training examples when the validation share changes', () => {
    expect(generate(id, { ...small, validationShare: 0.5 }).training).toEqual(generate(id, small).training);
  });

  it('has finite inputs that noise changes', () => {
    const { training } = generate(id, small);
    expect(training.inputs.every(Number.isFinite)).toBe(true);
    expect(generate(id, { ...small, noise: 0 }).training.inputs).not.toEqual(training.inputs);
  });

  it.each([
    [{ size: 0 }, 'size must be a whole number from 1, got 0'],
    [{ size: 2.5 }, 'size must be a whole number from 1, got 2.5'],
    [{ noise: -1 }, 'noise must be a number from 0, got -1'],
    [{ noise: NaN }, 'noise must be a number from 0, got NaN'],
    [{ validationShare: 0 }, 'validationShare must be above 0 and at most 1, got 0'],
    [{ dataSeed: -1 }, 'seed must be an integer from 0 to 4294967295, got -1'],
  ])('refuses %o', (wrong, message) => {
    expect(() => generate(id, { ...small, ...wrong })).toThrow(new RangeError(message));
  });
});

describe.each(POINTS)('the points of %s', (id) => {
  it('lie round the origin, nearly all within 1.5', () => {
    const { inputs } = generate(id, settingsOf(id)).training;
    const outside = inputs.filter((x) => Math.abs(x) > 1.5).length;
    expect(outside / inputs.length).toBeLessThan(0.05);
    const mean = inputs.reduce((a, b) => a + b) / inputs.length;
    expect(Math.abs(mean)).toBeLessThan(0.1);
    const variance = inputs.reduce((a, b) => a + b * b) / inputs.length;
    expect(variance).toBeGreaterThan(0.25);
    expect(variance).toBeLessThan(1);
  });

  it('have noise of the standard deviation that is set', () => {
    // The noise draws are the same for both, so that the difference of the points is the difference of the noise.
    const quiet = generate(id, settingsOf(id, { size: 4000, noise: 0 })).training.inputs;
    const loud = generate(id, settingsOf(id, { size: 4000, noise: 0.3 })).training.inputs;
    const variance = loud.reduce((sum, x, i) => sum + (x - quiet[i]) ** 2, 0) / loud.length;
    expect(Math.sqrt(variance)).toBeCloseTo(0.3, 1);
  });
});

describe('what a line can tell apart', () => {
  it.each([
    ['blobs', 0.9, 1],
    ['moons', 0.7, 0.92],
    ['circles', 0.4, 0.65],
    ['spirals', 0.4, 0.7],
    ['xor', 0.35, 0.65],
  ] as const)('%s: the nearest mean is right in %d to %d', (id, least, most) => {
    const accuracy = nearestCentroid(generate(id, settingsOf(id, { validationShare: 1 })));
    expect(accuracy).toBeGreaterThanOrEqual(least);
    expect(accuracy).toBeLessThanOrEqual(most);
  });
});
