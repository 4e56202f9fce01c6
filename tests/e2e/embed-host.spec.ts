import type { Page } from '@playwright/test';
import { embed, hostSite, script, strictPolicy, text, watchShifts, withCores } from './support/hostPage.ts';
import { staticSite } from './support/staticSite.ts';
import { expect, test } from './support/test.ts';

type Site = Awaited<ReturnType<typeof staticSite>>;
let site: Site;
let open: { close(): Promise<void> }[] = [];

test.beforeEach(async () => {
  site = await staticSite('/blog/tools/');
  open = [site];
});
test.afterEach(() => Promise.all(open.map((one) => one.close())));

async function article(body: string, policy = strictPolicy(site.url)): Promise<string> {
  const host = await hostSite({ '/': body }, policy);
  open.push(host);
  return host.url;
}

/** Small enough for five of them to be on the screen at once. */
const five = (): string =>
  Array.from(
    { length: 5 },
    () => '<batch-scope preset="race" height="280" hide="sentence,axis,note"></batch-scope>',
  ).join('');
const tall = { width: 900, height: 1600 };

const run = (page: Page, n: number) => embed(page, n).getByRole('button', { name: 'Run it here' }).click();
const stop = (page: Page, n: number) => embed(page, n).getByRole('button', { name: 'Stop' }).click();
const status = (page: Page, n: number) => embed(page, n).getByRole('status');
const trains = (page: Page, n: number) =>
  expect(status(page, n)).toContainText('Training', { timeout: 60_000 });
const waits = (page: Page, n: number, ahead: number) =>
  expect(status(page, n)).toContainText(`Waiting: ${ahead} `, { timeout: 60_000 });

/** The observer sees what moves: the page's own doing, at the end. */
async function movesWhenPushed(page: Page, shifts: () => Promise<number>): Promise<void> {
  await page.evaluate(() => {
    const pushed = document.createElement('div');
    pushed.style.height = '90px';
    document.querySelector('p')?.before(pushed);
  });
  await expect.poll(shifts).toBeGreaterThan(0);
}

test.describe('nothing of the article moves', () => {
  test('with a picture in the place of the frame', async ({ page }) => {
    const shifts = await watchShifts(page);
    const url = await article(
      `${script(site.url)}${text(2)}<batch-scope preset="race" height="420"><a href="${site.url}"><img src="${site.url}icon.svg" width="100%" height="420" alt="Three batch sizes"></a></batch-scope>${text(6)}`,
    );
    await page.goto(url);
    await expect(embed(page).getByRole('button', { name: 'Run it here' })).toBeVisible();
    await expect(page.getByAltText('Three batch sizes')).toBeHidden();
    expect(await shifts()).toBe(0);
    await movesWhenPushed(page, shifts);
  });

  test('with the two lines alone, further down', async ({ page }) => {
    const shifts = await watchShifts(page);
    const url = await article(
      `${script(site.url)}${text(60)}<batch-scope preset="race" height="420"></batch-scope>${text(20)}`,
    );
    await page.goto(url);
    await expect
      .poll(() => page.locator('batch-scope').evaluate(({ shadowRoot }) => Boolean(shadowRoot)))
      .toBe(true);
    await expect(page.locator('batch-scope').locator('iframe')).toHaveCount(0);
    for (let turn = 0; turn < 40; turn++) {
      await page.mouse.wheel(0, 200);
      await page.waitForTimeout(50);
    }
    await page.locator('batch-scope').scrollIntoViewIfNeeded();
    await expect(embed(page).getByRole('button', { name: 'Run it here' })).toBeVisible();
    expect(await shifts()).toBe(0);
  });
});

for (const [cores, limit] of [
  [2, 1],
  [4, 3],
])
  test(`five at once on ${cores} cores: ${limit} train, the others in their turn`, async ({ page }) => {
    await page.setViewportSize(tall);
    await withCores(page, cores);
    await page.goto(await article(script(site.url) + five()));
    for (let n = 0; n < 5; n++) {
      await run(page, n);
      if (n < limit) await trains(page, n);
      else await waits(page, n, n - limit + 1);
    }
    await stop(page, 0);
    await trains(page, limit);
    for (let n = limit + 1; n < 5; n++) await waits(page, n, n - limit);
    await stop(page, limit + 1);
    if (limit + 2 < 5) await waits(page, limit + 2, 1);
  });

