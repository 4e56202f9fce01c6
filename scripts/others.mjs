/** `npm test -- others`: what a reader does, in Firefox and WebKit, held to what Chromium gives. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startChromium } from '../tests/others/chromium.mjs';
import { startFirefox } from '../tests/others/firefox.mjs';
import { Page } from '../tests/others/page.mjs';
import { endPrograms } from '../tests/others/program.mjs';
import { serveWatched } from '../tests/others/site.mjs';
import { held, steps } from '../tests/others/steps.mjs';
import { startWebKit } from '../tests/others/webkit.mjs';
import { findBrowser } from './browser.mjs';
import { findOthers, howToGet, installOthers } from './otherBrowsers.mjs';
import { nothing, sum } from './tally.mjs';

const SCREEN = [1440, 900];
/** For all that is done in one browser; on two quiet cores it takes about a minute. */
const LIMIT_MS = 8 * 60_000;

const late = () =>
  new Promise((_, reject) =>
    setTimeout(() => reject(new Error(`not done in ${LIMIT_MS / 60_000} minutes`)), LIMIT_MS).unref(),
  );

/** Runs `work` with a page of the browser that `start` gives and a host of its own; nothing of either is left. */
async function withPage(start, found, work) {
  const folder = mkdtempSync(join(tmpdir(), 'batchscope-others-'));
  const downloads = join(folder, 'downloads');
  mkdirSync(downloads);
  let site, driver;
  try {
    site = await serveWatched();
    driver = await start({ ...found, folder, downloads });
    const page = new Page(driver, site);
    await page.size(...SCREEN);
    return await work(page, { downloads });
  } finally {
    await driver?.end();
    await site?.close().catch(() => undefined);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** What Chromium gives in the steps that all are held to. */
const expected = (path) =>
  withPage(startChromium, { path }, async (page, tools) => {
    const given = {};
    for (const name of held) given[name] = await steps[name](page, tools);
    assert.deepEqual(await page.problems(), []);
    return given;
  });

/** Every step in one browser, whatever came of the one before; the counts. */
const inBrowser = (name, start, found, given) =>
  withPage(start, found, async (page, tools) => {
    const total = { ...nothing, timed: [] };
    for (const [step, act] of Object.entries(steps)) {
      const begin = performance.now();
      const say = (how) => {
        const seconds = (performance.now() - begin) / 1000;
        total.timed.push({ about: `${name} › ${step}`, seconds });
        console.log(`${name}: ${step} ${how} (${seconds.toFixed(1)} s)`);
      };
      try {
        const got = await act(page, tools);
        if (held.includes(step)) assert.deepEqual(got, given[step], 'not what Chromium gives');
        assert.deepEqual(await page.problems(), [], 'problems in the page');
        total.passed++;
        say('passed');
      } catch (error) {
        await page.problems().catch(() => undefined);
        total.failed++;
        say(`FAILED: ${error.message}`);
      }
    }
    return total;
  });

/** The stage. Each browser that is not there counts as skipped, or as failed where it had to be installed (CI). */
export async function runOthers({ log = console.log, ci = Boolean(process.env.CI) } = {}) {
  if (ci) await installOthers();
  const { firefox, webkit } = findOthers();
  const browsers = [
    ['Firefox', startFirefox, firefox],
    ['WebKit', startWebKit, webkit],
  ];
  const there = browsers.filter(([, , found]) => found);
  for (const [name] of browsers.filter(([, , found]) => !found))
    log(`${name} is not here, so it was not tried. ${howToGet}`);
  const missing = { ...nothing, [ci ? 'failed' : 'skipped']: browsers.length - there.length };
  if (there.length === 0) return missing;
  try {
    const given = await Promise.race([expected(findBrowser()), late()]);
    const totals = await Promise.all(
      there.map(([name, start, found]) =>
        Promise.race([inBrowser(name, start, found, given), late()]).catch((error) => {
          log(`${name}: ${error.message}`);
          return { ...nothing, failed: 1 };
        }),
      ),
    );
    return sum([missing, ...totals]);
  } finally {
    endPrograms();
  }
}
