import type { Page } from '@playwright/test';
import { DESKTOP, findings, inEveryAppearance, PHONE, PROJECTOR } from './support/appearances.ts';
import {
  counted,
  ENDLESS,
  finished,
  moreSettings,
  newestRun,
  open,
  SMALL,
  transport,
} from './support/explorerPage.ts';
import { expect, test } from './support/test.ts';

/** Its loss is no number after a few updates. */
const DIVERGING = '?v=1&dataset=moons&hidden=64-64&batchSize=10&learningRate=1000&epochs=5&engine=cpu';

/** Axe finds nothing serious in what the page shows now, at these sizes, light and dark. */
const sound = (page: Page, what: string, sizes = [DESKTOP]): Promise<void> =>
  inEveryAppearance(page, sizes, async ({ width, colorScheme }) =>
    expect(await findings(page, { serious: true, colorScheme }), `${what}, ${width}, ${colorScheme}`).toEqual(
      [],
    ),
  );

test('axe finds nothing serious before and after a run, and in all settings, at every size', async ({
  page,
}) => {
  test.slow();
  const [width, height] = PHONE;
  await page.setViewportSize({ width, height });
  await page.emulateMedia({ colorScheme: 'dark' });
  await open(page, SMALL);
  await sound(page, 'before', [PHONE, DESKTOP, PROJECTOR]);
  await transport(page).train.click();
  await finished(page);
  await page.getByLabel('Batch size', { exact: true }).fill('0');
  await moreSettings(page);
  await sound(page, 'after, with a value to mend and all settings', [DESKTOP, PROJECTOR, PHONE]);
  await page.getByRole('button', { name: /to mend|Change/ }).click();
  await sound(page, 'the sheet of settings', [PHONE]);
});

test('axe finds nothing serious while training, at a failure and in what opens', async ({ page }) => {
  test.slow();
  await open(page, ENDLESS);
  const display = page.getByRole('button', { name: 'Display' });
  await display.click();
  await expect(page.getByRole('radio', { name: 'Dark' })).toBeAttached();
  await sound(page, 'Display');
  await display.click();
  const exporting = page.getByRole('button', { name: 'Export' });
  await exporting.click();
  await expect(page.getByRole('button', { name: /JSON/ })).toBeDisabled();
  await sound(page, 'Export before the first run');
  await exporting.click();

  await transport(page).train.click();
  await expect.poll(() => counted(page)).toBeGreaterThan(0);
  await page.getByLabel('Batch size', { exact: true }).fill('50');
  await expect(page.locator('.apply-now')).toBeVisible();
  await sound(page, 'training');
  await expect(transport(page).pause).toBeVisible();
  await exporting.click();
  await expect(page.getByRole('button', { name: /JSON/ })).toBeEnabled();
  await sound(page, 'Export');

  await open(page, DIVERGING);
  await transport(page).train.click();
  await expect(page.locator('.notice.bad')).toBeVisible();
  await expect(newestRun(page)).toContainText('failed');
  await sound(page, 'failure');
});

