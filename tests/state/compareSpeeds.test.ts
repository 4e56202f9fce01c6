import { expect, it } from 'vitest';
import type { SpeedSample } from '../../src/experiment/sweep.ts';
import { createSpeedBook } from '../../src/state/compareSpeeds.ts';
import { specOf } from '../sweep/support.ts';

const sample: SpeedSample = { arm: 0, engine: 'cpu', batchSize: 10, updateMs: [1], peakBytes: undefined };
const linear = specOf({}, { dataset: 'linear', model: 'linear', dimension: 10 });
const book = createSpeedBook({
  startWorker: () => {
    throw new Error('nothing is measured here');
  },
  onMeasured: () => undefined,
});
book.note(linear, [sample]);

it('knows a task again, whatever does not change the time of its updates', () => {
  expect(book.of(linear)).toEqual([sample]);
  expect(book.of({ ...linear, seeds: 9, base: { ...linear.base, learningRate: 1 } })).toEqual([sample]);
});

it.each([
  ['more dimensions', { ...linear, base: { ...linear.base, dimension: 1000 } }],
  ['a micro-batch', { ...linear, base: { ...linear.base, microBatch: 1 } }],
  ['another optimiser', { ...linear, base: { ...linear.base, optimizer: 'adam' as const } }],
])('takes a task with %s for another', (_, other) => {
  expect(book.of(other)).toEqual([]);
});

it('takes nothing from a file for a time of this machine', () => {
  const elsewhere = { ...sample, batchSize: 100, environment: { userAgent: 'another' } };
  const failed = { ...sample, batchSize: 100, updateMs: [], failed: 'It was lost.' };
  book.note(linear, [elsewhere, failed]);
  expect(book.of(linear)).toEqual([sample]);
});
