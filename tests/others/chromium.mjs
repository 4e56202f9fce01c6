/** Chromium by the same small interface: what the others are held to. */
import { chromium } from '@playwright/test';
import { join } from 'node:path';
import { launchOptions } from '../../scripts/chromium.mjs';
import { call, embedFrame, findAt } from './inPage.mjs';

export async function startChromium({ path, downloads }) {
  const browser = await chromium.launch({ ...launchOptions(path), headless: true });
  const page = await browser.newPage();
  const said = [];
  page.on('console', (message) => message.type() === 'error' && said.push(message.text()));
  page.on('pageerror', (error) => said.push(String(error)));
  page.on('download', (download) => download.saveAs(join(downloads, download.suggestedFilename())));
  let place = page.mainFrame();
  const run = (text) => place.evaluate(`(${text})()`);
  const handle = (text) => place.evaluateHandle(`(${text})()`);
  return {
    open: (url) => page.goto(url),
    reload: () => page.reload(),
    size: (width, height) => page.setViewportSize({ width, height }),
    evaluate: async (fn, ...args) => JSON.parse(await run(call(fn, args))),
    async click(css, name) {
      const found = (await handle(findAt(css, name))).asElement();
      await found?.click();
      return Boolean(found);
    },
    async keys(...names) {
      for (const name of names) await page.keyboard.press(name);
    },
    choose: (css, file) => place.locator(css).setInputFiles(file),
    async inside(work) {
      place = await (await handle(embedFrame)).asElement().contentFrame();
      try {
        return await work();
      } finally {
        place = page.mainFrame();
      }
    },
    console: () => said.splice(0),
    end: () => browser.close(),
  };
}