/** Presses Tab until the field or the button called `name` has the focus. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  for (let i = 0; i < 120; i++) {
    await page.keyboard.press('Tab');
    const label = await page.evaluate(() => {
      const e = document.activeElement;
      if (e instanceof HTMLInputElement) return e.labels?.[0]?.textContent ?? '';
      return e instanceof HTMLButtonElement ? e.textContent : '';
    });
    if (typeof name === 'string' ? label.trim() === name : name.test(label)) return;
  }
  throw new Error(`${name} is not reached within 120 tabs`);
}

test('by Tab, Enter and typing alone: set, train, pause, step, go on, compare, export', async ({ page }) => {
  await open(page, ENDLESS);
  const { keyboard } = page;
  const retype = async (text: string): Promise<void> => {
    await keyboard.press('Control+A');
    await keyboard.type(text);
  };
  await tabTo(page, 'Batch size');
  await retype('25');
  await tabTo(page, 'Train');
  await keyboard.press('Enter');
  await expect.poll(() => counted(page)).toBeGreaterThan(0);
  await expect(newestRun(page)).toContainText('B = 25');
  // The button that was pressed is the one that pauses.
  await expect(transport(page).pause).toBeFocused();
  await keyboard.press('Enter');
  await expect(newestRun(page)).toContainText('paused');
  const held = await counted(page);
  await tabTo(page, 'Step');
  await keyboard.press('Enter');
  await expect.poll(() => counted(page)).toBe(held + 1);
  await tabTo(page, 'Epoch');
  await keyboard.press('Enter');
  await expect.poll(async () => (await counted(page)) % 80).toBe(0);
  await expect(newestRun(page)).toContainText('paused');
  await tabTo(page, 'Reset');
  await keyboard.press('Enter');
  await expect.poll(() => counted(page)).toBe(0);

  await tabTo(page, 'Epochs');
  await retype('2');
  await tabTo(page, 'Train');
  await keyboard.press('Enter');
  await expect(page.locator('.runs tbody tr')).toHaveCount(2);
  await finished(page);
  await tabTo(page, /^Again with batch size/);
  await keyboard.press('Enter');
  await expect(page.locator('.runs tbody tr')).toHaveCount(3);
  await expect(newestRun(page)).toContainText(/batch size 25 → \d/);
  await finished(page);

  await tabTo(page, 'Export');
  await keyboard.press('Enter');
  await tabTo(page, /JSON/);
  const download = page.waitForEvent('download');
  await keyboard.press('Enter');
  expect((await download).suggestedFilename()).toMatch(/\.json$/);
});

for (const [place, selector] of [
  ['the page itself', undefined],
  ['the loss chart', '[aria-label="Loss"] [role="slider"]'],
] as const)
  test(`Space, E and R work while ${place} has the focus`, async ({ page }) => {
    await open(page, ENDLESS);
    const focus = async (): Promise<void> => {
      if (selector === undefined)
        expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BODY');
      else await expect(page.locator(selector)).toBeFocused();
    };
    if (selector) await page.locator(selector).focus();
    await focus();
    const { keyboard } = page;
    await keyboard.press('e');
    await expect.poll(() => counted(page)).toBe(100);
    await expect(newestRun(page)).toContainText('paused');
    await keyboard.press('Space');
    await expect.poll(() => counted(page)).toBeGreaterThan(100);
    await expect(newestRun(page)).toContainText('in progress');
    await keyboard.press('Space');
    await expect(newestRun(page)).toContainText('paused');
    await keyboard.press('r');
    await expect.poll(() => counted(page)).toBe(0);
    await expect(newestRun(page)).toContainText('stopped');
    // The chart reads its values with →, the page makes an update.
    await keyboard.press('ArrowRight');
    if (selector) {
      await expect(page.locator(selector)).toHaveAttribute('aria-valuetext', /\d/);
      await page.waitForTimeout(500);
      await expect(page.locator('.runs tbody tr')).toHaveCount(1);
    } else await expect(page.locator('.runs tbody tr')).toHaveCount(2);
    await focus();
  });

test('Space on a focused button presses that button only', async ({ page }) => {
  await open(page, ENDLESS);
  const { train, pause, step } = transport(page);
  const rows = page.locator('.runs tbody tr');
  await page.getByRole('button', { name: 'Display' }).focus();
  await page.keyboard.press('Space');
  await expect(page.getByRole('radio', { name: 'Dark' })).toBeAttached();
  await page.keyboard.press('Space');
  await expect(page.getByRole('radio', { name: 'Dark' })).toHaveCount(0);
  await page.waitForTimeout(500);
  await expect(rows).toHaveCount(0);
  await step.focus();
  await page.keyboard.press('Space');
  await expect.poll(() => counted(page)).toBe(1);
  await page.waitForTimeout(1000);
  expect(await counted(page)).toBe(1);
  await expect(newestRun(page)).toContainText('paused');
  await expect(step).toBeFocused();
  await page.keyboard.press('Space');
  await expect.poll(() => counted(page)).toBe(2);
  await expect(newestRun(page)).toContainText('paused');
  // If the page took the key too, Train and Pause would undo each other.
  await train.focus();
  await page.keyboard.press('Space');
  await expect.poll(() => counted(page)).toBeGreaterThan(2);
  await expect(newestRun(page)).toContainText('in progress');
  await expect(pause).toBeFocused();
  await page.keyboard.press('Space');
  await expect(newestRun(page)).toContainText('paused');
  const held = await counted(page);
  await page.waitForTimeout(700);
  expect(await counted(page)).toBe(held);
  await expect(rows).toHaveCount(1);
});

test('keys do nothing where the focused element uses them, and can be switched off', async ({ page }) => {
  await open(page, SMALL);
  await page.getByLabel('Batch size', { exact: true }).press('e');
  await page.getByRole('slider', { name: 'Power of two' }).press('ArrowRight');
  await expect(page.locator('.runs tbody tr')).toHaveCount(0);
  await page.getByRole('button', { name: 'Display' }).click();
  await page.getByRole('checkbox', { name: /^Key/ }).uncheck();
  await page.locator('h1').click();
  await page.keyboard.press('Space');
  await page.waitForTimeout(500);
  await expect(page.locator('.runs tbody tr')).toHaveCount(0);
});

test('each term explains itself on hover and on focus', async ({ page }) => {
  await open(page);
  const tip = page.getByRole('tooltip').filter({ hasText: 'iteration or a step' });
  await expect(tip).toBeHidden();
  await page.locator('dfn', { hasText: 'updates' }).hover();
  await expect(tip).toBeVisible();
  await page.mouse.move(0, 0);
  await expect(tip).toBeHidden();
  await page.locator('dfn', { hasText: 'updates' }).focus();
  await expect(tip).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(tip).toBeHidden();
});

test.describe('by touch', () => {
  test.use({ hasTouch: true, viewport: { width: 820, height: 1180 } });

  test('a tap on the question mark or the term explains, a tap elsewhere hides it', async ({ page }) => {
    await open(page);
    const tips = page.locator('[role="tooltip"]:visible');
    const asked = page.getByRole('button', { name: 'What is this?' }).first();
    await expect(tips).toHaveCount(0);
    for (const place of [asked, page.locator('dfn', { hasText: 'updates' })]) {
      await place.tap();
      await expect(tips).toHaveCount(1);
      expect(await place.getAttribute('aria-describedby')).toContain(await tips.getAttribute('id'));
      await page.waitForTimeout(500);
      await expect(tips).toHaveCount(1);
      await page.locator('h1').tap();
      await expect(tips).toHaveCount(0);
    }
  });
});

test('fields and buttons are found by their names alone', async ({ page }) => {
  await open(page);
  const fields = ['Dataset', 'Model', 'Batch size', 'Learning rate', 'Optimizer', 'Epochs', 'Seed', 'Engine'];
  if ((await page.getByLabel('Seed').count()) === 0) await moreSettings(page);
  for (const name of fields) {
    const found = await page.getByLabel(name).evaluateAll((all) => all.map((e) => e.outerHTML.slice(0, 160)));
    expect.soft(found, name).toHaveLength(1);
    await expect.soft(page.getByLabel(name, { exact: true })).toHaveCount(1);
  }
  for (const name of ['Train', 'Step', 'Epoch', 'Reset', 'Export', 'Copy link'])
    await expect.soft(page.getByRole('button', { name, exact: true })).toHaveCount(1);
});
