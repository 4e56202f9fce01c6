import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fastestBatch,
  fitCriticalBatch,
  updatesAt,
  type CriticalFit,
  type UpdatesToTarget,
} from '../../src/science/criticalBatch.ts';
import { createRandom } from '../../src/science/random.ts';
import { countOf, mean, runsOf, type Law } from './simulate.ts';

const EIGHT = [8, 16, 32, 64, 128, 256, 512, 1024];
const covers = (fit: CriticalFit, truth: number): boolean =>
  fit.status === 'fitted' && fit.low <= truth && truth <= fit.high;

/** Runs by the law, without noise. */
const exact = (sizes: readonly number[], seeds = 1): UpdatesToTarget[] =>
  runsOf(createRandom(0, 'exact'), { sizes, seeds, minUpdates: 100, criticalBatch: 64, noise: 0 });

const reasonOf = (runs: readonly UpdatesToTarget[]): string => {
  const fit = fitCriticalBatch(runs);
  return fit.status === 'unidentifiable' ? fit.reason : 'fitted';
};

describe('fitCriticalBatch', () => {
  it.each<[string, Law, number]>([
    ['nothing censored', { sizes: EIGHT, seeds: 3, minUpdates: 100, criticalBatch: 64, noise: 0.15 }, 2],
    [
      'a budget in epochs that the large batches exceed',
      { sizes: EIGHT, seeds: 3, minUpdates: 100, criticalBatch: 64, noise: 0.15, mostExamples: 60_000 },
      2.2,
    ],
    [
      'a budget in updates that the small batches exceed',
      { sizes: EIGHT, seeds: 3, minUpdates: 100, criticalBatch: 64, noise: 0.15, mostUpdates: 500 },
      2.2,
    ],
    [
      'four batch sizes',
      { sizes: [8, 32, 128, 512], seeds: 5, minUpdates: 30, criticalBatch: 64, noise: 0.15 },
      3,
    ],
    ['one seed', { sizes: EIGHT, seeds: 1, minUpdates: 2000, criticalBatch: 200, noise: 0.1 }, 2.5],
    [
      'batch sizes that are each a little off as a whole',
      { sizes: EIGHT, seeds: 3, minUpdates: 100, criticalBatch: 64, noise: 0.1, shared: 0.1 },
      2.2,
    ],
  ])('recovers S_min and Bc and covers Bc in at least 90 of 100 seeds: %s', (_, law, factor) => {
    const fits = Array.from({ length: 100 }, (_, seed) =>
      fitCriticalBatch(runsOf(createRandom(seed, 'runs'), law)),
    );
    const fitted = fits.filter((fit) => fit.status === 'fitted');
    expect(fits.filter((fit) => covers(fit, law.criticalBatch)).length).toBeGreaterThanOrEqual(90);
    expect(fitted.length).toBeGreaterThanOrEqual(98);
    expect(Math.abs(mean(fitted.map((f) => Math.log(f.criticalBatch / law.criticalBatch))))).toBeLessThan(
      0.06,
    );
    expect(Math.abs(mean(fitted.map((f) => Math.log(f.minUpdates / law.minUpdates))))).toBeLessThan(0.06);
    expect(Math.exp(mean(fitted.map((f) => Math.log(f.high / f.low))))).toBeLessThan(factor);
  });

  it.each<[string, Law, number]>([
    [
      'twice as large by a budget in epochs',
      { sizes: EIGHT, seeds: 10, minUpdates: 100, criticalBatch: 128, noise: 0.3, mostExamples: 28_000 },
      1,
    ],
    [
      'half as large by a budget in updates',
      { sizes: EIGHT, seeds: 10, minUpdates: 100, criticalBatch: 64, noise: 0.3, mostUpdates: 200 },
      -1,
    ],
  ])('counts censored runs as bounds; dropped, they make Bc about %s', (_, law, sign) => {
    const all = Array.from({ length: 100 }, (_, seed) => runsOf(createRandom(seed, 'runs'), law));
    const outcome = (change: (run: UpdatesToTarget[]) => UpdatesToTarget[]) => {
      const fits = all.map((runs) => fitCriticalBatch(change(runs)));
      const fitted = fits.filter((fit) => fit.status === 'fitted');
      const bias = mean(fitted.map((fit) => Math.log(fit.criticalBatch / law.criticalBatch)));
      return {
        bias,
        fitted: fitted.length,
        covered: fits.filter((fit) => covers(fit, law.criticalBatch)).length,
      };
    };
    const bounds = outcome((runs) => runs);
    expect(bounds.covered).toBeGreaterThanOrEqual(90);
    expect(Math.abs(bounds.bias)).toBeLessThan(0.06);

    const dropped = outcome((runs) => runs.filter((run) => !run.censored));
    expect(dropped.fitted).toBeGreaterThan(80);
    expect(dropped.covered).toBeLessThan(60);
    expect(sign * dropped.bias).toBeGreaterThan(0.5);

    const taken = outcome((runs) => runs.map((run) => ({ ...run, censored: false })));
    expect(taken.covered).toBeLessThan(60);
  });

  it('covers by seeds alone only while these explain the scatter: what they share must widen the interval', () => {
    const law = { sizes: [8, 32, 128, 512], seeds: 10, minUpdates: 100, criticalBatch: 64, noise: 0.05 };
    const width = (shared: number): number =>
      mean(
        Array.from({ length: 40 }, (_, seed) => {
          const fit = fitCriticalBatch(runsOf(createRandom(seed, 'shared'), { ...law, shared }));
          return fit.status === 'fitted' ? Math.log(fit.high / fit.low) : 0;
        }),
      );
    expect(width(0.1)).toBeGreaterThan(4 * width(0));
    const covered = countOf(100, (seed) =>
      covers(fitCriticalBatch(runsOf(createRandom(seed, 'shared'), { ...law, shared: 0.1 })), 64),
    );
    expect(covered).toBeGreaterThanOrEqual(88);
  });

  it('finds the law through exact runs, and is not certain of it', () => {
    const fit = fitCriticalBatch(exact([8, 64, 512], 3));
    expect(fit).toEqual({
      status: 'fitted',
      minUpdates: expect.closeTo(100, 2),
      criticalBatch: expect.closeTo(64, 2),
      low: expect.any(Number),
      high: expect.any(Number),
      residual: expect.closeTo(0, 4),
    });
    expect(fit).toHaveProperty(
      'low',
      expect.toSatisfy((low) => low > 60 && low < 63.5),
    );
    expect(fit).toHaveProperty(
      'high',
      expect.toSatisfy((high) => high > 64.5 && high < 68),
    );
  });

  it('reports the residual of the runs that reached the target', () => {
    const law = { sizes: EIGHT, seeds: 10, minUpdates: 100, criticalBatch: 64, noise: 0.2 };
    const fit = fitCriticalBatch(runsOf(createRandom(1, 'residual'), law));
    expect(fit).toHaveProperty('residual', expect.closeTo(0.2, 1));
  });

  it.each<[string, RegExp, UpdatesToTarget[]]>([
    ['no run', /^No run reached/, []],
    ['every run censored', /^No run reached/, exact(EIGHT).map((r) => ({ ...r, censored: true }))],
    ['one batch size', /^Only 1 batch size reached/, exact([64], 5)],
    [
      'two that reached it',
      /^Only 2 batch sizes reached/,
      exact(EIGHT).map((r) => ({ ...r, censored: r.batchSize > 16 })),
    ],
    [
      'a target met from the start',
      /before the first update/,
      exact(EIGHT).map((r) => ({ ...r, updates: 0 })),
    ],
    [
      'perfect scaling throughout',
      /these batch sizes: it may lie far above the largest/,
      exact(EIGHT, 3).map((r) => ({ ...r, updates: 10_000 / r.batchSize + r.seed / r.batchSize })),
    ],
    [
      'no gain at all',
      /these batch sizes: it may lie far below the smallest/,
      exact(EIGHT, 3).map((r) => ({ ...r, updates: 100 + r.seed })),
    ],
    [
      'more updates for larger batches',
      /these batch sizes: it may lie far below the smallest/,
      exact(EIGHT).map((r) => ({ ...r, updates: r.batchSize })),
    ],
    [
      'nothing but scatter',
      /these batch sizes: the runs scatter too much/,
      exact([8, 16, 32], 1).map((r, i) => ({ ...r, updates: [100, 5, 40][i] })),
    ],
  ])('is unidentifiable with a sentence for %s', (_, words, runs) => {
    expect(reasonOf(runs)).toMatch(words);
    expect(reasonOf(runs)).toMatch(/critical batch size.* cannot be told/);
    expect(reasonOf(runs)).toMatch(/\.$/);
  });

  it('cannot be told where Bc lies outside of what the batch sizes reach, in most seeds', () => {
    const few = { sizes: [8, 16, 32, 64], seeds: 3, minUpdates: 100, noise: 0.15 };
    const told = (criticalBatch: number): number =>
      countOf(
        50,
        (seed) =>
          fitCriticalBatch(runsOf(createRandom(seed, 'far'), { ...few, criticalBatch })).status === 'fitted',
      );
    expect(told(5000)).toBeLessThanOrEqual(5);
    expect(told(0.05)).toBeLessThanOrEqual(5);
    expect(told(32)).toBeGreaterThanOrEqual(40);
  });

  it('gives finite numbers in order, or a reason, whatever the runs', () => {
    const run = fc.record({
      batchSize: fc.integer({ min: 1, max: 70_000 }),
      updates: fc.double({ min: 0, max: 1e9, noNaN: true }),
      censored: fc.boolean(),
      seed: fc.integer({ min: 0, max: 9 }),
    });
    fc.assert(
      fc.property(fc.array(run, { maxLength: 30 }), (runs) => {
        const fit = fitCriticalBatch(runs);
        if (fit.status === 'unidentifiable') return fit.reason.length > 0;
        const { minUpdates, criticalBatch, low, high, residual } = fit;
        return (
          0 < low &&
          low <= criticalBatch &&
          criticalBatch <= high &&
          high < Infinity &&
          Number.isFinite(minUpdates) &&
          Number.isFinite(residual)
        );
      }),
      { seed: 1, numRuns: 150 },
    );
  });

  it('does not depend on the order of the runs', () => {
    const law = { sizes: EIGHT, seeds: 3, minUpdates: 100, criticalBatch: 64, noise: 0.15, mostUpdates: 500 };
    const runs = runsOf(createRandom(2, 'order'), law);
    const [one, other] = [fitCriticalBatch(runs), fitCriticalBatch(runs.toReversed())];
    for (const key of ['minUpdates', 'criticalBatch', 'low', 'high'])
      expect(Reflect.get(other, key) / Reflect.get(one, key)).toBeCloseTo(1, 4);
  });

  it.each([
    [0, 5],
    [8, -1],
    [8, NaN],
    [Infinity, 5],
  ])('refuses batch size %d and %d updates', (batchSize, updates) => {
    const run = { batchSize, updates, censored: false, seed: 1 };
    expect(() => fitCriticalBatch([run])).toThrow(`got ${batchSize}, ${updates}`);
  });
});

