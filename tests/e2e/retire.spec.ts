import type { ServerResponse } from 'node:http';
import type { Page } from '@playwright/test';
import { transport } from './support/explorerPage.ts';
import { staticSite } from './support/staticSite.ts';
import { expect, test } from './support/test.ts';

test.use({ serviceWorkers: 'allow' });

const OTHER =
  '<!doctype html><title>Another project</title><link rel="icon" href="data:,"><h1>Another project</h1>';
type Answer = (name: string, response: ServerResponse) => void;

/** Batchscope's host, until it comes to answer something else. */
async function host() {
  const state: { now: Answer | undefined } = { now: undefined };
  const site = await staticSite('/', {
    answer(name, response) {
      state.now?.(name, response);
      return state.now !== undefined;
    },
  });
  return { ...site, become: (answer: Answer) => void (state.now = answer) };
}

/** Has the site kept; the lecture does so at once. */
async function kept(page: Page, address: string): Promise<void> {
  await page.goto(`${address}lecture.html`);
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    await (await caches.open('batchscope-datasets')).put('https://datasets.invalid/a', new Response('data'));
  });
  await page.goto(address);
  await expect(transport(page).train).toBeVisible();
}

const registered = (page: Page) =>
  page.evaluate(async () => (await navigator.serviceWorker.getRegistration()) !== undefined);

const PROJECTS: [name: string, answer: Answer][] = [
  [
    'a project that has no file sw.js',
    (name, response) =>
      name === 'index.html'
        ? response.writeHead(200, { 'Content-Type': 'text/html' }).end(OTHER)
        : response.writeHead(404).end(),
  ],
  [
    'a project whose server gives its page for every address',
    (_, response) => response.writeHead(200, { 'Content-Type': 'text/html' }).end(OTHER),
  ],
];

for (const [name, answer] of PROJECTS)
  test(`${name} is shown at the second visit to an address that was Batchscope’s`, async ({ page }) => {
    const site = await host();
    await kept(page, site.url);
    site.become(answer);
    await page.goto(site.url);
    await expect.poll(() => registered(page)).toBe(false);
    await page.goto(site.url);
    await expect(page.getByRole('heading', { name: 'Another project' })).toBeVisible();
    await expect.poll(() => page.evaluate(() => caches.keys())).toEqual(['batchscope-datasets']);
    await site.close();
  });

test('a server’s error, or no server, takes nothing from what works without the network', async ({
  page,
  problems,
}) => {
  problems.allow(/Failed to load resource|ERR_CONNECTION_REFUSED|An unknown error occurred/);
  const site = await host();
  await kept(page, site.url);
  site.become((_, response) => response.writeHead(503).end());
  const scripts = (): number => site.asked.filter((name) => name === 'sw.js').length;
  const before = scripts();
  await page.reload();
  await expect.poll(scripts).toBeGreaterThan(before);
  await site.close();
  for (let visit = 0; visit < 2; visit++) {
    await page.reload();
    await expect(transport(page).train).toBeVisible();
  }
  expect(await registered(page)).toBe(true);
});
