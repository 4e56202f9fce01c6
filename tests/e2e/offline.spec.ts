import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BrowserContext, type Page } from '@playwright/test';
import { builtSite } from './support/builtSite.ts';
import { finishedSweep, SMALL_SWEEP, startSweep } from './support/comparePage.ts';
import { finished, SMALL, transport } from './support/explorerPage.ts';
import { staticSite } from './support/staticSite.ts';
import { expect, test } from './support/test.ts';

test.use({ serviceWorkers: 'allow' });

const notice = (page: Page) => page.locator('.offline-notice');
const kept = (page: Page) =>
  expect(notice(page)).toContainText('works without the network', { timeout: 60_000 });

/** The site on a host that can be pulled out, and that can come to serve another version of it. */
async function host() {
  const state = { newer: false };
  const site = await staticSite('/', {
    async answer(name, response) {
      if (!state.newer || name !== 'sw.js') return false;
      const code = await readFile(join(builtSite, name), 'utf8');
      response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(`${code}\n// another version`);
      return true;
    },
  });
  return { ...site, renew: () => void (state.newer = true) };
}

const open = async (context: BrowserContext, address: string): Promise<Page> => {
  const page = await context.newPage();
  await page.goto(address);
  return page;
};

test('after one visit, everything works with the network unplugged', async ({ context, problems }) => {
  test.setTimeout(240_000);
  const site = await host();
  const page = await open(context, site.url);
  await kept(page);
  const before = site.asked.length;
  await site.close();

  await test.step('in the page that is open, parts that it has not fetched yet', async () => {
    await page.getByRole('link', { name: 'Memory' }).click();
    await expect(page.getByRole('button', { name: /Find the largest batch/ })).toBeVisible();
  });
  await test.step('Train, by a link with settings', async () => {
    await page.goto(site.url + SMALL);
    await transport(page).train.click();
    await finished(page);
  });
  await test.step('Compare, to its sentence', async () => {
    await startSweep(page, site.url + SMALL_SWEEP);
    await finishedSweep(page);
  });
  await test.step('the gallery, and an embed as a page', async () => {
    await page.goto(`${site.url}gallery.html`);
    await expect(page.getByRole('heading').first()).toBeVisible();
    await page.goto(`${site.url}embed.html?preset=race`);
    await expect(page.locator('.plot svg')).toBeVisible();
  });
  expect(site.asked).toHaveLength(before);
  // What a sandboxed frame asks for, no page can keep.
  problems.allow(
    /Failed to load resource|ERR_CONNECTION_REFUSED|An unknown error occurred when fetching the script/,
  );
});

test('a newer version offers itself, and takes over only where no other page is open', async ({
  context,
}) => {
  test.setTimeout(240_000);
  const site = await host();
  const page = await open(context, site.url);
  await kept(page);
  site.renew();
  await page.reload();
  await expect(notice(page)).toContainText('A newer version of Batchscope is here', { timeout: 60_000 });

  // Before it has looked for a newer version itself.
  const other = await open(context, `${site.url}?v=1&view=memory`);
  let reloads = 0;
  page.on('load', () => reloads++);
  await page.getByRole('button', { name: 'Load it now' }).click();
  await expect(notice(page)).toContainText('Batchscope is open in another tab');
  expect(reloads).toBe(0);

  await other.close();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect.poll(() => reloads).toBe(1);
  await expect(transport(page).train).toBeVisible();
  await site.close();
});

test('is not kept while a run trains', async ({ context }) => {
  const site = await host();
  const page = await open(
    context,
    `${site.url}?v=1&dataset=moons&hidden=256-256-256-256&batchSize=20&size=2000&epochs=1000&engine=cpu`,
  );
  await transport(page).train.click();
  await page.waitForTimeout(16_000);
  expect(site.asked).not.toContain('sw.js');
  await transport(page).pause.click();
  await page.locator('.runs tbody tr').first().waitFor();
  await page.reload();
  await kept(page);
  await site.close();
});
