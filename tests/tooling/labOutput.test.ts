import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { formatBytes } from '../../src/experiment/format.ts';
import type { SweepData } from '../../src/experiment/sweep.ts';
import { exportSweep, importSweepText } from '../../src/experiment/sweepResults.ts';
import { withoutLosses } from '../../src/experiment/sweepText.ts';
import { createOutput } from '../../scripts/lab/output.mjs';
import { sweepOf, trialColumns, trialRun } from '../experiment/sweepSupport.ts';

const lab = { exportSweep, withoutLosses, formatBytes };
const environment = { userAgent: 'Test' };
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

it('the file of the lab stays as short as what is read, and says what it leaves out', () => {
  const folder = mkdtempSync(join(tmpdir(), 'batchscope-output-'));
  const path = join(folder, 'out.json');
  const written = (limit: number) => {
    const said: string[] = [];
    const complain = (text: string): void => void said.push(text);
    createOutput(lab, { path, environment, complain, limit }).write(data, true);
    const text = readFileSync(path, 'utf8');
    const found = importSweepText(text);
    if ('error' in found) throw new Error(found.error);
    return { said, text, lengths: found.data.runs.map(({ series }) => series.length) };
  };
  const whole = written(1e6);
  expect(whole.said).toEqual([]);
  expect(Math.min(...whole.lengths)).toBeGreaterThan(0);
  const lean = written(whole.text.length - 1);
  expect(lean.lengths).toEqual([0, 0]);
  expect(lean.text.length).toBeLessThan(whole.text.length);
  expect(lean.said.join()).toMatch(/losses of single updates are left out/);
  expect(written(100).said.join()).toMatch(/neither Compare nor --resume reads it/);
  rmSync(folder, { recursive: true });
});
