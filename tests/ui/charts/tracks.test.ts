import { describe, expect, it } from 'vitest';
import { smooth } from '../../../src/science/smoothing.ts';
import { createSeriesStore } from '../../../src/state/series.ts';
import { createLossTrace } from '../../../src/ui/charts/lossTrace.ts';
import { nearestIndex, readAccuracy, readLoss } from '../../../src/ui/charts/reading.ts';
import { createScale } from '../../../src/ui/charts/scale.ts';
import { commonWindow, createSmoothTrack } from '../../../src/ui/charts/smoothTrack.ts';
import { addEvaluation, columnsOf, EXAMPLES } from './support/fakeRuns.ts';

const losses = (n: number) => Array.from({ length: n }, (_, i) => 2 / (1 + i / 50) + (i % 3) / 10);

describe('smoothed loss', () => {
  it('is the same appended bit by bit as at once', () => {
    const store = createSeriesStore();
    store.create('a');
    const all = losses(3000);
    const track = createSmoothTrack();
    for (let i = 0; i < all.length; i += 333) {
      store.append('a', { columns: columnsOf(all.slice(i, i + 333), 100, i) });
      track.sync(store.get('a')!, 100);
    }
    const { columns, length } = store.get('a')!;
    expect(track.length).toBe(3000);
    expect(Array.from(track.values.subarray(0, 3000))).toEqual(
      Array.from(smooth(columns.examples, columns.loss, length, 100)),
    );
  });
  it('starts anew when a series is cut and goes on otherwise', () => {
    const store = createSeriesStore();
    store.create('a');
    store.append('a', { columns: columnsOf(losses(100)) });
    const track = createSmoothTrack();
    track.sync(store.get('a')!, 100);
    store.truncate('a', 40);
    store.append('a', { columns: columnsOf(new Array(90).fill(9), 100, 40) });
    expect(track.sync(store.get('a')!, 100)).toBe(true);
    expect(track.length).toBe(130);
    expect(track.values[129]).toBeGreaterThan(8);
  });
  it('is over a tenth of the largest training set', () => {
    const store = createSeriesStore();
    for (const id of ['a', 'b']) store.create(id);
    expect(commonWindow([store.get('a'), undefined])).toBeUndefined();
    store.append('a', { columns: columnsOf(losses(10), 7) });
    expect(commonWindow([store.get('a'), store.get('b')])).toBe(EXAMPLES / 10);
  });
});

describe('loss trace', () => {
  it('gathers new points without going over old ones, and anew for another axis', () => {
    const store = createSeriesStore();
    store.create('a');
    const trace = createLossTrace();
    const x = createScale({ min: 0, max: 1000, log: false }, 0, 100);
    for (let i = 0; i < 10; i++) {
      store.append('a', { columns: columnsOf(losses(100), 1, i * 100) });
      trace.extent(store.get('a')!, 100);
      trace.gather(store.get('a')!, 'update', x);
    }
    const sum = () => trace.raw.count.reduce((a, b) => a + b, 0);
    const kept = trace.raw;
    expect(sum()).toBe(1000);
    trace.gather(store.get('a')!, 'update', x);
    expect(trace.raw).toBe(kept);
    expect(sum()).toBe(1000);
    trace.gather(store.get('a')!, 'epoch', createScale({ min: 0, max: 0.5, log: false }, 0, 100));
    expect(trace.raw).not.toBe(kept);
    expect(sum()).toBe(500);
  });
  it('takes the loss before the first update as the initial one', () => {
    const store = createSeriesStore();
    store.create('a');
    addEvaluation(store, 'a', 0, { loss: 2.303, accuracy: 0.1 });
    store.append('a', { columns: columnsOf([9, 2, NaN, 1]) });
    expect(createLossTrace().extent(store.get('a')!, 100)).toMatchObject({ initial: 2.303, greatest: 9 });
  });
});

describe('reading', () => {
  it.each([
    [-1, 0],
    [0.4, 0],
    [1.4, 1],
    [1.6, 2],
    [99, 3],
  ])('nearest to %s of 0, 1, 2, 3 is index %s', (x, index) =>
    expect(nearestIndex([0, 1, 2, 3], 4, x)).toBe(index),
  );
  it('gives the nearest values, and says when the run has ended', () => {
    const store = createSeriesStore();
    store.create('a');
    store.append('a', { columns: columnsOf([3, 2, 1]) });
    addEvaluation(store, 'a', 1, { loss: 2.5, accuracy: 0.3 });
    addEvaluation(store, 'a', 3, { loss: 1.5, accuracy: 0.6 });
    addEvaluation(store, 'a', 3, { loss: 1.4, accuracy: 0.7, split: 'training' });
    const series = store.get('a')!;
    expect(readLoss(series, Float32Array.of(3, 2, 1), 'update', 1.2)).toEqual({
      training: 3,
      validation: 2.5,
      trainingAccuracy: undefined,
      measuredAt: 1,
      endedAt: undefined,
    });
    expect(readAccuracy(series, 'update', 7)).toEqual({
      training: undefined,
      validation: 0.6,
      trainingAccuracy: 0.7,
      measuredAt: 3,
      endedAt: 3,
    });
  });
});
