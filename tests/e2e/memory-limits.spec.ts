/** Whose limit it is that the Memory page shows: one that was set can be moved, WebAssembly's cannot. */
import type { Page } from '@playwright/test';
import { expect, test } from './support/test.ts';

const MNIST = 'dataset=mnist&model=cnn-bn&engine=cpu';
const openMemory = async (page: Page, memoryLimit: number): Promise<void> => {
  await page.goto(`?v=1&view=memory&${MNIST}&memoryLimit=${memoryLimit}`);
  await expect(page.getByRole('slider', { name: 'Batch size', exact: true })).toBeVisible();
};
const handle = (page: Page) => page.getByRole('slider', { name: 'Memory limit' });
const field = (page: Page) => page.getByLabel('Memory limit … MB');

for (const memoryLimit of [0, 6000])
  test(`WebAssembly’s limit is named and has no handle, with ${memoryLimit} MB set`, async ({ page }) => {
    await openMemory(page, memoryLimit);
    await expect(page.locator('.stack-limit text')).toContainText('WebAssembly’s limit 4.11 GB');
    await expect(handle(page)).toHaveCount(0);
    await expect(page.getByRole('heading', { name: /^Largest batch that fits/ })).toContainText(
      'into the 4.11 GB that WebAssembly leaves beside the dataset, cpu engine',
    );
    await expect(page.locator('.device-card')).toContainText('H100 80 GB could take more than the');
  });

test('the handle of a limit that is set does not go beyond WebAssembly’s', async ({ page }) => {
  await openMemory(page, 3500);
  await handle(page).focus();
  await page.keyboard.press('ArrowUp');
  await expect(field(page)).toHaveValue('3850');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowDown');
  await expect(field(page)).toHaveValue('3500');
  await expect(handle(page)).toBeFocused();
});
