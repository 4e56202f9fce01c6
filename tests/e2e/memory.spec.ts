import type { Page } from '@playwright/test';
import { DESKTOP, findings, inEveryAppearance, PHONE, tooWide } from './support/appearances.ts';
import { finished, newestRun } from './support/explorerPage.ts';
import { expect, test } from './support/test.ts';

const openMemory = async (page: Page, query: string): Promise<void> => {
  await page.goto(`?v=1&view=memory&${query}`);
  await expect(page.getByRole('heading', { name: 'Largest batch that fits' })).toBeVisible();
};
const numberIn = async (page: Page, name: RegExp): Promise<number> => {
  const text = (await page.getByRole('button', { name }).textContent()) ?? '';
  return Number(/[\d,]+/.exec(text)?.[0].replaceAll(',', ''));
};

test('the largest batch, one over, what fails, accumulate, go on, and the same in one piece', async ({
  page,
}) => {
  test.slow();
  await openMemory(page, 'model=cnn&epochs=1');
  await page.getByText('64 MB', { exact: true }).click();
  await expect(page.locator('.memory-sentence')).toContainText('is the largest that does');
  await page.getByRole('button', { name: 'Find the largest batch' }).click();
  const said = page.locator('.search-said');
  await expect(said).toContainText(/Proved: a real update of [\d,]+ held [\d.]+ MB of 64/, {
    timeout: 90_000,
  });
  await expect(said).toContainText(/does not fit: .+ wanted .+ were left/);
  const largest = await numberIn(page, /Train at/);
  expect(largest).toBeGreaterThan(100);
  expect(largest).toBeLessThan(10_000);
  expect(await numberIn(page, /Go one over/)).toBe(largest + 1);

  await page.getByRole('button', { name: /Go one over/ }).click();
  await expect(page.getByRole('group', { name: 'Transport' }).locator(':focus')).toHaveCount(1);
  const alert = page.locator('.notice.bad');
  await expect(alert).toContainText('There is not enough memory for an update');
  await expect(alert).toContainText(/are left for .+, .+ wanted/);
  await expect(newestRun(page)).toContainText('failed');
  await alert.getByRole('button', { name: /Accumulate micro-batches/ }).click();
  await finished(page);
  await expect(newestRun(page)).toContainText('micro-batch');

  await page.getByRole('button', { name: 'The same in one piece, without the limit' }).click();
  await expect(page.locator('.runs tbody tr')).toHaveCount(3);
  await finished(page);
  await expect(page.locator('.summary')).toContainText('the same updates, in less memory');
});

test('a larger batch in the middle of a run: what it has stays, and it goes on from there', async ({
  page,
}) => {
  await page.goto('?v=1&model=cnn&epochs=1000&batchSize=64&memoryLimit=8&engine=cpu');
  await page.getByRole('group', { name: 'Transport' }).getByRole('button', { name: 'Train' }).click();
  const counters = page.locator('.counters');
  await expect(counters).toContainText(/examples seen [1-9]\d/);
  await page.getByLabel('Batch size', { exact: true }).fill('512');
  await page.getByRole('button', { name: 'Apply now' }).click();
  const alert = page.locator('.notice.bad');
  await expect(alert).toContainText('There is not enough memory for an update');
  await expect(alert).toContainText('512');
  await alert.getByRole('button', { name: /Halve|smaller batch/ }).click();
  await expect(newestRun(page)).toContainText('in progress');
  await expect(page.locator('.runs tbody tr')).toHaveCount(1);
  await page.getByRole('button', { name: 'Pause' }).click();
});

test(
  'prediction and measurement meet: to the byte on cpu, within a tenth on WebGL',
  { tag: '@gpu' },
  async ({ page }) => {
    await openMemory(page, 'batchSize=64');
    await page.getByRole('button', { name: 'Measure cpu engine' }).click();
    const row = (name: string) => page.locator('.measured tbody tr').filter({ hasText: name });
    await expect(row('cpu engine')).toContainText('exact');
    await page.getByRole('button', { name: 'Measure WebGL' }).click();
    await expect(row('WebGL')).toContainText('%', { timeout: 60_000 });
    const off = /(-?[\d.]+)%/.exec((await row('WebGL').textContent()) ?? '')?.[1];
    expect(Math.abs(Number(off))).toBeLessThan(10);
  },
);

test('the cursor is the batch size and the limit is the limit, by keys alone', async ({ page }) => {
  await openMemory(page, 'memoryLimit=8');
  const cursor = page.getByRole('slider', { name: 'Batch size', exact: true });
  await cursor.focus();
  await page.keyboard.press('PageUp');
  await expect(page.getByLabel('Batch size', { exact: true }).first()).toHaveValue('200');
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByLabel('Batch size', { exact: true }).first()).toHaveValue('199');
  await page.getByRole('slider', { name: 'Memory limit' }).focus();
  await page.keyboard.press('ArrowUp');
  await expect(page.getByLabel('Memory limit … MB')).toHaveValue('8.8');
  await expect(page).toHaveURL(/view=memory/);
  await expect(page).toHaveURL(/memoryLimit=8\.8/);
});

test('axe finds nothing, nothing is wider than a phone', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await openMemory(page, 'dataset=moons&size=500&memoryLimit=0.2');
  await page.getByRole('button', { name: 'Find the largest batch' }).click();
  await expect(page.locator('.search-said')).toContainText('Proved', { timeout: 60_000 });
  await inEveryAppearance(page, [DESKTOP, PHONE], async ({ colorScheme }) => {
    expect(await findings(page, { colorScheme })).toEqual([]);
    await expect.poll(() => tooWide(page)).toBeLessThanOrEqual(0);
  });
});

test('a limit that is no limit is refused at its field', async ({ page }) => {
  await openMemory(page, 'model=mlp');
  await page.getByLabel('Memory limit … MB').fill('-3');
  await expect(page.getByRole('alert')).toContainText('Memory limit “-3” must be a number from 0');
  await expect(page.getByRole('button', { name: 'Find the largest batch' })).toBeDisabled();
});

test('Train shows what its engine is predicted to hold beside what it held: on cpu they are the same', async ({
  page,
}) => {
  await page.goto('?v=1&epochs=1&optimizer=adam&engine=cpu');
  const card = page.getByRole('region', { name: 'Memory' });
  await expect(card).toContainText(/predicted, to the byte[\d.]+ MB/);
  await page.getByRole('group', { name: 'Transport' }).getByRole('button', { name: 'Train' }).click();
  await finished(page);
  const rows = card.locator('.plot-memory-figures > div');
  await expect(rows.nth(0)).toContainText('predicted, exact');
  await expect(rows.nth(1)).toContainText('in-update peak, measured');
  const bytes = (row: number) => rows.nth(row).locator('dd').textContent();
  expect(await bytes(0)).toBe(await bytes(1));
  await expect(rows.nth(2)).toContainText(/at rest, unused too[\d.]+ MB/);
});
