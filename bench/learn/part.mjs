/**
 * Learn while it scrolls: how long frames take with the race training, and with an epoch being taken apart, against the same page
 * with nothing running. Ratios of this machine. The race holds while the page scrolls; that it goes on afterwards is looked at too.
 */
import { chromium } from '@playwright/test';
import { ensureBrowser } from '../../scripts/browser.mjs';
import { launchOptions } from '../../scripts/chromium.mjs';
import { build, serve } from '../../scripts/serve.mjs';
import { median, scrolled } from '../watch.mjs';

export const title = 'Learn: scrolling while a figure trains';

const WANTED = 1.5;
/** The figures are shown only after a guess. */
const GUESSED = {
  guesses: { anatomy: 'less', race: '64', 'race-updates': 'ten', memory: 'cnn' },
  checks: {},
};

const figure = (page, id) => page.locator(`#${id}`);
const button = (page, id, name) => figure(page, id).getByRole('button', { name });

async function idle(page) {
  await page.evaluate((kept) => localStorage.setItem('batchscope-learn', JSON.stringify(kept)), GUESSED);
  await page.reload();
  await figure(page, 'race').locator('.race-plot svg').waitFor();
  await figure(page, 'out-of-memory').locator('.memory-plot svg').waitFor();
}

async function racing(page) {
  await idle(page);
  await button(page, 'race', 'Run it here').click();
  await figure(page, 'race').getByText('Training:').waitFor();
}

async function dissecting(page) {
  await idle(page);
  await button(page, 'epoch-anatomy', 'Play').click();
  await figure(page, 'epoch-anatomy').locator('.pull').first().waitFor();
}

/** Whether what was held goes on to its end. */
async function finishes(browser, address) {
  const page = await browser.newPage({ viewport: { width: 1000, height: 800 } });
  try {
    await page.goto(address);
    await racing(page);
    await page.evaluate(() => scrollTo(0, 0));
    await figure(page, 'race').scrollIntoViewIfNeeded();
    await figure(page, 'race').getByText('Every curve ends').waitFor({ timeout: 120_000 });
    return true;
  } catch {
    return false;
  } finally {
    await page.close();
  }
}

export async function run({ quick }) {
  await build();
  const site = await serve({ port: 4600 });
  const browser = await chromium.launch({
    headless: true,
    ...launchOptions(await ensureBrowser(), { gpu: 'machine' }),
  });
  const rounds = quick ? 3 : 9;
  const address = `${site.url}learn.html`;
  const rows = { idle: [], racing: [], dissecting: [] };
  try {
    console.log(`Browser: Chromium ${browser.version()}; medians of ${rounds}`);
    for (let round = 0; round < rounds; round++)
      for (const [name, prepare] of Object.entries({ idle, racing, dissecting }))
        rows[name].push(await scrolled(browser, address, prepare));
    const plain = median(rows.idle);
    let ok = true;
    for (const [name, words] of [
      ['racing', 'frames while the race trains'],
      ['dissecting', 'frames while an epoch is taken apart'],
    ]) {
      const own = median(rows[name]);
      const ratio = own / plain;
      ok &&= ratio <= WANTED;
      console.log(
        `${ratio <= WANTED ? '  ' : '✗ '}${words.padEnd(40)}${ratio.toFixed(2).padStart(7)} (wanted: at most ${WANTED}) ${own.toFixed(1)} against ${plain.toFixed(1)} ms`,
      );
    }
    const done = await finishes(browser, address);
    if (!done) console.log('✗ the race did not go on after the page had scrolled');
    return { ok: ok && done };
  } finally {
    await browser.close();
    await site.close();
  }
}