test('it trains with an origin of its own, and without where the author says so', async ({ page }) => {
  await withCores(page, 4);
  const embeds = `<batch-scope preset="race" height="280"></batch-scope><batch-scope preset="race" height="280" opaque></batch-scope>`;
  await page.goto(await article(script(site.url) + embeds));
  await run(page, 0);
  await trains(page, 0); // it may have grown by then, and moved the other
  await run(page, 1);
  await trains(page, 1);
  const frames = page.frames().filter((frame) => frame.url().startsWith(site.url));
  const origins = await Promise.all(frames.map((frame) => frame.evaluate(() => window.origin)));
  expect(origins.sort()).toEqual([new URL(site.url).origin, 'null']);
});

test('a frame that is removed while it trains makes room for the next', async ({ page }) => {
  await page.setViewportSize(tall);
  await withCores(page, 2);
  await page.goto(await article(script(site.url) + five()));
  await run(page, 0);
  await trains(page, 0);
  await run(page, 1);
  await waits(page, 1, 1);
  await page
    .locator('batch-scope')
    .first()
    .evaluate((element) => element.remove());
  await trains(page, 0); // the second is the first now
});

test('a hostile frame beside it changes nothing', async ({ page }) => {
  await withCores(page, 2);
  await page.setViewportSize(tall);
  const hostile = await hostSite({
    '/': `<script>
      window.got = [];
      window.sent = 0;
      const messages = [null, { type: 'want' }, { type: 'rest' }, { type: 'hello', v: 1 }, { type: 'grant', workers: 64 },
        { type: 'size', height: 4000 }, { type: 'theme', theme: 'dark' }, '<img src=x onerror=alert(1)>'];
      setInterval(() => {
        for (const target of [parent, ...Array.from({ length: parent.length }, (_, i) => parent[i])]) {
          if (target === window) continue;
          for (const message of messages) {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = ({ data }) => window.got.push(data);
            target.postMessage(message, '*', [port2]);
            port1.postMessage(message);
            target.postMessage(message, '*');
            window.sent++;
          }
        }
      }, 20);
    </script>`,
  });
  open.push(hostile);
  const { origin } = new URL(hostile.url);
  const policy = strictPolicy(site.url).replace('frame-src', `frame-src ${origin}`);
  const embeds = five();
  await page.goto(
    await article(`<iframe src="${hostile.url}" height="50"></iframe>${script(site.url)}${embeds}`, policy),
  );
  await run(page, 0);
  await trains(page, 0);
  await run(page, 1);
  await waits(page, 1, 1);
  const heights = () =>
    page.locator('batch-scope').evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height));
  const own = await heights();
  const enemy = page.frames().find((frame) => frame.url() === hostile.url);
  const sent = () => enemy?.evaluate(() => Reflect.get(window, 'sent'));
  const before = Number(await sent());
  await expect.poll(async () => Number(await sent()) - before, { timeout: 60_000 }).toBeGreaterThan(200);
  await waits(page, 1, 1);
  expect(await enemy?.evaluate(() => Reflect.get(window, 'got'))).toEqual([]);
  expect(await heights()).toEqual(own);
  await stop(page, 0);
  await trains(page, 1);
});

test('the script may be there twice', async ({ page }) => {
  await page.goto(
    await article(
      `${script(site.url)}<batch-scope preset="race"></batch-scope><script src="${site.url}widget.js?again"></script>`,
    ),
  );
  await expect(embed(page).getByRole('button', { name: 'Run it here' })).toBeVisible();
  await expect(page.locator('batch-scope').locator('iframe')).toHaveCount(1);
});

test('a policy that forbids the frame leaves the picture', async ({ page, problems }) => {
  problems.allow('frame-src', 'Framing');
  const policy = strictPolicy(site.url).replace(/frame-src [^;]*;/, "frame-src 'none';");
  const url = await article(
    `${script(site.url)}${text(1)}<batch-scope><a href="${site.url}"><img src="${site.url}icon.svg" width="100%" height="420" alt="Three batch sizes"></a></batch-scope>`,
    policy,
  );
  await page.goto(url);
  await expect(page.locator('batch-scope').locator('iframe')).toHaveCount(1);
  await expect.poll(() => problems.seen.length).toBeGreaterThan(0);
  await expect(page.getByAltText('Three batch sizes')).toBeVisible();
  await expect(page.locator('batch-scope').locator('iframe')).toBeHidden();
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('there are the picture and its link', async ({ page }) => {
    const url = await article(
      `${script(site.url)}<batch-scope><a href="${site.url}"><img src="${site.url}icon.svg" width="100%" height="420" alt="Three batch sizes"></a></batch-scope>`,
    );
    await page.goto(url);
    await expect(page.getByRole('link', { name: 'Three batch sizes' })).toBeVisible();
    await expect(page.locator('iframe')).toHaveCount(0);
  });
});
