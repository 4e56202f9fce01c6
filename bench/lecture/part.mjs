/** The lecture, built: from the key to the next scene on the screen, through the whole talk and back. */
import { chromium } from '@playwright/test';
import { ensureBrowser } from '../../scripts/browser.mjs';
import { launchOptions } from '../../scripts/chromium.mjs';
import { build, serve } from '../../scripts/serve.mjs';
import { median } from '../watch.mjs';

export const title = 'Lecture: from the key to the next scene';

const WANTED_MS = 100;

/** Milliseconds of every change until its frame is done, in the page. */
const changes = (page, key) =>
  page.evaluate(async (pressed) => {
    const frame = () => new Promise(requestAnimationFrame);
    const rest = () => new Promise((resolve) => setTimeout(resolve, 400));
    const shown = () => document.querySelector('h1')?.textContent;
    const taken = [];
    for (;;) {
      await rest();
      const before = shown();
      const from = performance.now();
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key: pressed, bubbles: true }));
      while (shown() === before && performance.now() - from < 1000) await frame();
      if (shown() === before) return taken;
      // The frame in which it stands has been handed over when the next one begins.
      await frame();
      taken.push(performance.now() - from);
    }
  }, key);

/** @returns {Promise<{ok: boolean}>} false when the median is over what is wanted. */
export async function run({ quick }) {
  await build();
  const site = await serve({ port: 4640 });
  const browser = await chromium.launch({
    headless: true,
    ...launchOptions(await ensureBrowser(), { gpu: 'machine' }),
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
    await page.goto(`${site.url}lecture.html`);
    await page.waitForTimeout(3000);
    const taken = [];
    for (let round = 0; round < (quick ? 1 : 3); round++)
      for (const key of ['ArrowRight', 'ArrowLeft']) taken.push(...(await changes(page, key)));
    if (taken.length === 0) throw new Error('no key changed the scene');
    console.log(`Browser: Chromium ${browser.version()}; 1280 × 720, ${taken.length} changes of scene`);
    console.log(
      `Key to scene: median ${median(taken).toFixed(0)} ms, longest ${Math.max(...taken).toFixed(0)} ms (wanted: at most ${WANTED_MS})`,
    );
    return { ok: median(taken) <= WANTED_MS };
  } finally {
    await browser.close();
    await site.close();
  }
}
