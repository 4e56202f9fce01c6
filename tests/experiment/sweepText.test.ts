import { describe, expect, it } from 'vitest';
import type { SweepData } from '../../src/experiment/sweep.ts';
import { exportSweep, importSweepText } from '../../src/experiment/sweepResults.ts';
import { NO_LOSSES, sweepText, type SweepText } from '../../src/experiment/sweepText.ts';
import { sweepOf, trialColumns, trialRun } from './sweepSupport.ts';

/** With characters of one to four bytes. */
const environment = { userAgent: 'Test é – 𝛼' };
const spec = sweepOf({ batchSizes: '8, 64', seeds: '1' });
const losses = Array.from({ length: 100 }, (_, i) => 1 / (i + 1));
const data: SweepData = {
  ...{ id: 'a', preset: undefined, createdAt: 0, spec, speeds: [] },
  runs: [8, 64].map((batchSize) => {
    const run = trialRun(spec, { batchSize, seed: 1 });
    const columns = trialColumns(losses, { ...run, batchSize, remainder: 'keep' });
    return { ...run, series: { ...run.series, length: losses.length, columns } };
  }),
};

function made(limit?: number): Exclude<SweepText, { error: string }> {
  const found = sweepText(data, environment, limit);
  if ('error' in found) throw new Error(found.error);
  return found;
}

const bytes = (text: string): number => new TextEncoder().encode(text).length;

function read(text: string): SweepData {
  const found = importSweepText(text);
  if ('error' in found) throw new Error(found.error);
  return found.data;
}

describe('sweepText', () => {
  const whole = made();

  it('is the results file, run by run', () => {
    const file = JSON.parse(whole.text) as { exportedAt: string };
    const { exportedAt: _, ...rest } = exportSweep(data, environment);
    expect(file).toMatchObject(JSON.parse(JSON.stringify(rest)) as object);
    expect(whole.note).toBeUndefined();
  });

  it('is whole up to the limit, and above it without the losses of single updates, which it says', () => {
    const full = bytes(whole.text);
    expect(made(full + 1).note).toBeUndefined();
    const lean = made(full - 1);
    expect(bytes(lean.text)).toBeLessThan(full);
    expect(lean.note).toContain('the losses of single updates are left out');
    const { runs } = read(lean.text);
    for (const [i, run] of runs.entries()) {
      expect(run.series.length).toBe(0);
      expect(run.series.evaluations).toEqual(read(whole.text).runs[i].series.evaluations);
      expect(run.notes).toContain(NO_LOSSES);
    }
  });

  it('is refused, with its size and a way out, where even that is too long', () => {
    const found = sweepText(data, environment, 100);
    expect(found).toEqual({ error: expect.stringMatching(/would be .*B long even .* fewer runs/) as string });
  });
});
