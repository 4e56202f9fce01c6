import type { Page } from '@playwright/test';
import { exported, finished, newestRun, open, transport } from './support/explorerPage.ts';
import { staticSite } from './support/staticSite.ts';
import { expect, test } from './support/test.ts';
import { trainer } from './support/workers.ts';

/** Has every worker tell of violations of its policy; console errors fail the test. */
function watchWorkers(page: Page): void {
  page.on('worker', (worker) => {
    worker
      .evaluate(() => {
        addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
          console.error(`policy: ${violatedDirective} blocked ${blockedURI}`),
        );
      })
      .catch(() => undefined);
  });
}

const TINY = '?v=1&dataset=moons&hidden=4&size=60&batchSize=20&epochs=1';

test(
  'under a sub-path and the security policy: every engine, pictures and points, exports',
  { tag: '@gpu' },
  async ({ page, problems }) => {
    problems.allow(/WebGL:|GPU stall/);
    watchWorkers(page);
    const site = await staticSite('/some/where/');
    try {
      for (const engine of ['cpu', 'webgl', 'webgpu']) {
        await open(page, `${site.url}${TINY}&engine=${engine}`);
        await expect(page.locator('.points-plot').first()).toBeVisible();
        await transport(page).train.click();
        await finished(page, 90_000);
        const { runs } = await exported(page);
        expect(runs[0]).toMatchObject({ status: 'finished', engine: { got: engine } });
      }
      await open(page, `${site.url}?v=1&size=500&epochs=1&batchSize=50&engine=cpu`);
      await expect(page.getByRole('img', { name: 'Pictures of' })).toBeVisible();
      await transport(page).train.click();
      await finished(page);
      await page.getByRole('button', { name: 'Export' }).click();
      const saved = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Results (CSV)' }).click();
      expect((await saved).suggestedFilename()).toBe('batchscope-results.csv');
      expect(site.missed).toEqual([]);
      expect(problems.seen.filter((text) => /policy|Content Security/i.test(text))).toEqual([]);
    } finally {
      await site.close();
    }
  },
);

test('the policy holds in the worker as well', async ({ page, problems }) => {
  problems.allow(/Content Security Policy|unsafe-eval/);
  await open(page);
  const worker = await trainer(page);
  const said = await worker.evaluate(
    () =>
      new Promise<string>((resolve) => {
        setTimeout(() => {
          try {
            resolve(String(new Function('return "evaluated"')()));
          } catch (error) {
            resolve(error instanceof Error ? error.name : String(error));
          }
        });
      }),
  );
  expect(said).toBe('EvalError');
});

test('nothing is asked of another host before a download is wanted', async ({ page, problems }) => {
  // The preview looks for files beside the site, which need not be there.
  problems.allow('Failed to load resource');
  const hosts = new Set<string>();
  page.on('request', (request) => {
    const { protocol, host } = new URL(request.url());
    if (protocol.startsWith('http')) hosts.add(host);
  });
  await open(page, '?v=1&dataset=mnist');
  await page.waitForTimeout(1500);
  await open(page, TINY);
  await transport(page).train.click();
  await expect(newestRun(page)).toContainText('done');
  expect([...hosts]).toEqual([new URL(page.url()).host]);
});
