import type { AxeBuilder } from '@axe-core/playwright';
import type { FrameLocator } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { packSweep } from '../../src/experiment/packed/packedSweep.ts';
import { importSweepText } from '../../src/experiment/sweepResults.ts';
import { DESKTOP, findings, inEveryAppearance, NARROW, PHONE } from './support/appearances.ts';
import { embed, hostSite, script, strictPolicy, text } from './support/hostPage.ts';
import { staticSite } from './support/staticSite.ts';
import { expect, test } from './support/test.ts';

type Site = Awaited<ReturnType<typeof staticSite>>;
let site: Site;
let open: { close(): Promise<void> }[] = [];

test.beforeEach(async () => {
  site = await staticSite('/tools/');
  open = [site];
});
test.afterEach(() => Promise.all(open.map((one) => one.close())));

async function article(body: string): Promise<string> {
  const host = await hostSite(
    { '/': `${script(site.url)}${text(1)}${body}${text(3)}` },
    strictPolicy(site.url),
  );
  open.push(host);
  return host.url;
}

const run = (frame: FrameLocator) => frame.getByRole('button', { name: 'Run it here' });
const sentence = (frame: FrameLocator) => frame.locator('.said p');
const curves = (frame: FrameLocator) => frame.locator('.plot svg path');
/** Small enough to be trained in seconds. */
const SMALL = 'batch-sizes="16,128" seeds="2" size="400" hidden-layers="8" budget="2"';

for (const opaque of [false, true])
  test(`${opaque ? 'of opaque origin' : 'with its own origin'}: the recording, then the same runs again over it, to the same end`, async ({
    page,
  }) => {
    const hosts = new Set<string>();
    page.on('request', (request) => {
      if (/^http/.test(request.url())) hosts.add(new URL(request.url()).host);
    });
    const url = await article(`<batch-scope preset="race"${opaque ? ' opaque' : ''}></batch-scope>`);
    await page.goto(url);
    const frame = embed(page);
    await expect(frame.getByRole('heading', { name: 'Race 8, 64 and 1,024' })).toBeVisible();
    await expect(sentence(frame)).toContainText('validation accuracy');
    await expect(frame.getByText(/^Recorded \d{4}-\d\d-\d\d on Node/)).toBeVisible();
    expect(site.asked.filter((name) => /live|worker/.test(name))).toEqual([]);
    await run(frame).click();
    await expect(frame.getByRole('status')).toContainText('Training');
    await expect(frame.getByText('Every curve ends where the recorded one does.')).toBeVisible({
      timeout: 90_000,
    });
    await expect(frame.getByText('nothing is kept when it closes')).toBeVisible();
    await frame.getByText('recorded', { exact: true }).click();
    await expect(frame.getByText(/^Recorded \d{4}/)).toBeVisible();
    expect([...hosts].sort()).toEqual([new URL(url).host, new URL(site.url).host].sort());
  });

test('other batch sizes: wrong ones are named, right ones trained', async ({ page }) => {
  await page.goto(await article(`<batch-scope ${SMALL}></batch-scope>`));
  const frame = embed(page);
  await expect(sentence(frame)).toContainText('Not recorded');
  await frame.getByRole('button', { name: 'Batch sizes' }).click();
  const typed = frame.getByRole('textbox', { name: 'Batch sizes' });
  await typed.fill('8, 9999');
  await expect(frame.getByText(/9,999/)).toBeVisible();
  await expect(frame.getByRole('button', { name: 'Run these' })).toBeDisabled();
  await typed.fill('8, 32');
  await frame.getByRole('button', { name: 'Run these' }).click();
  await expect(frame.getByRole('button', { name: 'Run again' })).toBeVisible({ timeout: 60_000 });
  await expect(frame.locator('.cmp-ends')).toContainText('32');
  await frame.getByText('Values as table').click();
  await expect(frame.getByRole('table')).toContainText('32');
  const link = await frame.getByRole('link', { name: 'Open in Batchscope' }).getAttribute('href');
  expect(new URL(link ?? '').searchParams.get('batchSizes')).toBe('8,32');
});

