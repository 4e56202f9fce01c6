import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { CSV_COLUMNS } from '../../src/experiment/csv.ts';
import { exportResults } from '../../src/experiment/results.ts';
import { SPEED_CSV_COLUMNS } from '../../src/experiment/speedCsv.ts';
import { SWEEP_CSV_COLUMNS } from '../../src/experiment/sweepCsv.ts';
import { exportSweep } from '../../src/experiment/sweepResults.ts';
import { resultInput } from './support.ts';
import { sweepOf, trialRun } from './sweepSupport.ts';

const docs = readFileSync(new URL('../../docs/results.md', import.meta.url), 'utf8');
const [json, csvs] = docs.split('\n## CSV\n');
const [csv, sweepCsvs] = csvs.split('\n### Of a sweep\n');
const [sweepCsv, speedCsv] = sweepCsvs.split('\n### Of update times\n');
const sweep = json.split('\n### A sweep\n')[1];

it('docs/results.md names every field of the JSON', () => {
  const file = exportResults([resultInput()], { userAgent: 'Test' });
  for (const key of Object.keys(file)) expect(json).toContain(`"${key}"`);
  const [run] = file.runs;
  const keys = [run, run.metrics, run.evaluations[0], run.memory[0], run.engine ?? {}, run.predictedMemory];
  for (const key of keys.flatMap((part) => Object.keys(part))) expect(json).toContain(`\`${key}\``);
});

it('docs/results.md names every column of the CSV', () => {
  for (const column of CSV_COLUMNS) expect(csv).toContain(`\`${column}\``);
});

it('docs/results.md names every field of a sweep', () => {
  const spec = sweepOf({ untilMetric: 'loss', untilValue: '0.1' });
  const file = exportSweep(
    {
      ...{ id: 'a', preset: undefined, createdAt: 0, spec },
      speeds: [{ arm: 0, engine: 'cpu', batchSize: 8, updateMs: [1], peakBytes: 1 }],
      runs: [trialRun(spec, { batchSize: 8, seed: 1 })],
    },
    { userAgent: 'Test' },
  );
  const { spec: asked, speeds } = file.sweep;
  const [run] = file.runs;
  const parts = [file.sweep, asked, asked.arms[0], asked.budget, asked.budget.until ?? {}, speeds[0]];
  const own = ['trial', 'noise', 'gradients'];
  const keys = [...parts, run.trial, run.noise[0], run.gradients[0]].flatMap((part) => Object.keys(part));
  for (const key of [...own, ...keys]) expect(sweep).toContain(`\`${key}\``);
});

it('docs/results.md names every column of the CSV of a sweep', () => {
  for (const column of SWEEP_CSV_COLUMNS) expect(sweepCsv).toContain(`\`${column}\``);
});

it('docs/results.md names every column of the CSV of update times', () => {
  for (const column of SPEED_CSV_COLUMNS) expect(speedCsv).toContain(`\`${column}\``);
});
