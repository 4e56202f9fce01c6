/** Recharts comes when it is wanted, and moves nothing. */
import type { Page } from '@playwright/test';
import { finished, open, SMALL, transport } from './support/explorerPage.ts';
import { expect, test } from './support/test.ts';

const RECHARTS = /\/(UpdatesPerEpochChart|MemorySteps|StepReader)-[^/]*\.js$/;

/** The scripts of the charts that Recharts draws, as they are asked for. */
function asked(page: Page): string[] {
  const names: string[] = [];
  page.on('request', (request) => {
    const [, name] = RECHARTS.exec(new URL(request.url()).pathname) ?? [];
    if (name) names.push(name);
  });
  return names;
}

const card = (page: Page) => page.getByRole('region', { name: 'Iterations per epoch' });
const chart = (page: Page) => card(page).getByRole('img', { name: /^Updates in one epoch of/ });
/** The places of all cards of the page, wherever it is scrolled to. */
const places = (page: Page) =>
  page.locator('.card').evaluateAll((cards) => {
    const [from] = cards.map((one) => one.getBoundingClientRect().top);
    return cards.map((one) => {
      const { left, top, width, height } = one.getBoundingClientRect();
      return [left, top - from, width, height].map(Math.round).join(' ');
    });
  });

test('iterations per epoch are said in words at first, for any batch size', async ({ page }) => {
  const names = asked(page);
  await open(page, '?v=1&size=1000&batchSize=300');
  await expect(page.locator('.charts .plot-area')).toHaveCount(2);
  await expect(card(page)).toContainText('4 with batches of 300');
  await expect(card(page)).toContainText('Batches of 150 make 7. Batches of 600 make 2.');
  await page.getByLabel('Batch size', { exact: true }).fill('1000');
  await expect(card(page)).toContainText('1 with batches of 1,000');
  await expect(card(page)).toContainText('Batches of 500 make 2. The first run');
  await expect(chart(page)).toHaveCount(0);
  expect(names).toEqual([]);
});

for (const [how, turn] of [
  ['the pointer', (page: Page) => card(page).hover()],
  ['focus', (page: Page) => card(page).locator('[data-term]').focus()],
  ['touch', (page: Page) => card(page).dispatchEvent('pointerdown', { pointerType: 'touch' })],
] as const)
  for (const width of [1440, 390])
    test(`the curve comes with ${how} at ${width} pixels, and nothing moves`, async ({ page }) => {
      await page.setViewportSize({ width, height: 900 });
      const names = asked(page);
      await open(page, SMALL);
      await expect(page.locator('.charts .plot-area')).toHaveCount(2);
      await expect(page.locator('.dataset-picture .points-plot, .settings-line').first()).toBeVisible();
      const before = await places(page);
      expect(names).toEqual([]);
      await turn(page);
      await expect(chart(page).locator('.recharts-line-curve')).toBeVisible();
      expect(await places(page)).toEqual(before);
      expect(names).not.toContain('MemorySteps');
    });

test('a run brings both charts, with axes and lines', async ({ page }) => {
  await open(page, SMALL);
  await transport(page).train.click();
  await finished(page);
  await expect(chart(page).locator('.plot-marks circle').first()).toBeVisible();
  await expect(chart(page).locator('.recharts-xAxis-tick-labels text').first()).toHaveText('1');
  const memory = page.getByRole('img', {
    name: /^Held by the engine after update \d+: .* predicted for one/,
  });
  await expect(memory.locator('.recharts-line-curve')).toHaveCount(2);
  await expect(memory.locator('.recharts-reference-line-line')).toHaveCount(1);
  await expect(memory.locator('.recharts-yAxis-tick-labels text')).toHaveText(/^[\d.]+ [kMG]?B$/);
  await expect(memory.locator('.recharts-xAxis-tick-labels text').last()).toHaveText(/^\d+ updates$/);
});

test('both charts are read by keys, and the words are seen', async ({ page }) => {
  await open(page, SMALL);
  await transport(page).train.click();
  await finished(page);
  const updates = card(page).getByRole('slider', { name: 'Updates in one epoch, read along the curve' });
  await updates.focus();
  await page.keyboard.press('Home');
  await expect(updates).toHaveAttribute('aria-valuetext', /^batches of 1 make [\d,]+ updates$/);
  await expect(card(page).locator('.plot-step')).toHaveText(/^batches of 1 make [\d,]+ updates$/);
  const memory = page.getByRole('slider', { name: 'Memory over the run, read by update' });
  await memory.focus();
  await expect(card(page).locator('.plot-step')).toHaveCount(0);
  await page.keyboard.press('End');
  await expect(memory).toHaveAttribute('aria-valuetext', /^update \d+: .+ in an update, .+ at rest$/);
  await expect(page.getByRole('region', { name: 'Memory' }).locator('.plot-step')).toBeVisible();
});

test('where Recharts does not come, the cards say so, and the figures stand', async ({ page, problems }) => {
  problems.allow(/UpdatesPerEpochChart|MemorySteps|dynamically imported/);
  await page.route(/\/(UpdatesPerEpochChart|MemorySteps)-[^/]*\.js$/, (route) => route.abort());
  await open(page, SMALL);
  await transport(page).train.click();
  await finished(page);
  await expect(card(page).getByRole('alert')).toContainText('This chart could not be loaded.');
  await expect(card(page)).toContainText(/\d with batches of [\d,]+/);
  await expect(card(page)).toContainText(/Batches of [\d,]+ make [\d,]+\./);
  await expect(card(page)).not.toContainText('draws the curve');
  expect(await card(page).evaluate((box) => box.scrollHeight - box.clientHeight)).toBe(0);
  const memory = page.getByRole('region', { name: 'Memory' });
  await expect(memory.getByRole('alert')).toContainText('Memory over the run could not be drawn.');
  await expect(memory.locator('.plot-memory-figures > div')).toHaveCount(3);
});
