/** What a reader does in every browser. Those in `held` give what is to be the same in all of them. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const done = (page) => page.see('.runs tbody tr:first-child', /done/);
const transport = '[role=group][aria-label=Transport] button';
const verdict = 'p.verdict[role=status]';

/** The file that a press on a button of Export saves, as text, and where it lies. */
async function exported(page, downloads) {
  const before = new Set(readdirSync(downloads));
  await page.click('button', 'Export');
  await page.click('button', 'Results (JSON)');
  return page.wait('a saved file', async () => {
    const [name] = readdirSync(downloads).filter((one) => one.endsWith('.json') && !before.has(one));
    const file = name && join(downloads, name);
    if (!file || !existsSync(file)) return undefined;
    const text = readFileSync(file, 'utf8');
    try {
      return { file, results: JSON.parse(text) };
    } catch {
      return undefined; // Not yet whole.
    }
  });
}

const PAGES = {
  '': 'h1',
  '?v=1&view=compare': '.questions, .compare-body',
  '?v=1&view=memory': 'h2',
  'embed.html?preset=race': '.note',
  'gallery.html': 'h1',
  'learn.html': '#race',
  'lecture.html': 'h1',
};

async function pages(page) {
  for (const [address, css] of Object.entries(PAGES)) {
    await page.open(address);
    await page.see(css);
  }
}

/** 300 updates of a small network on digits, and what was evaluated on the way. */
async function losses(page, { downloads }) {
  await page.open('?v=1&hidden=32&batchSize=100&epochs=3&engine=cpu');
  await page.click(transport, 'Train');
  await done(page);
  const { results } = await exported(page, downloads);
  const [{ metrics, evaluations }] = results.runs;
  assert.equal(metrics.loss.length, 300);
  return {
    losses: metrics.loss,
    evaluations: evaluations.map(({ update, split, loss, accuracy }) => [update, split, loss, accuracy]),
  };
}

async function slider(page) {
  await page.open('?v=1&batchSize=64');
  await page.see('h1');
  const value = () => page.evaluate(() => document.querySelector('.batch-number input').value);
  await page.evaluate(() => document.querySelector('.batch-track input').focus());
  await page.keys('ArrowRight');
  await page.wait('128', async () => (await value()) === '128');
  await page.keys('ArrowLeft', 'ArrowLeft');
  await page.wait('32', async () => (await value()) === '32');
}

/** Terms that explain themselves are marked. */
async function terms(page) {
  await page.open('');
  await page.see('.term');
  const line = await page.evaluate(() => {
    const { textDecorationLine, textDecorationStyle } = getComputedStyle(document.querySelector('.term'));
    return [textDecorationLine, textDecorationStyle];
  });
  assert.deepEqual(line, ['underline', 'dotted']);
}

/** The first question to its answer, out as a file, in again, and out as a link. */
async function race(page, { downloads }) {
  await page.open('?v=1&view=compare');
  await page.click('button', 'Race 8');
  const sentence = await page.see(verdict, /batch size/i, 120_000);
  const { file } = await exported(page, downloads);
  await page.click('button', 'Share');
  await page.click('button', 'Link with results');
  await page.see('[role=status]', /Copied/);

  await page.click('button', 'All questions');
  await page.click('.saved button', 'Delete');
  await page.wait('no saved comparison', async () => (await page.text('.saved')) === '');
  await page.open('?v=1&view=compare');
  await page.see('button', /Race 8/);
  await page.choose('input[type=file]', file);
  assert.equal(await page.see(verdict), sentence);
  rmSync(file);
}

async function memory(page) {
  await page.open('?v=1&view=memory&model=cnn&epochs=1&memoryLimit=16');
  await page.click('button', 'Find the largest batch');
  return page.see('.search-said', /Proved: a real update of [\d,]+ held/);
}

async function learn(page) {
  await page.open('learn.html');
  await page.click('[data-guess=anatomy] label');
  await page.click('[data-guess=anatomy] button', 'That is my guess');
  await page.click('#epoch-anatomy button', 'One batch');
  await page.see('#epoch-anatomy', /update, epoch1, 1/);
  const pulls = await page.evaluate(() => document.querySelectorAll('#epoch-anatomy .pull').length);
  assert.equal(pulls, 8);
}

/** A worker that ends without a word is said where it was, and another goes on. */
async function lostWorker(page) {
  const figure = '#epoch-anatomy';
  const locks = () => page.evaluate(async () => (await navigator.locks.query()).held.length);
  const before = await locks();
  await page.evaluate(() => new BroadcastChannel('end-worker').postMessage('anatomy'));
  await page.wait('a worker less', async () => (await locks()) < before);
  await page.click(`${figure} button`, 'One batch');
  await page.see(`${figure} [role=alert]`, /was lost/);
  await page.click(`${figure} button`, 'Try again');
  await page.see(figure, /update, epoch1, 1/);
}

async function lecture(page) {
  await page.open('lecture.html');
  const first = await page.see('h1');
  await page.keys('4');
  await page.see('h1', /update for update/);
  await page.keys('+', '+', '+', '+', '+', 'Space');
  await page.see('.scene-bar', /Play again/);
  await page.see('.said');
  await page.keys('Home');
  await page.wait('the first scene', async () => (await page.text('h1')) === first);
}

async function gallery(page) {
  await page.open('gallery.html');
  await page.see('figure');
  await page.evaluate(() => document.querySelector('batch-scope').scrollIntoView());
  await page.wait('a frame', () =>
    page.evaluate(() => Boolean(document.querySelector('batch-scope').shadowRoot?.querySelector('iframe'))),
  );
  await page.wait('a word of the button', () =>
    page.evaluate(() => getComputedStyle(document.querySelector('.when-alive')).visibility === 'visible'),
  );
  await page.inside(async () => {
    await page.see('.note', /Recorded/);
    await page.click('button', 'Run it here');
    await page.see('body', /Every curve ends where the recorded one does\./, 120_000);
  });
}

/** The last: the host is gone afterwards. */
async function offline(page) {
  await page.open('');
  await page.wait('the site, kept', () =>
    page.evaluate(
      async () => (await navigator.serviceWorker.getRegistration())?.active?.state === 'activated',
    ),
  );
  await page.unplug();
  await page.open('?v=1&dataset=moons&hidden=4&batchSize=20&size=200&epochs=3&engine=cpu');
  await page.click(transport, 'Train');
  await done(page);
  await page.open('learn.html');
  await page.see('#race', /Recorded/);
  // What is asked of a host that is gone is no fault of the page.
  const asked =
    /NetworkError|Failed to fetch|Load failed|could not connect|not connect to|Failed to load|ServiceWorker/i;
  assert.deepEqual(
    (await page.problems()).filter((one) => !asked.test(one)),
    [],
  );
}

/** In this order. */
export const steps = {
  pages,
  losses,
  slider,
  terms,
  race,
  memory,
  learn,
  lostWorker,
  lecture,
  gallery,
  offline,
};
export const held = ['losses', 'memory'];
