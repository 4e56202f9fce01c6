import type { Page } from '@playwright/test';
import { control, finishedSweep, importFile, SMALL_SWEEP, verdictOf } from './support/comparePage.ts';
import { tooWide } from './support/appearances.ts';
import { expect, test } from './support/sweepFile.ts';
import { watchProblems } from './support/test.ts';

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

/** The numbers of every path in the figure, after it has settled. */
async function curves(page: Page): Promise<number[][]> {
  const paths = page.locator('.figure svg path');
  await expect(paths.first()).toBeVisible();
  const drawn = await paths.evaluateAll((all) => all.map((path) => path.getAttribute('d') ?? ''));
  return drawn.map((d) => (d.match(/-?\d+(\.\d+)?/g) ?? []).map(Number));
}

/** The most that two pictures are apart, in pixels; Infinity where they are of other curves. */
function apart(a: number[][], b: number[][]): number {
  if (a.length !== b.length || a.some((path, i) => path.length !== b[i].length)) return Infinity;
  return Math.max(...a.flatMap((path, i) => path.map((value, k) => Math.abs(value - b[i][k]))));
}

async function copied(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Share' }).click();
  await page.getByRole('button', { name: 'Link with results' }).click();
  await expect(page.getByText('Copied', { exact: true })).toBeVisible();
  return page.evaluate(() => navigator.clipboard.readText());
}

test('a race travels in a link: same sentence, same curves, no training, and it holds when run again', async ({
  page,
  browser,
}) => {
  test.setTimeout(240_000);
  await page.goto('?v=1&view=compare');
  await page.getByRole('button', { name: /^Race 8, 64 and 1,024/ }).click();
  const sentence = await finishedSweep(page, 120_000);
  const picture = await curves(page);
  const link = await copied(page);
  const { hash } = new URL(link);
  expect(hash.length).toBeLessThan(4000);
  const elsewhere = await browser.newContext({ viewport: page.viewportSize() });
  const problems = await watchProblems(elsewhere);
  const there = await elsewhere.newPage();
  let workers = 0;
  there.on('worker', (worker) => void (worker.url().includes('sweep.worker') && workers++));
  await there.goto(link);
  await expect(
    there.getByText(/^From a link: recorded elsewhere on \d+ \w+ \d{4}, thinned\.$/),
  ).toBeVisible();
  expect(await finishedSweep(there)).toBe(sentence);
  // What it says of the link takes room from the figure.
  await there.addStyleTag({ content: '[aria-label="From a link"] { display: none }' });
  await expect.poll(async () => apart(picture, await curves(there))).toBeLessThan(1);
  expect(workers).toBe(0);
  await expect.poll(() => new URL(there.url()).hash).toBe(hash);
  await there.reload();
  await expect(verdictOf(there)).toHaveText(sentence);

  await there.getByRole('button', { name: 'Re-run here' }).click();
  await expect(control(there).pause).toBeVisible();
  await expect(there.locator('.held')).toHaveText(/^9 of 9 runs hold: every evaluation/, {
    timeout: 120_000,
  });
  await expect.poll(() => new URL(there.url()).hash).toBe('');
  expect(problems.unexpected()).toEqual([]);
  await elsewhere.close();
});

test('a link with broken results says what is wrong, and the reader’s own sweep is as it was', async ({
  page,
  sweepFile,
}) => {
  await page.goto('?v=1&view=compare');
  await importFile(page, sweepFile);
  const sentence = await finishedSweep(page);
  await page.goto('about:blank');
  await page.goto(`${SMALL_SWEEP}#r=AQ_brokn`);
  await expect(page.getByRole('alert')).toContainText(
    'The results in the link cannot be read: it is damaged or not whole.',
  );
  await expect(verdictOf(page)).toHaveText(sentence);
  await page.evaluate(() => (location.hash = '#r=Ag'));
  await expect(page.getByRole('alert')).toContainText('made by a newer Batchscope (version 2');
  await expect(verdictOf(page)).toHaveText(sentence);
});

test('results that were changed on their way do not hold', async ({ page, sweepFile: text }) => {
  await page.goto('?v=1&view=compare');
  const changed = text.replaceAll(/"accuracy":0\.\d+/g, '"accuracy":0.25');
  expect(changed).not.toBe(text);
  await importFile(page, changed);
  await expect(verdictOf(page)).toContainText('25.0%');
  const link = await copied(page);
  await page.goto('about:blank');
  await page.goto(link);
  await expect(page.getByRole('button', { name: 'Re-run here' })).toBeVisible();
  await page.setViewportSize({ width: 360, height: 740 });
  await expect.poll(() => tooWide(page)).toBeLessThanOrEqual(0);
  await page.getByRole('button', { name: 'Re-run here' }).click();
  await expect(page.locator('.held')).toHaveText(
    /^4 of 4 runs do not hold: B = 10, seed 1 ends at .+%, the link says 25\.0%; .+ and 1 more\.$/,
    { timeout: 60_000 },
  );
});
