/** The Train page with as many runs as it keeps: all on one screen, on a phone nothing wider than it. */
import type { Page } from '@playwright/test';
import { KEPT_RUNS } from '../../src/state/store.ts';
import { finished, open, transport } from './support/explorerPage.ts';
import { expect, test } from './support/test.ts';

const QUICK = '?v=1&hidden=8&size=400&batchSize=400&epochs=2&engine=cpu';

async function trainSix(page: Page): Promise<void> {
  const rows = page.locator('.runs tbody tr');
  for (let k = 0; k < KEPT_RUNS; k++) {
    await page.getByLabel('Batch size', { exact: true }).fill(String(Math.round(400 / 2 ** k)));
    if (k === 3) {
      // As many differences as fit no line.
      await page.getByLabel('Optimizer', { exact: true }).selectOption('momentum');
      await page.getByLabel('Epochs', { exact: true }).fill('3');
      await page.getByLabel('Seed', { exact: true }).fill('7');
      await page.getByLabel('Units of hidden layer 1').fill('12');
      await page.getByLabel('Learning rate', { exact: true }).fill('0.0123');
    }
    await transport(page).train.click();
    await expect(rows).toHaveCount(k + 1);
    await finished(page);
  }
}

/** What is cut or has to be scrolled: its selector and by how much. */
const cut = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    ['main', 'aside', '.card'].flatMap((selector) =>
      [...document.querySelectorAll<HTMLElement>(selector)].flatMap((e) => {
        const down = Math.max(
          e.scrollHeight - e.clientHeight,
          e.getBoundingClientRect().bottom - innerHeight,
        );
        return down > 1 ? [`${selector} ${e.textContent.slice(0, 20)}: ${down}`] : [];
      }),
    ),
  );

test('six runs are all in sight on a screen and on a projector, and fit a phone’s width', async ({
  page,
}) => {
  test.slow();
  await page.setViewportSize({ width: 1440, height: 900 });
  await open(page, QUICK);
  await trainSix(page);
  await expect(page.locator('.summary')).toBeVisible();
  for (const [width, height] of [
    [1440, 900],
    [1280, 720],
  ] as const) {
    await page.setViewportSize({ width, height });
    await expect.poll(() => cut(page), `${width}`).toEqual([]);
    await expect(page.locator('.runs tbody tr').last()).toBeInViewport({ ratio: 1 });
  }

  await page.setViewportSize({ width: 390, height: 844 });
  await expect(page.getByRole('button', { name: 'Change' })).toBeVisible();
  const wide = (): Promise<string[]> =>
    page.evaluate(() =>
      [...document.querySelectorAll('body *')]
        .filter((e) => e.getBoundingClientRect().right > innerWidth + 1)
        .map((e) => e.outerHTML.slice(0, 80)),
    );
  await expect.poll(wide).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});

test('what can be done with a run shows under the pointer and for the keyboard', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  await open(page, QUICK);
  const { train } = transport(page);
  await train.click();
  await finished(page);
  await train.click();
  await expect(page.locator('.runs tbody tr')).toHaveCount(2);
  await finished(page);
  const older = page.locator('.runs tbody tr').last();
  const actions = older.locator('.run-actions');
  await expect(actions).toHaveCSS('opacity', '0');
  await older.hover();
  await expect(actions).toHaveCSS('opacity', '1');
  await page.mouse.move(0, 0);
  await expect(actions).toHaveCSS('opacity', '0');
  await older.locator('.run-name').focus();
  await page.keyboard.press('Tab');
  await expect(older.getByRole('button', { name: 'Use settings' })).toBeFocused();
  await expect(actions).toHaveCSS('opacity', '1');
});
