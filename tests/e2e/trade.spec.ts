/** Time and memory in Compare: the figure a link names, by keys, and as a picture. */
import { findings } from './support/appearances.ts';
import { finishedSweep, SMALL_SWEEP, startSweep } from './support/comparePage.ts';
import { expect, test } from './support/test.ts';

test('a link brings up time against memory; keys reach it; it is saved as a picture and stays in the address', async ({
  page,
}) => {
  await startSweep(page, `${SMALL_SWEEP}&memoryLimit=1&figure=memory&axis=updates&until=loss:0.6`);
  await finishedSweep(page);
  const tab = page.getByRole('tab', { name: 'Time and memory' });
  await expect(tab).toHaveAttribute('aria-selected', 'true');
  await expect(page).toHaveURL(/figure=memory&axis=updates/);
  const panel = page.getByRole('tabpanel', { name: 'Time and memory' });
  await expect(panel).toContainText('updates to the target');
  await panel.getByText('seconds', { exact: true }).click();
  await expect(panel.getByRole('img', { name: /^Seconds to the target against the memory/ })).toBeVisible();
  // On the cpu engine what was measured is what was predicted.
  await expect(panel).toContainText('measured and, to the byte, as predicted');
  await expect(panel.locator('.cmp-dots text')).toHaveText(['10', '100']);
  await expect(panel.locator('.cmp-limit text')).toHaveText('limit 1 MB');
  expect(await findings(page)).toEqual([]);

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    panel.getByRole('button', { name: 'Save picture as SVG' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('batchscope-memory-seconds.svg');
  let svg = '';
  for await (const chunk of await download.createReadStream()) svg += String(chunk);
  expect(svg).toContain('memory of an update');

  await tab.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByRole('tab', { name: 'To the target' })).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(tab).toBeFocused();
  await expect(page).toHaveURL(/figure=memory&axis=seconds/);
  await page.reload();
  await expect(tab).toHaveAttribute('aria-selected', 'true');
});
