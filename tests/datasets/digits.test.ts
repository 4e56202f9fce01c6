import { describe, expect, it } from 'vitest';
import { digits } from '../../src/datasets/digits/digits.ts';
import { GLYPHS } from '../../src/datasets/digits/glyphs.ts';
import { grain } from '../../src/datasets/digits/ink.ts';
import { createRandom } from '../../src/science/random.ts';
import { nearestCentroid, settingsOf } from './settings.ts';

describe('digits', () => {
  const dataset = digits(settingsOf('digits', { size: 2000 }));
  const pictureOf = (i: number): Float32Array => dataset.training.inputs.subarray(784 * i, 784 * (i + 1));

  it('are pixels from 0 to 1 with both paper and ink in every picture', () => {
    for (let i = 0; i < dataset.training.count; i++) {
      const picture = pictureOf(i);
      expect(Math.min(...picture)).toBe(0);
      expect(Math.max(...picture)).toBeGreaterThan(0.9);
      expect(Math.max(...picture)).toBeLessThanOrEqual(1);
      const inked = picture.filter((v) => v > 0.5).length;
      expect(inked).toBeGreaterThan(25);
      expect(inked).toBeLessThan(300);
    }
  });

  it('keep nearly all their ink inside the picture', () => {
    const quiet = digits(settingsOf('digits', { size: 1000, noise: 0 })).training.inputs;
    let edge = 0;
    let all = 0;
    quiet.forEach((v, i) => {
      const x = i % 28;
      const y = Math.floor(i / 28) % 28;
      all += v;
      if (x === 0 || y === 0 || x === 27 || y === 27) edge += v;
    });
    expect(edge / all).toBeLessThan(0.02);
  });

  it('are never written twice the same', () => {
    const seen = new Set(Array.from({ length: 500 }, (_, i) => pictureOf(i).join()));
    expect(seen.size).toBe(500);
  });

  it('can be learnt, but not by their means alone', () => {
    const accuracy = nearestCentroid(dataset);
    expect(accuracy).toBeGreaterThan(0.5);
    expect(accuracy).toBeLessThan(0.92);
  });

  it('have at least three ways of writing each', () => {
    expect(GLYPHS).toHaveLength(10);
    for (const glyphs of GLYPHS) expect(glyphs.length).toBeGreaterThanOrEqual(3);
  });
});

describe('grain', () => {
  it('has the standard deviation that is asked', () => {
    const pixels = new Float32Array(20_000).fill(0.5);
    grain(pixels, 0, pixels.length, 0.1, createRandom(1, 'test'));
    const mean = pixels.reduce((a, b) => a + b) / pixels.length;
    const variance = pixels.reduce((sum, v) => sum + (v - mean) ** 2, 0) / pixels.length;
    expect(mean).toBeCloseTo(0.5, 2);
    expect(Math.sqrt(variance)).toBeCloseTo(0.1, 2);
  });
});
