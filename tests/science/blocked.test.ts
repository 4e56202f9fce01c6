import { describe, expect, it } from 'vitest';
import { blockedScatter } from '../../src/science/blocked.ts';
import { pairedDifference } from '../../src/science/paired.ts';
import { createRandom } from '../../src/science/random.ts';
import { median, medianError } from '../../src/science/stats.ts';
import { tQuantile } from '../../src/science/studentT.ts';
import { mean } from './simulate.ts';

describe('blockedScatter', () => {
  it('gives the paired t interval for two treatments', () => {
    const [a, b] = [
      [3, 5, 9, 4],
      [2, 4.5, 7, 4],
    ];
    const found = blockedScatter([a, b]);
    const paired = pairedDifference(a, b);
    if (!found || paired.status !== 'interval') throw new Error('no interval');
    const half = tQuantile(0.975, found.degrees) * found.spread * Math.sqrt(2 / a.length);
    expect(half).toBeCloseTo((paired.high - paired.low) / 2, 10);
  });

  it('takes off what treatments and blocks share', () => {
    const found = blockedScatter([0, 7, -2].map((row) => [100, 1, 50].map((block) => row + block)));
    expect(found?.spread).toBeCloseTo(0, 10);
    expect(found?.degrees).toBe(4);
  });

  it('knows nothing of one treatment or one block', () => {
    expect(blockedScatter([])).toBeUndefined();
    expect(blockedScatter([[1, 2, 3]])).toBeUndefined();
    expect(blockedScatter([[1], [2]])).toBeUndefined();
  });

  it('covers the difference of two of five treatments in 95 of 100 draws of 2 blocks', () => {
    const random = createRandom(1, 'blocks');
    let covered = 0;
    const draws = 2000;
    for (let k = 0; k < draws; k++) {
      const blocks = [random.normal(), random.normal()].map((v) => 5 * v);
      const rows = [0, 1, 2, 3, 4].map((row) => blocks.map((block) => row + block + 0.3 * random.normal()));
      const found = blockedScatter(rows);
      if (!found) throw new Error('nothing found');
      const half = tQuantile(0.975, found.degrees) * found.spread;
      if (Math.abs(mean(rows[3]) - mean(rows[0]) - 3) <= half) covered++;
    }
    expect(covered / draws).toBeGreaterThan(0.935);
    expect(covered / draws).toBeLessThan(0.965);
  });
});

describe('medianError', () => {
  it('is the standard deviation of medians', () => {
    const random = createRandom(2, 'medians');
    const draws = Array.from({ length: 3000 }, () => Array.from({ length: 25 }, () => 3 + random.normal()));
    const medians = draws.map(median);
    const centre = mean(medians);
    const spread = Math.sqrt(mean(medians.map((m) => (m - centre) ** 2)));
    const told = mean(draws.map((values) => medianError(values) ?? NaN));
    expect(told / spread).toBeGreaterThan(0.9);
    expect(told / spread).toBeLessThan(1.1);
  });
  it('is not moved by a wild value, and not known of one', () => {
    expect(medianError([1, 2, 3, 4, 1e9])).toBe(medianError([1, 2, 3, 4, 5]));
    expect(medianError([4])).toBeUndefined();
  });
});
