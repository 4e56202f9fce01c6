/**
 * An embed on somebody's page. How long its recorded picture takes, on a processor slowed four times, against an empty page in the
 * same run; what it moves on the page around it; and how long the frames of a scrolling page take with five of them, one training,
 * against the same page without. Ratios of this machine.
 */
import { createServer } from 'node:http';
import { chromium } from '@playwright/test';
import { ensureBrowser } from '../../scripts/browser.mjs';
import { launchOptions } from '../../scripts/chromium.mjs';
import { build, serve } from '../../scripts/serve.mjs';
import { median, scrolled } from '../watch.mjs';

export const title = 'Embed: the recorded picture, what moves around it, and scrolling past five of them';

const WANTED = { picture: 3, scroll: 1.5, shift: 0 };
const SLOWER = 4;
/** What trains is well under way by then, and not done. */
const TRAINING_MS = 2000;
const PRESETS = ['race', 'target', 'speed', 'generalise', 'noise'];

const text = (count) =>
  Array.from({ length: count }, (_, i) => `<p>Paragraph ${i + 1} of an article about batch size.</p>`).join(
    '',
  );
const element = (preset) => `<batch-scope preset="${preset}" height="420"></batch-scope>`;
const pages = (site) => ({
  '/empty': text(1),
  '/one': `<script src="${site}widget.js" async></script><style>batch-scope{display:block;min-height:420px}</style>${text(1)}${element('race')}${text(3)}`,
  '/plain': PRESETS.map(() => `${text(12)}<div style="height:420px"></div>`).join(''),
  '/five': `<script src="${site}widget.js" async></script>${PRESETS.map((preset) => text(12) + element(preset)).join('')}`,
});

function host(site) {
  const own = pages(site);
  const server = createServer((request, response) => {
    const body = own[request.url ?? ''];
    response.writeHead(body === undefined ? 404 : 200, { 'Content-Type': 'text/html' });
    response.end(`<!doctype html><html lang="en"><title>An article</title>${body ?? ''}`);
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () =>
      resolve({ url: `http://127.0.0.1:${server.address().port}`, close: () => server.close() }),
    );
  });
}

/** Milliseconds from the start of the navigation until `until` holds in a fresh context, slowed. */
async function timed(browser, address, until) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const cdp = await context.newCDPSession(page);
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    const from = performance.now();
    await page.goto(address, { waitUntil: 'commit' });
    await until(page);
    return performance.now() - from;
  } finally {
    await context.close();
  }
}

const painted = (page) =>
  page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0, null, {
    polling: 'raf',
  });
const pictured = (page) => page.locator('.plot svg path').nth(2).waitFor();

/** What moved by itself on the host. */
async function shifted(browser, address) {
  const page = await browser.newPage();
  try {
    await page.addInitScript(() => {
      window.shift = 0;
      new PerformanceObserver((list) => {
        for (const { value } of list.getEntries()) window.shift += value;
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await page.goto(address);
    await page.frameLocator('iframe').locator('.plot svg').waitFor();
    await page.waitForTimeout(500);
    return await page.evaluate(() => window.shift);
  } finally {
    await page.close();
  }
}

/** Every frame is made, and the first one trains, which holds as long as the page scrolls. */
async function alive(page) {
  for (const preset of PRESETS) {
    const one = page.locator(`batch-scope[preset="${preset}"]`);
    await one.scrollIntoViewIfNeeded();
    await one.locator('iframe').contentFrame().locator('.plot svg').waitFor();
  }
  await page.evaluate(() => scrollTo(0, 0));
  const first = page.locator('batch-scope').first();
  await first.scrollIntoViewIfNeeded();
  const frame = first.locator('iframe').contentFrame();
  await frame.getByRole('button', { name: 'Run it here' }).click();
  await frame.getByRole('button', { name: 'Pause' }).waitFor();
  await page.waitForTimeout(TRAINING_MS);
}

export async function run({ quick }) {
  await build();
  const site = await serve({ port: 4600 });
  const article = await host(site.url);
  const browser = await chromium.launch({
    headless: true,
    ...launchOptions(await ensureBrowser(), { gpu: 'machine' }),
  });
  const rounds = quick ? 3 : 9;
  const rows = { empty: [], picture: [], plain: [], five: [] };
  try {
    console.log(`Browser: Chromium ${browser.version()}; medians of ${rounds}`);
    for (let round = 0; round < rounds; round++) {
      rows.empty.push(await timed(browser, `${article.url}/empty`, painted));
      rows.picture.push(await timed(browser, `${site.url}embed.html?preset=race`, pictured));
      rows.plain.push(await scrolled(browser, `${article.url}/plain`, async () => undefined));
      rows.five.push(await scrolled(browser, `${article.url}/five`, alive));
    }
    const shift = await shifted(browser, `${article.url}/one`);
    const [empty, picture, plain, five] = Object.values(rows).map(median);
    const lines = [
      [
        'recorded picture against an empty page',
        picture / empty,
        WANTED.picture,
        `${picture.toFixed(0)} against ${empty.toFixed(0)} ms`,
      ],
      [
        'frames scrolling past five embeds',
        five / plain,
        WANTED.scroll,
        `${five.toFixed(1)} against ${plain.toFixed(1)} ms`,
      ],
      ['layout shift on the host', shift, WANTED.shift, ''],
    ];
    for (const [name, value, wanted, of] of lines)
      console.log(
        `${value <= wanted ? '  ' : '✗ '}${name.padEnd(40)}${value.toFixed(2).padStart(7)} (wanted: at most ${wanted}) ${of}`,
      );
    return { ok: lines.every(([, value, wanted]) => value <= wanted) };
  } finally {
    await browser.close();
    article.close();
    await site.close();
  }
}
