/**
 * The built site's training worker on the cpu engine: from `new Worker` to the message that its first update is done.
 * Between them lie the worker's code, the data (few, so that drawing them counts little), the engine, the evaluation
 * before training, and the update. Also without the data: from the message that the engine starts.
 */
import { chromium } from '@playwright/test';
import { ensureBrowser } from '../../scripts/browser.mjs';
import { launchOptions } from '../../scripts/chromium.mjs';
import { build, serve } from '../../scripts/serve.mjs';

export const title = 'Start: from the start of a worker to its first update';

const WANTED_MS = 50;
const MODELS = {
  'tiny 2-4-2-2 tanh': 'dataset=moons&hidden=4-2&activation=tanh&size=64&batchSize=8',
  'mlp 784-128-10 ReLU': 'dataset=digits&hidden=128&size=64&batchSize=8',
};

const sorted = (values) => [...values].sort((a, b) => a - b);
const median = (values) => sorted(values)[values.length >> 1];

/** Sends what the page sends to its own worker to fresh ones, and times them. */
async function measure(browser, url, query, rounds) {
  const page = await browser.newPage();
  await page.addInitScript(() => {
    const { Worker: Real } = window;
    const seen = (window.seen = { arguments: undefined, start: undefined });
    window.Worker = class extends Real {
      constructor(...given) {
        super(...given);
        if (given[1]?.name === 'trainer') seen.arguments ??= given;
      }
      postMessage(command, ...rest) {
        if (command.type === 'start') seen.start ??= command;
        super.postMessage(command, ...rest);
      }
    };
    window.RealWorker = Real;
  });
  await page.goto(`${url}?v=1&engine=cpu&epochs=1&validationShare=0.1&${query}`);
  await page.getByRole('button', { name: 'Train' }).click();
  await page.locator('.runs tbody tr').first().getByText('done').waitFor();
  const times = await page.evaluate(async (count) => {
    const { seen, RealWorker } = window;
    const once = () =>
      new Promise((resolve, reject) => {
        const from = performance.now();
        let engineFrom;
        const worker = new RealWorker(...seen.arguments);
        worker.onerror = (event) => reject(new Error(event.message));
        worker.onmessage = ({ data }) => {
          const ms = performance.now() - from;
          if (data.type === 'failed') reject(new Error(data.error.message));
          if (data.type === 'phase' && data.phase.name === 'starting-engine') engineFrom = ms;
          if (data.type !== 'metrics') return;
          // Before the first update comes a frame with the evaluation alone; the next waits for its answer.
          worker.postMessage({ type: 'ack', runId: data.runId });
          if (data.columns.update.length === 0) return;
          worker.terminate();
          resolve({ whole: ms, engine: ms - engineFrom });
        };
        worker.postMessage({ ...seen.start, until: 'update' });
      });
    const all = [];
    for (let k = 0; k < count; k++) {
      all.push(await once());
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    return all;
  }, rounds);
  await page.close();
  return times;
}

/** @returns {Promise<{ok: boolean}>} false when a median is above what is wanted. */
export async function run({ quick }) {
  await build();
  const site = await serve({ port: 4600 });
  const browser = await chromium.launch({
    headless: true,
    ...launchOptions(await ensureBrowser(), { gpu: 'machine' }),
  });
  try {
    console.log(
      `Browser: Chromium ${browser.version()}; cpu engine, B = 8, N = 64, SGD; median (least … most)`,
    );
    let ok = true;
    for (const [name, query] of Object.entries(MODELS)) {
      const times = await measure(browser, site.url, query, quick ? 7 : 21);
      const figures = ['whole', 'engine'].map((key) => {
        const values = sorted(times.map((t) => t[key]));
        return `${median(values).toFixed(1)} ms (${values[0].toFixed(1)} … ${values.at(-1).toFixed(1)})`;
      });
      const whole = median(times.map((t) => t.whole));
      ok &&= whole <= WANTED_MS;
      const verdict = whole <= WANTED_MS ? '' : '  MISSED';
      console.log(
        `${name.padEnd(20)} from the worker's start ${figures[0]}, wanted ${WANTED_MS} ms${verdict}`,
      );
      console.log(`${' '.repeat(20)} from the engine's start ${figures[1]}`);
    }
    return { ok };
  } finally {
    await browser.close();
    await site.close();
  }
}
