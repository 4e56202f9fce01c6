/** How many repetitions are taken, with a clock of our own: the seconds of every repetition are given. */
import { describe, expect, test } from 'vitest';
import { quantile } from '../../src/science/stats.ts';
import { measureSpeed } from '../../src/worker/speedTest.ts';
import { MOONS, realTools } from './trialSupport.ts';

/** Milliseconds of repetition i, after a warm-up of one update of 10 ms. */
async function measured(ms: (i: number) => number): Promise<{ updateMs: number[]; total: number }> {
  let clock = 0;
  let reads = -Infinity;
  const now = (): number => {
    if (reads % 2 !== 0) clock += reads < 2 ? 10 : ms((reads - 3) / 2);
    reads++;
    return clock;
  };
  const tools = realTools({ now });
  const config = { ...MOONS, batchSize: 64 };
  await tools.seat({ config, role: 'run' }, new AbortController().signal);
  reads = 0;
  clock = 0;
  const { updateMs } = await measureSpeed({ arm: 0, config }, tools);
  return { updateMs, total: clock };
}

const spread = (times: readonly number[]): number => quantile(times, 0.75) / quantile(times, 0.25);

describe('times measured alone', () => {
  test('few repetitions do where they agree', async () => {
    const { updateMs } = await measured((i) => 10 + (i % 2));
    expect(updateMs).toEqual(Array.from({ length: updateMs.length }, (_, i) => 10 + (i % 2)));
    expect(updateMs.length).toBeLessThanOrEqual(13);
  });

  test('repetitions that scatter go on until most are quiet, and all are kept', async () => {
    const { updateMs } = await measured((i) => (i < 9 ? [10, 30, 18][i % 3] : 10));
    expect(updateMs.slice(0, 9)).toEqual([10, 30, 18, 10, 30, 18, 10, 30, 18]);
    expect(spread(updateMs)).toBeLessThanOrEqual(1.3);
    expect(updateMs.length).toBeGreaterThan(13);
    expect(quantile(updateMs, 0.5)).toBe(10);
  });

  test('a machine that stays busy is not waited for: the 14 sizes of the preset take less than 20 s', async () => {
    for (const [slow, longest] of [
      [20, 52],
      [90, 30],
    ]) {
      const { updateMs, total } = await measured((i) => (i % 2 ? slow : slow / 2));
      expect(updateMs.length).toBeGreaterThan(13 - 1);
      expect(updateMs.length).toBeLessThanOrEqual(longest);
      expect(14 * total).toBeLessThan(20_000);
    }
  });
});