test('other batch sizes than the recorded ones are another question, drawn alone', async ({ page }) => {
  await page.goto(await article('<batch-scope preset="race"></batch-scope>'));
  const frame = embed(page);
  const [recorded, own] = ['Race 8, 64 and 1,024', 'What does batch size do here?'];
  await expect(frame.getByRole('heading', { name: recorded })).toBeVisible();
  await frame.getByRole('button', { name: 'Batch sizes' }).click();
  await frame.getByRole('textbox', { name: 'Batch sizes' }).fill('256, 1024');
  await frame.getByRole('button', { name: 'Run these' }).click();
  await expect(frame.getByRole('heading', { name: own })).toBeVisible({ timeout: 60_000 });
  await expect(frame.getByRole('main', { name: own })).toBeVisible();
  await expect(frame.getByRole('button', { name: 'Run again' })).toBeVisible({ timeout: 60_000 });
  await expect(frame.locator('.cmp-ghost')).toHaveCount(0);
  await frame.getByText('recorded', { exact: true }).click();
  await expect(frame.getByRole('heading', { name: recorded })).toBeVisible();
});

test('a sentence that is seen whole has nothing to read on, before and after it is alive', async ({
  page,
}) => {
  await page.goto(`${site.url}embed.html?preset=generalise`);
  const more = page.getByRole('button', { name: 'Read on' });
  for (const alive of [false, true]) {
    if (alive) await page.getByRole('button', { name: 'Batch sizes' }).click();
    await expect(page.getByRole('textbox')).toHaveCount(alive ? 1 : 0);
    await expect(page.locator('.said p')).toContainText('points');
    await page.setViewportSize({ width: 390, height: 720 });
    await expect(more).toBeVisible();
    await page.setViewportSize({ width: 1280, height: 720 });
    await expect(more).toBeHidden();
  }
});

test('of several tasks it says which mark is which, before and after it is alive', async ({ page }) => {
  await page.goto(await article('<batch-scope preset="moves"></batch-scope>'));
  const frame = embed(page);
  const marks = frame.getByText(/^● Digits mlp\s+■ Digits softmax\s+▲ Spirals mlp$/);
  await expect(marks).toBeVisible();
  await frame.getByRole('button', { name: 'Batch sizes' }).click();
  await expect(frame.getByRole('textbox', { name: 'Batch sizes' })).toBeVisible();
  await expect(marks).toBeVisible();
});

test('parts hidden, theme, accent, language of numbers, and what is wrong in words', async ({ page }) => {
  await page.goto(
    await article(
      '<batch-scope preset="race" hide="title,run,note" theme="dark" accent="7fd1ae" lang="de" autoplay="perhaps"></batch-scope>',
    ),
  );
  const frame = embed(page);
  await expect(sentence(frame)).toContainText(/\d,\d%/);
  await expect(frame.locator('.cmp-ends')).toContainText('1.024');
  await expect(frame.getByRole('heading')).toBeHidden();
  await expect(run(frame)).toBeHidden();
  await expect(frame.getByText('autoplay=“perhaps” should be 1 or 0')).toBeVisible();
  const style = await frame.locator('html').evaluate((html) => {
    const { backgroundColor } = getComputedStyle(document.body);
    return { theme: html.dataset.theme, backgroundColor, accent: html.style.getPropertyValue('--accent') };
  });
  expect(style).toEqual({ theme: 'dark', backgroundColor: 'rgb(28, 30, 33)', accent: '#7fd1ae' });
});

test('a frame without a button to train says of none', async ({ page }) => {
  await page.goto(await article(`<batch-scope ${SMALL} hide="run"></batch-scope>`));
  const frame = embed(page);
  await expect(sentence(frame)).toContainText('Not recorded.');
  await expect(sentence(frame)).not.toContainText('Run it here');
  await expect(run(frame)).toBeHidden();
});

