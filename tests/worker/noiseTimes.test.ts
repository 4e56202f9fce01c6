import { describe, expect, test } from 'vitest';
import { updatesPerEpoch, type Remainder } from '../../src/science/batch.ts';
import { windowsOf } from '../../src/science/noiseLevel.ts';
import { createRandom } from '../../src/science/random.ts';
import { noiseTimes, type NoiseTimesSettings } from '../../src/worker/noiseTimes.ts';
import { runTrial } from '../../src/worker/trial.ts';
import { MOONS, realTools, trialOf } from './trialSupport.ts';

function allOf(settings: NoiseTimesSettings): number[] {
  const times = noiseTimes(settings);
  const found: number[] = [];
  for (let update = 0; update <= settings.updates; update++) if (times.isDue(update)) found.push(update);
  return found;
}

describe('the times of the noise looks', () => {
  test('are a factor 1.2 apart, and even in the last fifth', () => {
    const found = allOf({ updates: 1000, count: 32_000, batchSize: 32, remainder: 'keep' });
    expect(found[0]).toBe(0);
    const late = found.filter((u) => u >= 800);
    expect(late.slice(0, 3)).toEqual([800, 817, 833]);
    expect(late.at(-1)).toBe(1000);
    expect(late).toHaveLength(13);
    const way = found.filter((u) => u >= 100 && u < 800);
    for (const [i, u] of way.slice(1).entries()) expect(u / way[i]).toBeCloseTo(1.2, 1);
    expect(windowsOf(found)?.last).toEqual({ from: 800, to: 1000, looks: 13, fifth: true });
    expect(windowsOf(found)?.first.fifth).toBe(true);
  });

  test('never come right after a smaller batch', () => {
    const remainder = 'keep';
    const random = createRandom(3, 'noise times');
    for (let i = 0; i < 300; i++) {
      const count = 2 + random.integer(5000);
      const batchSize = 1 + random.integer(count);
      const updates = 1 + random.integer(500);
      const settings = { updates, count, batchSize, remainder };
      const each = updatesPerEpoch(count, batchSize, remainder);
      const found = allOf(settings);
      expect(found[0]).toBe(0);
      if (count % batchSize > 0) for (const u of found.slice(1)) expect(u % each).not.toBe(0);
      else expect(found.at(-1)).toBe(updates);
      expect(found.at(-1)).toBeGreaterThanOrEqual(updates - 1);
      const times = noiseTimes(settings);
      for (const [j, u] of found.slice(1).entries()) expect(times.until(found[j])).toBe(u - found[j]);
      expect(times.until(updates)).toBe(Infinity);
    }
  });
});

describe('a trial', () => {
  const MADE = { ...MOONS, batchSize: 30, size: 100, epochs: 20 } as const;

  test.each([
    ['keep', 39],
    ['weighted', 39],
    ['drop', 40],
  ] as [Remainder, number][])('is looked at there, %s, and trains as without', async (remainder, last) => {
    const config = { ...MADE, remainder };
    const measured = await runTrial(trialOf(config, 40, { noise: true }), realTools());
    const settings = { updates: 40, count: measured.trainingCount, batchSize: 30, remainder };
    expect(measured.noise.map(({ update }) => update)).toEqual(allOf(settings));
    expect(measured.noise.at(-1)?.update).toBe(last);
    const alone = await runTrial(trialOf(config, 40), realTools());
    expect(alone.series.columns.loss).toEqual(measured.series.columns.loss);
    expect(alone.series.evaluations.map(({ update }) => update)).toEqual(
      measured.series.evaluations.map(({ update }) => update),
    );
  });

  test.each([
    [50, 'keep', true],
    [34, 'drop', true],
    [34, 'keep', false],
  ] as [number, Remainder, boolean][])(
    'that its target ends is looked at there, unless a smaller batch was the last (%d, %s: %o)',
    async (batchSize, remainder, looked) => {
      const config = { ...MADE, batchSize, remainder, learningRate: 0.02 };
      const whole = await runTrial(trialOf(config, 40), realTools());
      const each = updatesPerEpoch(whole.trainingCount, batchSize, remainder);
      const loss = whole.series.evaluations.find((e) => e.update === each && e.split === 'validation')?.loss;
      const until = { metric: 'loss', value: loss ?? NaN } as const;
      const run = await runTrial(trialOf(config, 40, { noise: true, until }), realTools());
      expect(run.series.evaluations.at(-1)?.update).toBe(each);
      expect(run.noise.some(({ update }) => update === each)).toBe(looked);
    },
  );
});
