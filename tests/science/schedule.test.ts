import { describe, expect, it } from 'vitest';
import { EVALUATION_RATIO, FIRST_EVALUATION, nextEvaluation } from '../../src/science/schedule.ts';

/** Places at which a run with this batch size evaluates, in examples. */
function evaluated(batchSize: number, until: number): number[] {
  const places: number[] = [];
  let next = nextEvaluation(0);
  for (let seen = batchSize; seen <= until; seen += batchSize)
    if (seen >= next) {
      places.push(seen);
      next = nextEvaluation(seen);
    }
  return places;
}

const grid: number[] = [];
for (let at = 0; at < 3e6;) grid.push((at = nextEvaluation(at)));

describe('nextEvaluation', () => {
  it('starts at 100, 108, 117, 126 examples', () => {
    expect(FIRST_EVALUATION).toBe(100);
    expect(grid.slice(0, 6)).toEqual([100, 108, 117, 126, 137, 147]);
  });

  it('spaces its points by about 8%, up to rounding to whole examples', () => {
    expect(EVALUATION_RATIO).toBe(1.08);
    for (let i = 1; i < grid.length; i++)
      expect(Math.abs(grid[i] / grid[i - 1] - 1.08)).toBeLessThan(1 / grid[i - 1] + 1e-12);
  });

  it('gives the same grid from wherever it is asked, so that its points do not depend on the batch size', () => {
    let k = 0;
    for (let seen = 0; seen < 100_000; seen++) {
      while (grid[k] <= seen) k++;
      if (nextEvaluation(seen) !== grid[k]) expect([seen, nextEvaluation(seen)]).toEqual([seen, grid[k]]);
    }
  });

  it.each([1, 8, 100, 999, 4096])('lets B = %d evaluate at the first update that reaches each point', (b) => {
    const places = evaluated(b, 200_000);
    const expected = new Set(grid.map((g) => Math.ceil(g / b) * b).filter((p) => p <= 200_000));
    expect(places).toEqual([...expected]);
  });
});