describe('updatesAt and fastestBatch', () => {
  it('doubles S_min at Bc and nears it beyond', () => {
    const fit = { minUpdates: 100, criticalBatch: 64 };
    expect(updatesAt(fit, 64)).toBe(200);
    expect(updatesAt(fit, 8)).toBe(900);
    expect(updatesAt(fit, 6400)).toBe(101);
  });

  it('is where S(B)·t(B) is least', () => {
    const about = { criticalBatch: 90, overheadMs: 2, perExampleMs: 0.05 };
    const time = (B: number): number =>
      updatesAt({ minUpdates: 1, criticalBatch: 90 }, B) * (about.overheadMs + about.perExampleMs * B);
    const best = fastestBatch(about);
    expect(best).toBeCloseTo(60, 10);
    for (const factor of [0.5, 0.9, 0.99, 1.01, 1.1, 2])
      expect(time(factor * best)).toBeGreaterThan(time(best));
    expect(fastestBatch({ ...about, overheadMs: 0 })).toBe(0);
  });

  it.each([
    [0, 1, 1],
    [1, -1, 1],
    [1, 1, 0],
  ])('refuses Bc = %d, t0 = %d, c = %d', (criticalBatch, overheadMs, perExampleMs) => {
    expect(() => fastestBatch({ criticalBatch, overheadMs, perExampleMs })).toThrow('got');
  });
});
