import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/science/random.ts';
import { createSmoother, smooth } from '../../src/science/smoothing.ts';

/** The loss curve that batches of B see of one stream of per-example losses. */
function batched(perExample: Float64Array, batchSize: number) {
  const length = perExample.length / batchSize;
  const examples = Float64Array.from({ length }, (_, i) => (i + 1) * batchSize);
  const loss = Float32Array.from({ length }, (_, i) => {
    const batch = perExample.subarray(i * batchSize, (i + 1) * batchSize);
    return batch.reduce((a, b) => a + b) / batchSize;
  });
  return { examples, loss, length };
}

const random = createRandom(1, 'losses');
const perExample = Float64Array.from(
  { length: 64 * 512 },
  (_, i) => 0.3 + 2 * Math.exp(-i / 8000) + 0.5 * random.normal(),
);

describe('smooth', () => {
  it('shows B = 8 and B = 512 of the same losses at the same height, once its memory is full', () => {
    const few = batched(perExample, 512);
    const many = batched(perExample, 8);
    const smoothFew = smooth(few.examples, few.loss, few.length, 2000);
    const smoothMany = smooth(many.examples, many.loss, many.length, 2000);
    for (let i = Math.ceil(20000 / 512); i < few.length; i++)
      expect(Math.abs(smoothFew[i] - smoothMany[64 * (i + 1) - 1])).toBeLessThan(0.03);
  });

  it('really smooths: it takes most of the noise of B = 8 away', () => {
    const many = batched(perExample, 8);
    const smoothed = smooth(many.examples, many.loss, many.length, 4000);
    const jump = (y: Float32Array) =>
      y.subarray(1).reduce((sum, v, i) => sum + Math.abs(v - y[i]), 0) / (y.length - 1);
    const late = (y: Float32Array): Float32Array => y.subarray(y.length / 2);
    expect(jump(late(smoothed))).toBeLessThan(jump(late(many.loss)) / 100);
  });

  it('does not lag behind a steep start', () => {
    const length = 1000;
    const examples = Float64Array.from({ length }, (_, i) => (i + 1) * 8);
    const loss = Float32Array.from(examples, (e) => 2 * Math.exp(-e / 1000));
    const smoothed = smooth(examples, loss, length, 4000);
    for (let i = 0; i < length; i++) expect(smoothed[i] - loss[i]).toBeLessThan(0.2);
  });

  it('weighs a point by the examples it stands for', () => {
    const smoother = createSmoother(100);
    smoother.push(10, 1);
    const first = 1 - Math.exp(-10 / 2);
    const kept = Math.exp(-100 / 22);
    const expected = (kept * first + (1 - kept) * 3) / (kept * first + 1 - kept);
    expect(smoother.push(110, 3)).toBeCloseTo(expected, 12);
  });

  it.each([1, 7, 5000])('leaves a constant constant from its first point (window %d)', (window) => {
    const { examples, length } = batched(perExample, 512);
    const flat = smooth(examples, new Float32Array(length).fill(0.75), length, window);
    for (const v of flat) expect(v).toBeCloseTo(0.75, 6);
  });

  it('reads only the first `length` points and gives as many', () => {
    const loss = Float32Array.of(1, 1, 99);
    expect([...smooth(Float64Array.of(1, 2, 3), loss, 2, 10)]).toEqual([1, 1]);
  });

  it('shows a loss that is not finite as a gap and goes on unharmed', () => {
    const smoother = createSmoother(10);
    smoother.push(1, 2);
    expect(smoother.push(2, Infinity)).toBeNaN();
    expect(smoother.push(3, NaN)).toBeNaN();
    expect(smoother.push(4, 2)).toBeCloseTo(2, 12);
  });

  it('gives a point that stands for no examples no weight', () => {
    const smoother = createSmoother(10);
    expect(smoother.push(0, 5)).toBe(5);
    expect(smoother.push(10, 1)).toBe(1);
    expect(smoother.push(10, 100)).toBe(1);
    expect(smoother.push(4, 100)).toBe(1);
  });

  it.each([0, -1, NaN, Infinity])('refuses a window of %d', (window) => {
    expect(() => createSmoother(window)).toThrow(`got ${window}`);
  });
});
