import { describe, expect, it } from 'vitest';
import { growTo, shrinkTo, ticks } from '../../../src/ui/charts/domain.ts';
import {
  accuracyDomain,
  lossDomain,
  reachDomain,
  type LossExtent,
} from '../../../src/ui/charts/plotDomain.ts';

describe('steps', () => {
  it.each([
    [0.13, 0.15],
    [1, 1],
    [1.01, 1.5],
    [7, 8],
    [9, 10],
    [30001, 40000],
  ])('%s grows to %s', (value, step) => expect(growTo(value)).toBe(step));
  it.each([
    [0.13, 0.1],
    [0.3, 0.2],
    [5, 5],
    [9999, 5000],
  ])('%s shrinks to %s', (value, step) => expect(shrinkTo(value)).toBe(step));
  it('a run of 100,000 updates redraws its axis at most nine times a decade', () => {
    const steps = new Set<number>();
    for (let update = 1; update <= 100_000; update += 7) steps.add(growTo(update));
    expect(steps.size).toBeLessThanOrEqual(5 * 8 + 1);
  });
});

describe('ticks', () => {
  it.each([
    [0, 5, false, 6, [0, 1, 2, 3, 4, 5]],
    [0, 2.75, false, 4, [0, 1, 2]],
    [0, 1, false, 5, [0, 0.2, 0.4, 0.6, 0.8, 1]],
    [1, 1000, true, 4, [1, 10, 100, 1000]],
    [0.02, 3, true, 5, [0.03, 0.1, 0.3, 1, 3]],
    [1, 10_000_000, true, 4, [1, 100, 10_000, 1_000_000]],
    [2, 5, true, 4, [2, 5]],
  ])('%s to %s, log %s, about %s', (min, max, log, count, expected) =>
    expect(ticks({ min, max, log }, count)).toEqual(expected),
  );
});

describe('the x-axis', () => {
  const finished = { first: 0.01, last: 5, planned: 5, live: false };
  it('ends where the longest run ends', () =>
    expect(reachDomain([finished, { ...finished, last: 2.37, planned: undefined }], false)).toEqual({
      min: 0,
      max: 5,
      log: false,
    }));
  it('reaches as far as a live run is planned to go', () =>
    expect(reachDomain([{ first: 0.01, last: 0.3, planned: 5, live: true }], false).max).toBe(5));
  it('grows in steps where no plan is known', () =>
    expect(reachDomain([{ first: 1, last: 237, planned: undefined, live: true }], false).max).toBe(300));
  it('starts at the first point above 0 on a logarithmic axis', () =>
    expect(reachDomain([{ first: 3, last: 1000, planned: undefined, live: false }], true)).toEqual({
      min: 2,
      max: 1000,
      log: true,
    }));
  it.each([true, false])('stands without runs, log %s', (log) => {
    const { min, max } = reachDomain([], log);
    expect(max).toBeGreaterThan(min);
  });
});

describe('the loss axis', () => {
  const good: LossExtent = { initial: 2.3, greatest: 2.5, latest: 0.2, greatestSmooth: 2.35, least: 0.1 };
  it('is not stretched by spikes', () =>
    expect(lossDomain([{ ...good, greatest: 400 }], false)).toEqual({ min: 0, max: 3, log: false }));
  it('is not stretched by one diverged run among others', () =>
    expect(lossDomain([good, { ...good, greatest: 1e6, latest: 1e6, greatestSmooth: 1e6 }], false).max).toBe(
      3,
    ));
  it('shows the divergence when every run diverges', () =>
    expect(
      lossDomain([{ ...good, greatest: 90, latest: 60, greatestSmooth: 60 }], false).max,
    ).toBeGreaterThanOrEqual(60));
  it('goes down to a round number under the least loss on a logarithmic axis', () =>
    expect(lossDomain([good], true)).toEqual({ min: 0.05, max: 3, log: true }));
  it('stands without runs', () => expect(lossDomain([], true).min).toBeGreaterThan(0));
});

it.each([
  [[], 0],
  [[0.1, 0.97], 0],
  [[0.72, 0.97], 0.5],
  [[0.93, 0.97], 0.8],
])('the accuracy axis of runs with best %j starts at %s', (best, min) =>
  expect(accuracyDomain(best).min).toBe(min),
);
