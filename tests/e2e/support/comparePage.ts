import type { Page } from '@playwright/test';
import { expect } from './test.ts';

/** Four short runs: two batch sizes, two seeds. */
export const SMALL_SWEEP =
  '?v=1&view=compare&dataset=moons&hidden=4&size=200&epochs=3&engine=cpu&batchSizes=10,100&seeds=2';

/** The same with runs so long that a test can do something in the middle, on a fast machine too: ten seconds or more. */
export const LONG_SWEEP =
  '?v=1&view=compare&dataset=moons&hidden=256-256&size=1000&epochs=300&engine=cpu&batchSizes=10,100&seeds=2';

export const control = (page: Page) => {
  const button = (name: string) =>
    page.getByRole('group', { name: 'Comparison control' }).getByRole('button', { name });
  return {
    pause: button('Pause'),
    resume: button('Resume'),
    cancel: button('Cancel'),
    goOn: button('Go on'),
    discard: button('Discard'),
  };
};

export const verdictOf = (page: Page) => page.locator('p.verdict[role="status"]');

/** Opens the builder with a link's sweep and starts it. */
export async function startSweep(page: Page, query = SMALL_SWEEP): Promise<void> {
  await page.goto(query);
  await page.getByRole('button', { name: 'Start' }).click();
  await expect(control(page).pause.or(verdictOf(page))).toBeVisible();
}

export async function finishedSweep(page: Page, timeout = 90_000): Promise<string> {
  await expect(verdictOf(page)).toBeVisible({ timeout });
  return (await verdictOf(page).textContent()) ?? '';
}

/** Rows of the table of runs, of those that have ended. */
export async function runRows(page: Page): Promise<string[]> {
  await page.getByRole('tab', { name: 'Runs' }).click();
  return page.locator('.runs-view tbody tr:not(.pending)').allTextContents();
}

/** Text of the file that a button saves. */
export async function savedBy(page: Page, name: string): Promise<{ name: string; text: string }> {
  await page.getByRole('button', { name: 'Export' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name }).click(),
  ]);
  const stream = await download.createReadStream();
  let text = '';
  for await (const chunk of stream) text += String(chunk);
  return { name: download.suggestedFilename(), text };
}

export const importFile = (page: Page, text: string, name = 'sweep.json'): Promise<void> =>
  page
    .locator('input[type="file"]')
    .setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
