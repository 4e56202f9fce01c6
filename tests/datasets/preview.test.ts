import { describe, expect, it } from 'vitest';
import { digits } from '../../src/datasets/digits/digits.ts';
import { blobs } from '../../src/datasets/points.ts';
import { previewOf } from '../../src/datasets/preview.ts';
import { settingsOf, tally } from './settings.ts';

describe('previewOf', () => {
  it('shows pictures, the classes in turn, as bytes', () => {
    const dataset = digits(settingsOf('digits', { size: 200 }));
    const preview = previewOf(dataset, 25);
    if (preview.kind !== 'pictures') throw new Error(preview.kind);
    expect([preview.count, preview.height, preview.width]).toEqual([25, 28, 28]);
    expect(Array.from(preview.labels)).toEqual(Array.from({ length: 25 }, (_, i) => i % 10));
    const first = dataset.training.labels.indexOf(0);
    const picture = dataset.training.inputs.subarray(784 * first, 784 * (first + 1));
    expect(Array.from(preview.pixels.subarray(0, 784))).toEqual(
      Array.from(picture, (v) => Math.round(255 * v)),
    );
  });

  it('shows at most 300 points, balanced', () => {
    const preview = previewOf(blobs(settingsOf('blobs')), 1000);
    if (preview.kind !== 'points') throw new Error(preview.kind);
    expect(preview.count).toBe(300);
    expect(preview.points).toHaveLength(600);
    expect(tally(preview.labels, 4)).toEqual([75, 75, 75, 75]);
  });

  it('shows all there are where there are fewer', () => {
    const dataset = digits(settingsOf('digits', { size: 7, validationShare: 1 }));
    const preview = previewOf(dataset, 30);
    expect(preview.count).toBe(7);
    expect(new Set(preview.labels)).toEqual(new Set(dataset.training.labels));
  });
});
