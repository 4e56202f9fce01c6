import { readFile } from 'node:fs/promises';
import { staticSite } from './support/staticSite.ts';
import { expect, test } from './support/test.ts';

const policy =
  "connect-src 'self' https://cdn.jsdelivr.net https://raw.githubusercontent.com; " +
  "script-src 'self' 'wasm-unsafe-eval'; worker-src 'self' blob:; object-src 'none'; base-uri 'none'";

test('the site is served under its security policy, and a missing file is a 404', async ({
  page,
  request,
}) => {
  const response = await page.goto('./');
  const { origin } = new URL(page.url());
  const naming = policy.replaceAll(/(script-src|worker-src) 'self'/g, `$& ${origin}`);
  expect(response?.headers()['content-security-policy']).toBe(naming);
  const inPage = page.locator('meta[http-equiv="Content-Security-Policy"]');
  await expect(inPage).toHaveAttribute('content', policy);
  const docs = await readFile(new URL('../../docs/architecture.md', import.meta.url), 'utf8');
  expect(docs).toContain(`\n${policy}\n`);
  for (const path of ['datasets/mnist/none.gz', 'none', 'none.html']) {
    expect((await request.get(path)).status(), path).toBe(404);
  }
});

test('the site works from a sub-path of any host', async ({ page }) => {
  const site = await staticSite('/some/where/');
  try {
    await page.goto(site.url);
    await expect(page.locator('#root')).not.toBeEmpty();
    await page.waitForLoadState('networkidle');
    expect(site.missed).toEqual([]);
  } finally {
    await site.close();
  }
});

test('problems in the page are seen', async ({ page, problems }) => {
  await page.goto('./');
  await page.evaluate(() => {
    console.error('a console error');
    setTimeout(() => {
      throw new Error('an uncaught error');
    });
    const script = document.createElement('script');
    script.textContent = 'window.injected = true';
    document.body.append(script);
    new Worker(URL.createObjectURL(new Blob(['console.error("an error in a worker")'])));
    new Worker(URL.createObjectURL(new Blob(['throw new Error("uncaught in a worker")'])));
  });
  const expected = [
    /console: a console error/,
    /uncaught: .*an uncaught error/,
    /policy: script-src/,
    /an error in a worker/,
    /uncaught in a worker/,
  ];
  for (const pattern of expected) await expect.poll(() => problems.seen.join('\n')).toMatch(pattern);
  expect(problems.unexpected().length).toBe(problems.seen.length);
  problems.allow(...expected, 'Content Security Policy');
  expect(await page.evaluate(() => 'injected' in window)).toBe(false);
});
