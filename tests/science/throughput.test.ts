import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/science/random.ts';
import { fitUpdateTime } from '../../src/science/throughput.ts';
import { countOf, mean, sum } from './simulate.ts';

const SIZES = [1, 4, 16, 64, 256, 1024, 4096];

/** Times of t0 = 0.2 ms and c = 0.01 ms with an error of 10% each, 3 of every batch size. */
function measured(seed: number) {
  const random = createRandom(seed, 'times');
  return SIZES.flatMap((batchSize) =>
    [0, 1, 2].map(() => ({
      batchSize,
      updateMs: (0.2 + 0.01 * batchSize) * Math.exp(0.1 * random.normal()),
    })),
  );
}

/** Ordinary least squares, in which only the largest batches count. */
function unweighted(points: readonly { batchSize: number; updateMs: number }[]): number {
  const x = mean(points.map((p) => p.batchSize));
  const y = mean(points.map((p) => p.updateMs));
  const slope =
    sum(points.map((p) => (p.batchSize - x) * (p.updateMs - y))) /
    sum(points.map((p) => (p.batchSize - x) ** 2));
  return y - slope * x;
}

describe('fitUpdateTime', () => {
  it('finds the line through exact times', () => {
    expect(fitUpdateTime(SIZES.map((batchSize) => ({ batchSize, updateMs: 3 + 0.05 * batchSize })))).toEqual({
      overheadMs: expect.closeTo(3, 9),
      perExampleMs: expect.closeTo(0.05, 11),
      residual: expect.closeTo(0, 9),
      saturation: expect.closeTo(60, 6),
    });
  });

  it('recovers overhead and cost within a tenth in at least 90 of 100 seeds; ordinary least squares does not', () => {
    const fits = Array.from({ length: 100 }, (_, seed) => fitUpdateTime(measured(seed)));
    const near = (value: number | undefined, truth: number): boolean =>
      value !== undefined && Math.abs(value / truth - 1) < 0.1;
    expect(countOf(100, (i) => near(fits[i]?.overheadMs, 0.2))).toBeGreaterThanOrEqual(90);
    expect(countOf(100, (i) => near(fits[i]?.perExampleMs, 0.01))).toBeGreaterThanOrEqual(90);
    expect(countOf(100, (i) => near(unweighted(measured(i)), 0.2))).toBeLessThan(30);
    expect(mean(fits.map((fit) => fit?.residual ?? NaN))).toBeCloseTo(0.1, 1);
  });

  it('is not pulled down by low times, as weights of the measured times are', () => {
    const fits = Array.from({ length: 100 }, (_, seed) => fitUpdateTime(measured(seed)));
    expect(mean(fits.map((fit) => (fit?.perExampleMs ?? NaN) / 0.01))).toBeGreaterThan(0.99);
    expect(mean(fits.map((fit) => (fit?.overheadMs ?? NaN) / 0.2))).toBeGreaterThan(0.99);
  });

  it('shows in its residual that a line does not fit', () => {
    const steps = SIZES.map((batchSize) => ({ batchSize, updateMs: batchSize ** 2 }));
    expect(fitUpdateTime(steps)?.residual).toBeGreaterThan(0.3);
  });

  it('holds the overhead at 0 where the line would start below it', () => {
    const fit = fitUpdateTime([10, 20, 40].map((batchSize) => ({ batchSize, updateMs: batchSize - 2 })));
    expect(fit).toMatchObject({ overheadMs: 0, saturation: 0 });
    expect(fit?.perExampleMs).toBeCloseTo(0.9, 1);
  });

  it.each<[string, [number, number][]]>([
    ['no time', []],
    [
      'one batch size',
      [
        [8, 1],
        [8, 2],
      ],
    ],
    [
      'times below the clock’s resolution',
      [
        [8, 0],
        [16, 0],
        [32, 1],
      ],
    ],
    [
      'times that do not grow',
      [
        [8, 1],
        [16, 1],
        [32, 1],
      ],
    ],
    [
      'times that fall',
      [
        [8, 3],
        [16, 2],
        [32, 1],
      ],
    ],
    [
      'times that are not finite',
      [
        [8, NaN],
        [16, Infinity],
        [32, 1],
      ],
    ],
  ])('is undefined for %s', (_, points) => {
    expect(fitUpdateTime(points.map(([batchSize, updateMs]) => ({ batchSize, updateMs })))).toBeUndefined();
  });

  it('is finite and not negative, or undefined, whatever the times', () => {
    const point = fc.record({
      batchSize: fc.integer({ min: 1, max: 70_000 }),
      updateMs: fc.double({ min: 0, max: 1e5, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(point, { maxLength: 20 }), (points) => {
        const fit = fitUpdateTime(points);
        return (
          fit === undefined ||
          (Object.values(fit).every((v) => Number.isFinite(v) && v >= 0) && fit.perExampleMs > 0)
        );
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});
