import { expect, test } from './support/test.ts';
import { finishedSweep, runRows, startSweep } from './support/comparePage.ts';

/** As in browsers whose profile is damaged: what is asked for never comes, not even an error. */
test.beforeEach(({ page }) =>
  page.addInitScript(() => {
    Object.defineProperty(globalThis, 'indexedDB', { value: { open: () => ({}) } });
  }),
);

test('where storage gives no answer, a link to a sweep opens the builder, and the sweep runs and is said not to be kept', async ({
  page,
}) => {
  await startSweep(page);
  await finishedSweep(page);
  await expect(page.locator('.notice')).toContainText('storage is closed (it gives no answer)');
  expect(await runRows(page)).toHaveLength(4);
});

test('where storage gives no answer, the questions say that nothing is kept', async ({ page }) => {
  await page.goto('?v=1&view=compare');
  await expect(page.locator('.notice')).toContainText('storage is closed (it gives no answer)');
});
