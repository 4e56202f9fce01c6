import { budget, kilobytes } from '../../scripts/budget.mjs';
import { readSite } from '../../scripts/chunks.mjs';
import { builtSite } from './support/builtSite.ts';
import { quiet } from './support/quiet.ts';
import { staticSite } from './support/staticSite.ts';
import { expect, test } from './support/test.ts';

test('what the page asks for before Train keeps to the budget', async ({ page }) => {
  const site = await staticSite('/');
  try {
    await page.goto(site.url);
    await quiet(site.asked);
  } finally {
    await site.close();
  }
  const { gzipped } = readSite(builtSite);
  const scripts = [...new Set(site.asked)].filter((path) => /\.m?js$/.test(path));
  const sizes = scripts.map((path) => ({ path, bytes: gzipped(path) }));
  const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
  for (const { path, bytes } of sizes) console.log(`${kilobytes(bytes).padStart(9)}  ${path}`);
  console.log(`${kilobytes(total).padStart(9)}  requested before Train, of ${kilobytes(budget.beforeTrain)}`);
  expect(scripts.length).toBeGreaterThan(0);
  expect(total).toBeLessThanOrEqual(budget.beforeTrain);
});