test('results of a link are drawn without training, and checked when run again', async ({ page }) => {
  const read = importSweepText(readFileSync('src/recordings/race.json', 'utf8'));
  if ('error' in read) throw new Error(read.error);
  const packed = await packSweep(read.data, { build: 'test' });
  if ('error' in packed) throw new Error(packed.error);
  await page.goto(await article(`<batch-scope results="${packed.text}"></batch-scope>`));
  const frame = embed(page);
  await expect(frame.getByText(/^From a link: recorded elsewhere on \d{4}/)).toBeVisible();
  await expect(sentence(frame)).toContainText('validation accuracy');
  await expect(frame.locator('.cmp-ends')).toContainText('1,024');
  await run(frame).click();
  await expect(frame.getByRole('status')).toContainText('9 of 9 runs hold', { timeout: 90_000 });
});

test('results that are broken are named, and nothing is drawn of them', async ({ page }) => {
  await page.goto(await article('<batch-scope results="AAAA<img>"></batch-scope>'));
  const frame = embed(page);
  await expect(frame.getByRole('status')).not.toBeEmpty();
  await expect(frame.locator('.plot svg')).toHaveCount(0);
  await expect(frame.locator('img')).toHaveCount(0);
});

test('MNIST is not downloaded, and it says why', async ({ page }) => {
  await page.goto(await article('<batch-scope dataset="mnist" batch-sizes="8,64"></batch-scope>'));
  const frame = embed(page);
  await expect(frame.getByText('MNIST has to be downloaded')).toBeVisible();
  await expect(run(frame)).toBeHidden();
  await expect(frame.getByRole('link', { name: 'Open in Batchscope' })).toBeVisible();
});

test('where workers are blocked the recorded result stays, with a sentence', async ({ page, problems }) => {
  problems.allow(/Content Security Policy|policy: worker-src/);
  const blocked = await staticSite('/tools/', {
    policy: "script-src 'self' 'wasm-unsafe-eval'; worker-src 'none'",
  });
  open.push(blocked);
  site = blocked;
  await page.goto(await article('<batch-scope preset="race"></batch-scope>'));
  const frame = embed(page);
  await run(frame).click();
  await expect(frame.getByText('This page does not let it train here')).toBeVisible({ timeout: 30_000 });
  await expect(frame.getByText(/^Recorded \d{4}/)).toBeVisible();
  expect(await curves(frame).count()).toBeGreaterThan(2);
});

test('where WebAssembly is blocked as well', async ({ page, problems }) => {
  problems.allow(/Content Security Policy|WebAssembly|policy:/);
  const blocked = await staticSite('/tools/', { policy: "script-src 'self'; worker-src 'self' blob:" });
  open.push(blocked);
  site = blocked;
  await page.goto(await article('<batch-scope preset="race" opaque></batch-scope>'));
  const frame = embed(page);
  await run(frame).click();
  await expect(frame.getByText('This page does not let it train here')).toBeVisible({ timeout: 30_000 });
  await expect(frame.getByText(/^Recorded \d{4}/)).toBeVisible();
});

test.describe('with reduced motion', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });

  test('nothing plays by itself, and there is no replay', async ({ page }) => {
    await page.goto(await article('<batch-scope preset="race" autoplay></batch-scope>'));
    const frame = embed(page);
    await expect(run(frame)).toBeVisible();
    await expect(frame.getByRole('button', { name: 'Replay' })).toBeHidden();
    await expect(frame.locator('.cmp-ends')).toContainText('%');
    const shown = await frame.locator('body').evaluate(async () => {
      const seen = new Set<string>();
      for (const begin = performance.now(); performance.now() - begin < 2000;) {
        seen.add(document.querySelector('.cmp-ends')?.textContent ?? '');
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      return [...seen];
    });
    expect(shown).toEqual([expect.stringContaining('98.8%')]);
  });
});

