import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import {
  exported,
  finished,
  newestRun,
  open,
  stopsWithinASecond,
  transport,
} from './support/explorerPage.ts';
import {
  htmlPage,
  mirrors,
  missing,
  offline,
  others,
  right,
  truncated,
  type Answer,
} from './support/mirrors.ts';
import { realData, type RealData } from './support/realData.ts';
import { staticSite, type StaticSiteOptions } from './support/staticSite.ts';
import { expect, test as base } from './support/test.ts';

interface Host {
  data: RealData;
  /** Serves the site that expects these data; without `beside`, none lie beside it. */
  host(options?: { beside?: boolean } & StaticSiteOptions): ReturnType<typeof staticSite>;
}

const test = base.extend<Host>({
  data: async ({}, use) => use(await realData()),
  host: async ({ data, problems }, use) => {
    problems.allow('Failed to load resource');
    const sites: Awaited<ReturnType<typeof staticSite>>[] = [];
    await use(async ({ beside = false, ...options } = {}) => {
      const { dist, folder } = data;
      const site = await staticSite('/', { dist, datasets: beside ? folder : undefined, ...options });
      sites.push(site);
      return site;
    });
    for (const site of sites) await site.close();
  },
});

// One process runs the file, so that its data are made once.
test.describe.configure({ mode: 'default' });

test.beforeAll(async () => {
  test.setTimeout(120_000);
  await realData();
});

/** Twenty updates of the smallest network; the test set is shown whole. */
const QUICK = '?v=1&dataset=mnist&model=softmax&batchSize=100&epochs=1&limit=2000&engine=cpu';

test('MNIST from beside the site trains to the end, and nothing is asked of a mirror', async ({
  page,
  context,
  host,
}) => {
  const asked = await mirrors(context, offline);
  const site = await host({ beside: true });
  await open(page, `${site.url}?v=1&dataset=mnist&hidden=32&batchSize=50&epochs=2&limit=2000&engine=cpu`);
  await transport(page).train.click();
  await finished(page);
  const { runs } = await exported(page);
  expect(runs[0]).toMatchObject({
    status: 'finished',
    trainingCount: 2000,
    validationCount: 10_000,
    updatesPerEpoch: 40,
    notes: [],
  });
  expect(runs[0].metrics.update).toHaveLength(80);
  const last = runs[0].evaluations.filter((e) => e.split === 'validation').at(-1);
  expect(last).toMatchObject({ update: 80, count: 10_000 });
  expect(last?.accuracy).toBeGreaterThan(0.6);
  expect(asked).toEqual([]);
});

test('the pictures of MNIST are seen before Train where its files lie beside the site, no mirror asked', async ({
  page,
  context,
  host,
}) => {
  const asked = await mirrors(context, offline);
  const site = await host({ beside: true });
  await open(page, `${site.url}?v=1&dataset=mnist`);
  await expect(page.getByRole('img', { name: 'Pictures of MNIST' }).locator('canvas')).toHaveCount(10);
  expect(site.asked.filter((name) => name.endsWith('.gz')).sort()).toEqual([
    'datasets/mnist/t10k-images-idx3-ubyte.gz',
    'datasets/mnist/t10k-labels-idx1-ubyte.gz',
  ]);
  expect(asked).toEqual([]);
});

test('without files at hand the place of the pictures says how they come', async ({
  page,
  context,
  host,
}) => {
  const asked = await mirrors(context, offline);
  const site = await host();
  await open(page, `${site.url}?v=1&dataset=mnist`);
  await expect(page.getByText('Pictures appear once MNIST has been downloaded')).toBeVisible();
  expect(asked).toEqual([]);
});

test('of all 60,000, batches of 128 make 469 updates, or 468 without the ragged one', async ({
  page,
  host,
}) => {
  const site = await host({ beside: true });
  await open(page, `${site.url}?v=1&dataset=mnist&model=softmax&batchSize=128&epochs=1&engine=cpu`);
  await transport(page).step.click();
  await expect(newestRun(page)).toContainText('paused', { timeout: 60_000 });
  await expect(page.locator('.counters')).toContainText('update 1 of 469');
  const { runs } = await exported(page);
  expect(runs[0]).toMatchObject({ trainingCount: 60_000, validationCount: 10_000, updatesPerEpoch: 469 });
  expect(runs[0].metrics.examples).toEqual([128]);
});

const FAULTS: [name: string, answer: (data: RealData) => Answer, code: string, says: RegExp][] = [
  ['offline', () => offline, 'offline', /the others did not answer/],
  ['404', () => missing, 'not-found', /no server sent it.*not there/],
  ['truncated', ({ folder }) => truncated(folder), 'truncated', /cut short/],
  ['an HTML page instead', () => htmlPage, 'not-idx', /not a data file.*an HTML page/],
  ['wrong hash', ({ folder }) => others(folder), 'wrong-hash', /not the file that was expected.*SHA-256/],
];

