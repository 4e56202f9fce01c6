import fc from 'fast-check';
import { expect, it } from 'vitest';
import { perColumn, type Spot } from '../../../src/ui/charts/paint.ts';

const spots = fc
  .array(fc.record({ x: fc.double({ min: 0, max: 50, noNaN: true }), y: fc.integer({ min: 0, max: 99 }) }), {
    minLength: 1,
    maxLength: 600,
  })
  .map((all) => all.sort((a, b) => a.x - b.x));

const columnOf = (all: readonly Spot[], column: number): number[] =>
  all.filter(({ x }) => Math.floor(x) === column).map(({ y }) => y);

it('at most four spots of a pixel column are drawn, and they reach as far as all of them', () => {
  fc.assert(
    fc.property(spots, (all) => {
      const kept = perColumn(all);
      expect(kept.filter((spot) => !all.includes(spot))).toEqual([]);
      expect(kept).toEqual([...kept].sort((a, b) => all.indexOf(a) - all.indexOf(b)));
      for (let column = 0; column <= 50; column++) {
        const [before, after] = [columnOf(all, column), columnOf(kept, column)];
        expect(after.length).toBeLessThanOrEqual(4);
        expect([after.at(0), after.at(-1)]).toEqual([before.at(0), before.at(-1)]);
        expect([Math.min(...after), Math.max(...after)]).toEqual([Math.min(...before), Math.max(...before)]);
      }
    }),
  );
});

it('where spots lie apart, all are drawn', () => {
  const all = Array.from({ length: 40 }, (_, x) => ({ x: 2 * x, y: x }));
  expect(perColumn(all)).toEqual(all);
});
