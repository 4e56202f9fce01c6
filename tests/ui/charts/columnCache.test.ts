import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createColumnCache } from '../../../src/ui/charts/columnCache.ts';
import { createScale } from '../../../src/ui/charts/scale.ts';

const points = fc
  .array(fc.tuple(fc.float({ min: 0, max: 99, noNaN: true }), fc.float({ min: -5, max: 5, noNaN: true })), {
    minLength: 1,
    maxLength: 400,
  })
  .map((list) => list.sort((a, b) => a[0] - b[0]));

describe('pixel columns', () => {
  it('keep first, last, least and greatest of each column', () =>
    fc.assert(
      fc.property(points, (list) => {
        const cache = createColumnCache(100);
        for (const [x, value] of list) cache.add(x, value, value - 1, value + 1);
        for (let column = cache.from; column < cache.to; column++) {
          const here = list.filter(([x]) => Math.floor(x) === column).map(([, value]) => value);
          expect(cache.count[column]).toBe(here.length);
          if (here.length === 0) continue;
          expect(cache.first[column]).toBe(here[0]);
          expect(cache.last[column]).toBe(here[here.length - 1]);
          expect(cache.min[column]).toBe(Math.fround(Math.min(...here) - 1));
          expect(cache.max[column]).toBe(Math.fround(Math.max(...here) + 1));
        }
        expect(list.length).toBe(cache.count.reduce((a, b) => a + b, 0));
      }),
    ));

  it('leave out what lies outside or is no number', () => {
    const cache = createColumnCache(10);
    cache.add(-0.1, 1, 1, 1);
    cache.add(10.1, 1, 1, 1);
    cache.add(NaN, 1, 1, 1);
    cache.add(5, NaN, 1, 1);
    cache.add(5, Infinity, 1, 1);
    expect([cache.from, cache.to]).toEqual([10, 0]);
    cache.add(10, 2, 2, 2);
    expect(cache.last[9]).toBe(2);
  });

  it('spread by the logarithm on a logarithmic axis', () => {
    const x = createScale({ min: 1, max: 1000, log: true }, 40, 340);
    const cache = createColumnCache(300);
    for (let update = 0; update <= 1000; update++) cache.add(x.at(update) - x.from, update, update, update);
    expect(cache.last[0]).toBe(1);
    expect(cache.first[100]).toBe(10);
    expect(cache.last[299]).toBe(1000);
  });
});

describe('scale', () => {
  it.each([false, true])('inverts what it places, log %s', (log) => {
    const scale = createScale({ min: 0.5, max: 200, log }, 300, 20);
    for (const value of [0.5, 1, 7, 200]) expect(scale.invert(scale.at(value))).toBeCloseTo(value, 9);
    expect([scale.at(0.5), scale.at(200)]).toEqual([300, 20]);
  });
  it('has no place for 0 on a logarithmic axis', () =>
    expect(createScale({ min: 1, max: 10, log: true }, 0, 1).at(0)).toBeNaN());
});
