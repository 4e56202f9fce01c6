import type { Page } from '@playwright/test';
import { DESKTOP, findings, inEveryAppearance, NARROW, tooWide } from './support/appearances.ts';
import { embed, watchShifts } from './support/hostPage.ts';
import { staticSite } from './support/staticSite.ts';
import { expect, test } from './support/test.ts';

const PRESETS = ['race', 'target', 'speed', 'generalise', 'noise'];

let site: Awaited<ReturnType<typeof staticSite>>;
test.beforeEach(async () => {
  site = await staticSite('/blog/tools/');
});
test.afterEach(() => site.close());

const open = (page: Page) => page.goto(`${site.url}gallery.html`);

test('the gallery shows five recorded results as they come into view, from its own host alone', async ({
  page,
}) => {
  const hosts = new Set<string>();
  page.on('request', (request) => hosts.add(new URL(request.url()).host));
  const shifts = await watchShifts(page);
  await open(page);
  await expect(page.locator('batch-scope')).toHaveCount(PRESETS.length);
  await expect(page.locator('batch-scope').last().locator('iframe')).toHaveCount(0);
  for (const [n, preset] of PRESETS.entries()) {
    await page.locator('batch-scope').nth(n).scrollIntoViewIfNeeded();
    await expect(embed(page, n).locator('.plot svg')).toBeVisible();
    await expect(embed(page, n).locator('.note')).toContainText('Recorded');
    expect(site.asked).toContain(`recordings/${preset}.js`);
  }
  expect(await shifts()).toBe(0);
  expect([...hosts]).toEqual([new URL(site.url).host]);
  expect(site.missed).toEqual([]);
});

test('the lines to paste name the place that the gallery came from, and are those of its embeds', async ({
  page,
}) => {
  await open(page);
  for (const [n, preset] of PRESETS.entries()) {
    const lines = page.locator('figure').nth(n).locator('code');
    await expect(lines).toHaveText(
      `<script src="${site.url}widget.js" async></script>\n<batch-scope preset="${preset}" height="420"></batch-scope>`,
    );
    await expect(page.locator('batch-scope').nth(n)).toHaveAttribute('preset', preset);
    await expect(page.locator('batch-scope').nth(n)).toHaveAttribute('height', '420');
  }
});

test('says of a button only where figures come alive', async ({ page, problems }) => {
  problems.allow(/Failed to load resource|ERR_FAILED|blocked/);
  const press = page.getByText('Press “Run it here”');
  await open(page);
  await page.locator('batch-scope').first().scrollIntoViewIfNeeded();
  await expect(embed(page).getByRole('button', { name: 'Run it here' })).toBeVisible();
  await expect(press.first()).toBeVisible();
  await expect(press.last()).toBeVisible();

  await page.route(/embed\.js/, (route) => route.abort());
  const asked = page.waitForRequest(/embed\.js/);
  await page.reload();
  await page.locator('batch-scope').first().scrollIntoViewIfNeeded();
  await asked;
  await expect(page.locator('batch-scope img').first()).toBeVisible();
  await expect(press).toHaveCount(2);
  for (const one of await press.all()) await expect(one).toBeHidden();
});

test('axe finds nothing in the gallery, and nothing is too wide or cut, at every size', async ({ page }) => {
  test.slow();
  await open(page);
  await inEveryAppearance(page, [DESKTOP, NARROW], async ({ colorScheme }) => {
    for (const n of PRESETS.keys()) {
      await page.locator('batch-scope').nth(n).scrollIntoViewIfNeeded();
      const frame = embed(page, n).locator('.embed');
      await expect(frame.locator('.plot svg')).toBeVisible();
      // What does not fit has no way to be read but by scrolling inside of the page's own scrolling.
      await expect.poll(() => frame.evaluate((e) => e.scrollHeight - e.clientHeight)).toBeLessThanOrEqual(0);
    }
    await expect.poll(() => tooWide(page)).toBe(0);
    // Axe would ask for style sheets by XMLHttpRequest, which an opaque origin may not.
    expect(await findings(page, { colorScheme, build: (axe) => axe.options({ preload: false }) })).toEqual(
      [],
    );
    const paper = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const [red] = paper.match(/\d+/g) ?? [];
    if (colorScheme === 'dark') expect(Number(red)).toBeLessThan(60);
    else expect(Number(red)).toBeGreaterThan(200);
  });
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the gallery shows the pictures', async ({ page }) => {
    await open(page);
    const picture = page.locator('batch-scope img').first();
    await picture.scrollIntoViewIfNeeded();
    await expect(picture).toBeVisible();
    await expect.poll(() => site.asked).toContain('recordings/race.svg');
    expect(site.missed).toEqual([]);
  });
});
