import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = `${root}docs/study`;

it('docs/science.md and its charts are what the results of the study say', { timeout: 120_000 }, () => {
  const { status, stderr } = spawnSync(process.execPath, [`${root}scripts/study.mjs`, '--check'], {
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

it('every chart is on the page, and the results are small', () => {
  const page = readFileSync(`${root}docs/science.md`, 'utf8');
  const names = readdirSync(folder);
  for (const name of names.filter((one) => one.endsWith('.svg'))) expect(page).toContain(`(study/${name})`);
  const bytes = names.map((name) => statSync(`${folder}/${name}`).size).reduce((a, b) => a + b, 0);
  expect(bytes).toBeLessThan(200_000);
});