for (const [name, answer, code, says] of FAULTS)
  test(`a download that fails (${name}) is named; Retry works once it can; digits are one click away`, async ({
    page,
    context,
    data,
    host,
  }) => {
    const site = await host();
    const asked = await mirrors(context, answer(data));
    await open(page, site.url + QUICK);
    await transport(page).train.click();
    const notice = page.locator('.notice.bad');
    await expect(notice).toContainText(says, { timeout: 30_000 });
    await expect(notice).toContainText('MNIST: train-images-idx3-ubyte could not be loaded');
    expect(asked).toEqual(['train-images-idx3-ubyte', 'train-images-idx3-ubyte']);
    await expect(newestRun(page)).toContainText('failed');
    const { runs } = await exported(page);
    expect(runs).toHaveLength(1);
    expect(runs[0]).toMatchObject({ status: 'failed', error: { code }, config: { dataset: 'mnist' } });
    expect(runs[0].metrics.update).toEqual([]);

    const dataset = page.getByLabel('Dataset', { exact: true });
    await notice.getByRole('button', { name: 'Use digits instead' }).click();
    await expect(dataset).toHaveValue('digits');
    await expect(page.locator('.runs tbody tr')).toHaveCount(1);

    await expect(notice).toHaveCount(0);

    await newestRun(page).locator('.run-name').click();
    await mirrors(context, right(data.folder));
    await notice.getByRole('button', { name: 'Retry' }).click();
    await expect(dataset).toHaveValue('mnist');
    await finished(page);
    const after = await exported(page);
    expect(after.runs).toHaveLength(2);
    expect(after.runs[0]).toMatchObject({ status: 'finished', config: { dataset: 'mnist' } });
  });

test('files that unpack to hundreds of megabytes are given up for a mirror, and the run ends', async ({
  page,
  context,
  data,
  host,
}) => {
  const bomb = gzipSync(Buffer.alloc(400_000_000), { level: 1 });
  const asked = await mirrors(context, right(data.folder));
  const site = await host({
    answer(name, response) {
      if (!name.endsWith('.gz')) return false;
      response.writeHead(200, { 'Content-Length': bomb.length }).end(bomb);
      return true;
    },
  });
  await open(page, site.url + QUICK);
  await transport(page).train.click();
  await finished(page);
  expect(asked).toHaveLength(4);

  await mirrors(context, offline);
  await page.evaluate(() => caches.delete('batchscope-datasets'));
  await page.reload();
  await transport(page).train.click();
  await expect(page.locator('.notice.bad')).toContainText(
    /not the file that was expected.*too large: given up after 4[78],[\d,]+ bytes were unpacked, where train-images-idx3-ubyte has 47,040,016/,
    { timeout: 60_000 },
  );
});

test('a connection that breaks in the middle is named', async ({ page, context, data, host }) => {
  await mirrors(context, offline);
  const site = await host({
    answer(name, response) {
      if (!name.endsWith('.gz')) return false;
      const bytes = readFileSync(join(data.folder, name.slice('datasets/'.length)));
      response.writeHead(200, { 'Content-Length': bytes.length });
      response.write(bytes.subarray(0, bytes.length >> 1), () => response.destroy());
      return true;
    },
  });
  await open(page, site.url + QUICK);
  await transport(page).train.click();
  await expect(page.locator('.notice.bad')).toContainText(/cut short.*the connection broke/, {
    timeout: 30_000,
  });
  expect((await exported(page)).runs[0].error?.code).toBe('truncated');
});

test('a download shows how far it is, and Stop ends it within a second', async ({
  page,
  context,
  data,
  host,
}) => {
  await mirrors(context, offline);
  const site = await host({
    answer(name, response) {
      if (!name.endsWith('.gz')) return false;
      const bytes = readFileSync(join(data.folder, name.slice('datasets/'.length)));
      response.writeHead(200, { 'Content-Length': bytes.length });
      response.write(bytes.subarray(0, bytes.length >> 1));
      return true;
    },
  });
  await open(page, site.url + QUICK);
  await transport(page).train.click();
  const progress = page.locator('.notice.progress');
  await expect(progress).toContainText(/Downloading train-images-idx3-ubyte .* of /);
  await expect(progress.getByRole('progressbar')).toHaveAttribute('max', /\d/);
  expect(await stopsWithinASecond(page)).toBe(true);
});

test('with the storage full it trains all the same and says that nothing could be kept', async ({
  page,
  context,
  data,
  host,
}) => {
  const site = await host();
  await mirrors(context, right(data.folder));
  await open(page, site.url + QUICK);
  const devtools = await context.newCDPSession(page);
  await devtools.send('Storage.overrideQuotaForOrigin', {
    origin: new URL(site.url).origin,
    quotaSize: 100_000,
  });
  await transport(page).train.click();
  await finished(page);
  await expect(
    page.getByText(/MNIST could not be kept in this browser \(its storage is full\)/),
  ).toBeVisible();
  const { runs } = await exported(page);
  expect(runs[0]).toMatchObject({ status: 'finished', config: { dataset: 'mnist' } });
  expect(runs[0].notes.join()).toContain('could not be kept');
});

test('a second visit asks nothing of the network for the data', async ({ page, context, data, host }) => {
  const site = await host();
  const first = await mirrors(context, right(data.folder));
  await open(page, site.url + QUICK);
  await transport(page).train.click();
  await finished(page);
  expect(new Set(first).size).toBe(4);
  const again = await mirrors(context, offline);
  await page.reload();
  await expect(page.getByRole('img', { name: 'Pictures of MNIST' })).toBeVisible();
  site.asked.length = 0;
  await transport(page).train.click();
  await finished(page);
  expect((await exported(page)).runs[0]).toMatchObject({ status: 'finished', notes: [] });
  expect(again).toEqual([]);
  expect(site.asked.filter((name) => name.endsWith('.gz'))).toEqual([]);
});
