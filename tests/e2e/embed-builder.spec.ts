import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './support/test.ts';

test('Share, Embed: chosen, previewed, copied, pasted', async ({ page, context, baseURL }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('/?view=compare');
  await page.getByRole('button', { name: 'Share' }).click();
  await page.getByRole('button', { name: 'Embed in a page' }).click();
  const dialog = page.getByRole('dialog', { name: 'Embed in a page of your own' });
  await expect(dialog).toBeVisible();
  await dialog.getByLabel('What it shows').selectOption({ label: 'How noisy is one batch?' });
  await dialog.getByLabel('Replay', { exact: true }).uncheck();
  await dialog.getByText('dark', { exact: true }).click();
  await dialog.getByLabel('Accent colour').fill('no colour');
  await expect(dialog.getByText('“no colour” should be three or six digits')).toBeVisible();
  await dialog.getByLabel('Accent colour').fill('7fd1ae');
  const preview = dialog.frameLocator('iframe');
  await expect(preview.getByRole('heading', { name: 'How noisy is one batch?' })).toBeVisible();
  await expect(preview.locator('html')).toHaveAttribute('data-theme', 'dark');
  // Fetching style sheets anew is refused to a frame of opaque origin.
  const axe = new AxeBuilder({ page }).include('dialog').options({ preload: false });
  const { violations } = await axe.analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await dialog.getByRole('button', { name: 'Copy' }).first().click();
  await expect(dialog.getByText('Copied')).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain(`<script src="${baseURL}widget.js" async></script>`);
  expect(copied).toContain(
    '<batch-scope preset="noise" hide="replay" theme="dark" accent="7fd1ae" height="420">',
  );
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('button', { name: 'Share' })).toBeFocused();
});
