import { budget, kilobytes, scriptsOf } from '../../scripts/budget.mjs';
import { readSite } from '../../scripts/chunks.mjs';
import { builtSite } from './support/builtSite.ts';
import { quiet } from './support/quiet.ts';
import { staticSite } from './support/staticSite.ts';
import { expect, test } from './support/test.ts';

const isScript = (path: string): boolean => /\.m?js$/.test(path);
/** The last that an idle page asks for by itself, ten seconds after it opened. */
const LAST = /\/workbox-window/;
/** What the browser runs apart from the page, so that it is there without the network. */
const KEEPER = 'sw.js';

test('an idle page asks for what the budget counts, and for each file once, where nothing is cached', async ({
  page,
}) => {
  const host = await staticSite('/');
  try {
    await page.goto(host.url);
    await expect.poll(() => host.asked.some((path) => LAST.test(path)), { timeout: 60_000 }).toBe(true);
    await quiet(host.asked);
  } finally {
    await host.close();
  }
  const scripts = host.asked.filter((path) => isScript(path) && path !== KEEPER);
  const site = readSite(builtSite);
  expect([...scripts].sort()).toEqual(scriptsOf(site, 'index.html').before.sort());
  const total = scripts.reduce((sum, path) => sum + site.gzipped(path), 0);
  console.log(`${kilobytes(total)} requested before Train, of ${kilobytes(budget.beforeTrain)}`);
  expect(total).toBeLessThanOrEqual(budget.beforeTrain);
});
