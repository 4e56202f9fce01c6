/**
 * The questions of Compare on the built page, each pressed in a fresh browser context: from the click to the first points
 * on its chart and to its sentence, and how long the main thread is blocked meanwhile. Then a sweep of eight runs with its
 * charts live, on two workers against the same runs one after another. Durations of this machine.
 */
import { chromium } from '@playwright/test';
import { runnerImport } from 'vite';
import { ensureBrowser } from '../../scripts/browser.mjs';
import { launchOptions } from '../../scripts/chromium.mjs';
import { root } from '../../scripts/run.mjs';
import { build, serve } from '../../scripts/serve.mjs';
import { blocking, isCalm, median, noteLongTasks, WANTED_TASKS } from '../watch.mjs';

export const title = 'Presets: from a click on a question to its first points and to its sentence';

const OPENING = '?v=1&view=compare';
/** Digits, mlp: what bench/sweep trains with nothing drawn. */
const EIGHT = `${OPENING}&engine=cpu&batchSizes=8,64,256,1024&seeds=2&epochs=5&budget=5`;
const END_SECONDS = 60;
const RACE_SECONDS = 20;
const FIRST_MS = 1000;
const LIVE_RATIO = 0.75;
/** A reader looks at the questions first; workers and data get ready meanwhile. */
const READING_MS = 3000;
const LIMIT_MS = 180_000;

/**
 * Presses the button whose text starts with `text`: milliseconds to the first points and to the sentence, Infinity where
 * they do not come, and the tasks that blocked the page after the first second.
 */
const pressed = (page, text) =>
  page.evaluate(
    async ([start, limit]) => {
      const button = [...document.querySelectorAll('button')].find((b) => b.textContent.startsWith(start));
      if (!button) throw new Error(`there is no button "${start}"`);
      const drawn = () =>
        [...document.querySelectorAll('.figure .cmp-plot path:not([class])')].some((p) =>
          p.getAttribute('d'),
        );
      // Asking at every frame would have the browser draw all the time, which costs a core without a graphics card.
      const rest = () => new Promise((resolve) => setTimeout(resolve, 20));
      const until = async (seen) => {
        while (!seen() && performance.now() - from < limit) await rest();
        return seen() ? performance.now() - from : Infinity;
      };
      const from = performance.now();
      button.click();
      while (document.querySelector('p.verdict[role="status"]')) await rest();
      const first = await until(drawn);
      const end = await until(() => document.querySelector('p.verdict[role="status"]'));
      await new Promise((resolve) => setTimeout(resolve, 100));
      const tasks = window.longTasks
        .map(({ startTime, duration }) => ({ at: startTime - from - 1000, duration }))
        .filter(({ at }) => at >= 0 && at <= end);
      return { first, end, tasks };
    },
    [text, LIMIT_MS],
  );

/** Opens a fresh context with `cores` workers and has `use` look at it. */
async function fresh(browser, address, use, cores) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await noteLongTasks(page);
  if (cores !== undefined)
    await page.addInitScript(
      (count) => Object.defineProperty(navigator, 'hardwareConcurrency', { get: () => count }),
      cores,
    );
  await page.goto(address);
  await page.waitForTimeout(READING_MS);
  try {
    return await use(page);
  } finally {
    await context.close();
  }
}

/** Questions with those that follow on them, which are pressed on the same page: `[[preset, next], [preset], …]`. */
async function chains() {
  const { module } = await runnerImport(`${root}src/sweep/presets.ts`, { root, configFile: false });
  const { PRESETS } = module;
  const nextOf = ({ next }) => PRESETS.filter(({ id }) => id === next);
  return PRESETS.filter(({ id }) => !PRESETS.some(({ next }) => next === id)).map((preset) => [
    preset,
    ...nextOf(preset),
  ]);
}

const seconds = (ms) => (ms === Infinity ? 'never' : `${(ms / 1000).toFixed(1)} s`);

async function questions(browser, url, rounds) {
  const results = new Map();
  const all = await chains();
  for (let round = 0; round < rounds; round++)
    for (const chain of all)
      await fresh(browser, `${url}${OPENING}`, async (page) => {
        for (const preset of chain) {
          const got = await pressed(page, preset.question);
          results.set(preset, [...(results.get(preset) ?? []), got]);
          process.stderr.write(`${preset.id} ${seconds(got.end)} …\n`);
          if (got.end === Infinity) return;
        }
      });
  let ok = true;
  console.log('question     first points       end   longest task   calm seconds');
  for (const [preset, turns] of results) {
    const opening = preset === all[0][0];
    const [first, end] = [median(turns.map((t) => t.first)), median(turns.map((t) => t.end))];
    const calm = turns.map((turn) => blocking(turn.tasks, Math.min(turn.end, LIMIT_MS) / 1000 - 1));
    const worst = { longest: median(calm.map((c) => c.longest)), calm: median(calm.map((c) => c.calm)) };
    const missed = [
      ...(opening && first > FIRST_MS ? [`first points within ${FIRST_MS} ms`] : []),
      ...(end > 1000 * (opening ? RACE_SECONDS : END_SECONDS)
        ? [`end within ${opening ? RACE_SECONDS : END_SECONDS} s`]
        : []),
      ...(isCalm(worst) ? [] : ['calm']),
    ];
    ok &&= missed.length === 0;
    console.log(
      [
        preset.id.padEnd(12),
        (first === Infinity ? 'never' : `${first.toFixed(0)} ms`).padStart(12),
        seconds(end).padStart(9),
        `${worst.longest.toFixed(0)} ms`.padStart(14),
        `${(100 * worst.calm).toFixed(0)}%`.padStart(14),
        missed.length > 0 ? `  MISSED: ${missed.join(', ')}` : '',
      ].join(''),
    );
  }
  console.log(
    `Wanted: the first question's points within ${FIRST_MS} ms and its end within ${RACE_SECONDS} s, every end within ${END_SECONDS} s; after the first second no task over ${WANTED_TASKS.longest} ms, and ${100 * WANTED_TASKS.calm}% of the seconds without one over ${WANTED_TASKS.usual} ms.`,
  );
  return ok;
}

async function eightRuns(browser, url, rounds) {
  const measure = async (cores) =>
    (await fresh(browser, `${url}${EIGHT}`, (page) => pressed(page, 'Start'), cores)).end;
  const ratios = [];
  const shown = [];
  for (let round = 0; round < rounds; round++) {
    const one = await measure(1);
    const two = await measure(2);
    ratios.push(two / one);
    shown.push(`${seconds(two)} of ${seconds(one)}`);
  }
  const ratio = median(ratios);
  const met = ratio <= LIVE_RATIO;
  console.log(
    `\nEight runs with charts live, update times measured first: two workers take ${shown.join(', ')}\n  ratio: ${ratio.toFixed(2)} (wanted: at most ${LIVE_RATIO})${met ? '' : '  MISSED'}`,
  );
  return met;
}

/** @returns {Promise<{ok: boolean}>} false when a median is worse than what is wanted. */
export async function run({ quick }) {
  await build();
  const site = await serve({ port: 4600 });
  const browser = await chromium.launch({
    headless: true,
    ...launchOptions(await ensureBrowser(), { gpu: 'machine' }),
  });
  const rounds = quick ? 1 : 3;
  try {
    console.log(`Browser: Chromium ${browser.version()}; 1440 × 900; medians of ${rounds}`);
    const asked = await questions(browser, site.url, rounds);
    const shared = await eightRuns(browser, site.url, rounds);
    return { ok: asked && shared };
  } finally {
    await browser.close();
    await site.close();
  }
}
