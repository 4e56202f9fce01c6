/** What is drawn and chosen, and that it follows what happens: cheap looks at each part of the Train page. */
import type { Locator, Page } from '@playwright/test';
import { finished, open, SMALL, transport } from './support/explorerPage.ts';
import { expect, test } from './support/test.ts';

/** The share of a canvas that is coloured, not grey or empty. */
const coloured = (canvas: Locator): Promise<number> =>
  canvas.evaluate((element) => {
    if (!(element instanceof HTMLCanvasElement)) throw new Error('no canvas');
    const { width, height } = element;
    const { data } = element.getContext('2d')!.getImageData(0, 0, width, height);
    let count = 0;
    for (let i = 0; i < data.length; i += 4) {
      const [r, g, b, alpha] = data.subarray(i, i + 4);
      if (alpha > 0 && Math.max(r, g, b) - Math.min(r, g, b) > 40) count++;
    }
    return count / (width * height);
  });

test('the epoch strip fills batch by batch', async ({ page }) => {
  await open(page, SMALL);
  const strip = page.getByRole('img', { name: 'One epoch: 200 examples in 10 batches' });
  const { step, epoch, reset } = transport(page);
  expect(await coloured(strip)).toBe(0);
  await step.click();
  await expect.poll(() => coloured(strip)).toBeGreaterThan(0.05);
  expect(await coloured(strip)).toBeLessThan(0.15);
  await epoch.click();
  await expect.poll(() => coloured(strip)).toBeGreaterThan(0.9);
  await reset.click();
  await expect.poll(() => coloured(strip)).toBe(0);
});

const ticksOf = (page: Page, axis: 'x' | 'y'): Promise<string[]> =>
  page.locator(`[aria-label="Loss"] .plot-ticks.is-${axis} text`).allTextContents();

test('the axis switch says over what the curves are drawn, the boxes make axes logarithmic', async ({
  page,
}) => {
  await open(page, SMALL);
  await transport(page).train.click();
  await finished(page);
  const last = async (): Promise<string> => (await ticksOf(page, 'x')).at(-1) ?? '';
  for (const [axis, unit] of [
    ['epoch', /epochs$/],
    ['update', /updates$/],
    ['examples', /examples$/],
    ['seconds', /s$/],
    ['epoch', /epochs$/],
  ] as const) {
    await page.locator('.axis-switch').getByText(axis, { exact: true }).click();
    await expect.poll(last, axis).toMatch(unit);
  }
  for (const [box, axis] of [
    ['log x', 'x'],
    ['log y', 'y'],
  ] as const) {
    expect(await ticksOf(page, axis)).toContain('0');
    await page.getByLabel(box).check();
    await expect.poll(() => ticksOf(page, axis), box).not.toContain('0');
    await page.getByLabel(box).uncheck();
    await expect.poll(() => ticksOf(page, axis), box).toContain('0');
  }
});

test('pictures that are read wrong are marked, as many as the words say', async ({ page }) => {
  await open(page, '?v=1&hidden=16&size=1000&batchSize=50&epochs=2&engine=cpu');
  await transport(page).train.click();
  await finished(page);
  const pictures = page.locator('.pictures li');
  await expect(pictures).toHaveCount(24);
  const said = (await page.getByText('of these 24 right.').textContent()) ?? '';
  const right = Number(/^(\d+) of/.exec(said)?.[1]);
  expect(right).toBeGreaterThan(0);
  expect(right).toBeLessThan(24);
  const wrong = page.locator('.pictures li.wrong');
  await expect(wrong).toHaveCount(24 - right);
  await expect(wrong.getByText(/^Wrong:/)).toHaveCount(24 - right);
  await expect(pictures.getByText(/^Right:/)).toHaveCount(right);
  const frames = await pictures.evaluateAll((all) =>
    all.map((li) => [li.className, getComputedStyle(li).borderTopWidth]),
  );
  for (const [name, frame] of frames) expect(frame, name).toBe(name === 'wrong' ? '2px' : '1px');
});

test('decision regions colour the whole plane under the points', async ({ page }) => {
  await open(page, SMALL);
  const regions = page.getByRole('img', { name: /^Decision regions/ });
  await expect(regions).toHaveCount(0);
  await transport(page).train.click();
  await finished(page);
  const corners = await regions.evaluate((element) => {
    if (!(element instanceof HTMLCanvasElement)) throw new Error('no canvas');
    const { width, height } = element;
    const size = Math.min(width, height);
    const [left, top] = [(width - size) / 2, 0];
    const pen = element.getContext('2d')!;
    return [0.02, 0.98].flatMap((x) =>
      [0.02, 0.98].map((y) => [...pen.getImageData(left + x * size, top + y * size, 1, 1).data]),
    );
  });
  for (const [, , , alpha] of corners) expect(alpha).toBeGreaterThan(10);
  // Two classes: the corners are not all of one colour.
  expect(new Set(corners.map(([r, , b]) => r > b)).size).toBe(2);
});

test('the theme is chosen under Display and survives a reload', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await open(page, SMALL);
  const root = page.locator('html');
  const paper = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await paper();
  await page.getByRole('button', { name: 'Display' }).click();
  await page.getByRole('radiogroup', { name: 'Theme' }).getByText('Dark').click();
  await expect(root).toHaveAttribute('data-theme', 'dark');
  const dark = await paper();
  expect(dark).not.toBe(light);
  await page.reload();
  await expect(root).toHaveAttribute('data-theme', 'dark');
  expect(await paper()).toBe(dark);
  await page.getByRole('button', { name: 'Display' }).click();
  await expect(page.getByRole('radio', { name: 'Dark' })).toBeChecked();
  await page.getByRole('radiogroup', { name: 'Theme' }).getByText('Auto').click();
  await expect.poll(paper).toBe(light);
});

test('each dataset tells its size, classes, licence and source', async ({ page, problems }) => {
  // The files of real data need not lie beside the site.
  problems.allow('Failed to load resource');
  await open(page, SMALL);
  const told = page.locator('.dataset-picture');
  await expect(told).toContainText('200 training · 40 validation · two numbers each, 2 classes');
  await told.getByText('About this data').click();
  await expect(told.getByText('Licence MIT. Source: Generated in this browser.')).toBeVisible();
  await page.getByLabel('Dataset', { exact: true }).selectOption('mnist');
  await expect(told).toContainText('60,000 training · 10,000 validation');
  await expect(told).toContainText('Licence CC BY-SA 3.0.');
  await expect(told.getByRole('link')).toHaveAttribute('href', /^https?:\/\/yann\.lecun\.com/);
});