test('a replay plays once it is seen', async ({ page }) => {
  await page.goto(await article('<batch-scope preset="race" autoplay></batch-scope>'));
  const frame = embed(page);
  const ends = frame.locator('.cmp-ends');
  await expect(ends).toContainText('%');
  await expect(ends).not.toContainText('98.8%');
  await expect(ends).toContainText('98.8%', { timeout: 20_000 });
});

test('out of sight it holds, and goes on when it is seen again', async ({ page }) => {
  await page.goto(await article(`<batch-scope preset="race"></batch-scope>${text(60)}`));
  const frame = embed(page);
  await run(frame).click();
  await expect(frame.getByRole('status')).toContainText('Training');
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await expect(frame.getByRole('status')).toContainText('Paused while out of sight');
  await page.evaluate(() => scrollTo(0, 0));
  await expect(frame.getByText('Every curve ends where')).toBeVisible({ timeout: 90_000 });
});

test('by keyboard: into the frame, through it and out of it', async ({ page }) => {
  await page.goto(
    await article(
      `<a href="#before">before</a><batch-scope ${SMALL} hide="axis"></batch-scope><a href="#after">after</a>`,
    ),
  );
  const frame = embed(page);
  await expect(run(frame)).toBeVisible();
  await page.getByRole('link', { name: 'before' }).focus();
  const reached: string[] = [];
  for (let i = 0; i < 12; i++) {
    await page.keyboard.press('Tab');
    const outside = await page.evaluate(() => document.activeElement?.textContent ?? '');
    if (outside === 'after') break;
    reached.push(
      await frame
        .locator(':focus')
        .evaluate((one) => one.textContent ?? '')
        .catch(() => 'frame'),
    );
  }
  expect(reached).toEqual(expect.arrayContaining(['Run it here', 'Batch sizes', 'Open in Batchscope']));
  await expect(page.getByRole('link', { name: 'after' })).toBeFocused();
  await run(frame).focus();
  await page.keyboard.press('Enter');
  await expect(frame.getByRole('button', { name: 'Run again' })).toBeVisible({ timeout: 60_000 });
});

test('axe finds nothing in an embed however wide, light or dark, and nothing is cut off', async ({
  page,
}) => {
  await page.goto(await article(`<batch-scope ${SMALL} height="420"></batch-scope>`));
  const frame = embed(page);
  const sound = (): Promise<void> =>
    inEveryAppearance(page, [NARROW, PHONE, DESKTOP], async ({ width, colorScheme }) => {
      const build = (axe: AxeBuilder) => axe.include('batch-scope');
      expect(await findings(page, { colorScheme, build })).toEqual([]);
      const wide = () => frame.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth);
      await expect.poll(wide).toBe(0);
      const box = await page.locator('batch-scope').boundingBox();
      expect(box?.width).toBeLessThanOrEqual(width);
    });
  await expect(run(frame)).toBeVisible();
  await sound();
  await run(frame).click();
  await expect(frame.getByRole('button', { name: 'Run again' })).toBeVisible({ timeout: 60_000 });
  await frame.getByRole('button', { name: 'Batch sizes' }).click();
  await sound();
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the frame shows the recorded picture and leads to the application', async ({ page }) => {
    await page.goto(`${site.url}embed.html`);
    await expect(page.getByRole('img', { name: 'three batch sizes learn the same digits' })).toBeVisible();
    await expect(page.getByRole('link')).toHaveAttribute('href', './');
  });
});

test('a plain frame needs no widget', async ({ page }) => {
  const host = await hostSite(
    {
      '/': `<iframe src="${site.url}embed.html?preset=noise" width="640" height="420" sandbox="allow-scripts"></iframe>`,
    },
    strictPolicy(site.url),
  );
  open.push(host);
  await page.goto(host.url);
  const frame = page.frameLocator('iframe');
  await expect(frame.getByRole('heading', { name: 'How noisy is one batch?' })).toBeVisible();
  await run(frame).click();
  await expect(frame.getByRole('status')).toContainText('Training');
});
