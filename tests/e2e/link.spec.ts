import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtSite } from './support/builtSite.ts';
import { exported, finished, open, transport } from './support/explorerPage.ts';
import { expect, test } from './support/test.ts';

test('a link fills in the page and never starts training', async ({ page }) => {
  await open(
    page,
    '?v=1&dataset=xor&model=mlp&hidden=8-4&batchSize=64&learningRate=0.05&optimizer=momentum&epochs=2&seed=3&engine=cpu&remainder=drop',
  );
  await expect(page.getByLabel('Dataset', { exact: true })).toHaveValue('xor');
  await expect(page.getByLabel('Units of hidden layer 2')).toHaveValue('4');
  await expect(page.getByLabel('Batch size', { exact: true })).toHaveValue('64');
  await expect(page.getByLabel('Learning rate', { exact: true })).toHaveValue('0.05');
  await page.waitForTimeout(1500);
  await expect(page.locator('.counters')).toContainText('update 0');
  await transport(page).train.click();
  await finished(page);
  const { runs, format, version } = await exported(page);
  expect({ format, version }).toEqual({ format: 'batchscope-results', version: 1 });
  expect(runs[0].config).toMatchObject({ dataset: 'xor', batchSize: 64, seed: 3, remainder: 'drop' });
  expect(runs[0].engine).toMatchObject({ asked: 'cpu', got: 'cpu' });
});

test('the address follows the settings and holds only what is not default', async ({ page }) => {
  await open(page);
  await page.getByLabel('Batch size', { exact: true }).fill('64');
  await expect.poll(() => new URL(page.url()).search).toBe('?v=1&batchSize=64');
  await page.reload();
  await expect(page.getByLabel('Batch size', { exact: true })).toHaveValue('64');
});

test('Copy link copies that address', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page);
  await page.getByLabel('Batch size', { exact: true }).fill('32');
  await page.getByRole('button', { name: 'Copy link' }).click();
  await expect(page.getByText('Copied')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/\?v=1&batchSize=32$/);
});

const BAD: [query: string, note: RegExp][] = [
  ['?v=1&batchSize=0', /batchSize/],
  ['?v=1&batchSize=-5', /-5/],
  ['?v=1&batchSize=2.5', /2\.5/],
  ['?v=1&batchSize=abc', /abc/],
  ['?v=1&batchSize=99999', /99999/],
  ['?v=1&learningRate=NaN', /NaN/],
  ['?v=1&learningRate=1e308', /1e308/],
  ['?v=1&hidden=', /hidden/],
  ['?v=9&batchSize=64', /version|v=9/],
  ['?__proto__=x&constructor=y', /__proto__/],
  ['?v=1&dataset=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E', /dataset/],
  ['?batchSize=%E0%A4%A', /batchSize|%/],
];
test('a bad link is corrected, and says so', async ({ page }) => {
  test.slow();
  for (const [query, note] of BAD)
    await test.step(query, async () => {
      await open(page, query);
      await expect(page.getByText('Some of this link could not be used')).toBeVisible();
      await expect(page.locator('.notice li').first()).toContainText(note);
      await expect(page.locator('.notice img')).toHaveCount(0);
      await expect(transport(page).train).toBeEnabled();
    });
});

test('a megabyte of query is not read, and the page says so', async ({ page }) => {
  const query = `?batchSize=${'9'.repeat(1_000_000)}`;
  // The server refuses so long an address; what is tested is the page.
  const body = readFileSync(join(builtSite, 'index.html'), 'utf8');
  await page.route(
    (url) => url.search.length === query.length,
    (route) => route.fulfill({ contentType: 'text/html', body }),
  );
  await open(page, query);
  expect(await page.evaluate(() => location.search.length)).toBe(query.length);
  await expect(page.locator('.notice li')).toContainText(query.length.toLocaleString('en'));
  await expect(page.getByLabel('Batch size', { exact: true })).toHaveValue('100');
  await expect(transport(page).train).toBeEnabled();
});
