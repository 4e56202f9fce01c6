import { describe, expect, test } from 'vitest';
import { withoutGap } from '../../src/worker/clock.ts';
import { createPace } from '../../src/worker/pace.ts';

describe('gaps', () => {
  test.each([
    [40, 40, 40],
    [1400, 40, 1400],
    [1401, 40, 40],
    [3_600_000, 40, 40],
    [12_000, 2000, 12_000],
    [21_001, 2000, 2000],
    [5000, undefined, 5000],
    [NaN, 40, 40],
    [-3, 40, 40],
  ])('%d ms where %s were expected counts as %d', (measured, expected, counted) => {
    expect(withoutGap(measured, expected)).toBe(counted);
  });
});

describe('pace', () => {
  test('the first chunk is one update, later ones take about 40 ms', () => {
    const pace = createPace(0.001);
    expect(pace.chunk()).toBe(1);
    pace.record(1, 2);
    expect(pace.chunk()).toBe(8);
    pace.record(8, 16);
    expect(pace.chunk()).toBe(20);
  });
  test('an update longer than a chunk makes a chunk of one', () => {
    const pace = createPace(5000);
    pace.record(1, 300);
    expect(pace.chunk()).toBe(1);
    expect(pace.updateMs()).toBe(300);
  });
  test('the prediction holds until the first measurement', () => {
    const pace = createPace(7);
    expect([pace.updateMs(), pace.measuredMs()]).toEqual([7, undefined]);
  });
  test('preparations of the first update do not count for long', () => {
    const pace = createPace(1);
    pace.record(1, 800);
    pace.record(1, 2);
    expect(pace.updateMs()).toBe(2);
  });
  test('is time over updates of the latest chunks', () => {
    const pace = createPace(1);
    pace.record(1, 800);
    pace.record(10, 20);
    pace.record(30, 20);
    expect(pace.measuredMs()).toBe(1);
    for (let i = 0; i < 31; i++) pace.record(10, 30);
    expect(pace.measuredMs()).toBe(3);
  });
  test('a clock that stands still during most chunks gives a time all the same', () => {
    const pace = createPace(0.001);
    pace.record(1, 3);
    for (let i = 0; i < 9; i++) pace.record(5, i % 2 ? 0.1 : 0);
    expect([pace.measuredMs(), pace.updateMs()]).toEqual([undefined, 0.001]);
    for (let i = 0; i < 5000; i++) pace.record(5, i % 10 ? 0 : 0.1);
    expect(pace.measuredMs()).toBeCloseTo(0.002, 4);
  });
  test('what takes no time on the clock is unknown, never 0', () => {
    const pace = createPace(0.5);
    for (let i = 0; i < 100; i++) pace.record(1, 0);
    expect([pace.measuredMs(), pace.updateMs()]).toEqual([undefined, 0.5]);
  });
});
