import { open } from './support/explorerPage.ts';
import { tasksDuring } from './support/tasks.ts';
import { expect, test } from './support/test.ts';

test('at its start no task keeps the page busy for 100 ms', { tag: '@alone' }, async ({ page, browser }) => {
  const tasks = await tasksDuring(browser, page, async () => {
    await open(page);
    await expect(page.locator('.charts .plot-ticks.is-y text').first()).toBeVisible();
    await expect(page.locator('.thumbnails canvas').first()).toBeVisible();
    await expect(page.locator('.plot-memory-figures')).toBeVisible();
    await page.waitForLoadState('networkidle');
  });
  const longest = tasks.toSorted((a, b) => b - a).slice(0, 3);
  console.log(`longest tasks: ${longest.map((ms) => ms.toFixed(0)).join(', ')} ms`);
  expect(tasks.length).toBeGreaterThan(10);
  expect(longest[0]).toBeLessThan(100);
});
