import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { chromium } from '@playwright/test';
import { findBrowser } from '../../scripts/browser.mjs';
import { launchOptions } from '../../scripts/chromium.mjs';
import { bareTab } from './support/bareTab.ts';
import { ENDLESS, exported, finished, newestRun, open, SMALL, transport } from './support/explorerPage.ts';
import { pageHeap, workerHeap } from './support/memory.ts';
import { notesOf, takeNotes } from './support/notes.ts';
import { expect, test, watchProblems } from './support/test.ts';
import { trainer } from './support/workers.ts';

test('a hidden tab goes on training', async ({ baseURL }) => {
  const tab = await bareTab(`${baseURL}${ENDLESS}`);
  try {
    const text = (selector: string): Promise<string> =>
      tab.evaluate(`document.querySelector(${JSON.stringify(selector)})?.textContent ?? ''`);
    const updates = async (): Promise<number> =>
      Number(/update ([\d,]+)/.exec(await text('.counters'))?.[1].replaceAll(',', '') ?? NaN);
    await expect.poll(() => text('.transport .primary')).toBe('Train');
    await tab.evaluate(`document.querySelector('.transport .primary').click()`);
    await expect.poll(updates).toBeGreaterThan(0);
    await tab.hide();
    await expect.poll(() => tab.evaluate('document.visibilityState')).toBe('hidden');
    const before = await updates();
    // Longer than a worker may be silent.
    await new Promise((resolve) => setTimeout(resolve, 6000));
    expect(await tab.evaluate('document.visibilityState')).toBe('hidden');
    expect(await updates()).toBeGreaterThan(before + 100);
    expect(await text('.runs tbody tr')).toContain('in progress');
    expect(await text('.notice.bad')).toBe('');
  } finally {
    await tab.close();
  }
});

test(
  'a page that slept goes on where it was, and the gap is no training time',
  { tag: '@alone' },
  async ({ page, browser }) => {
    await takeNotes(page);
    await open(page, ENDLESS);
    await transport(page).train.click();
    await expect.poll(async () => (await notesOf(page)).frames.length).toBeGreaterThan(10);
    const devtools = await browser.newBrowserCDPSession();
    const { processInfo } = await devtools.send('SystemInfo.getProcessInfo');
    const renderers = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
    expect(renderers.length).toBeGreaterThan(0);
    // The first is longer than a worker may be silent; one of the others may fall between two pieces of the run's work.
    const sleepsMs = [6000, 3000, 3000];
    for (const ms of sleepsMs) {
      for (const id of renderers) process.kill(id, 'SIGSTOP');
      const asleep = Date.now();
      await new Promise((resolve) => setTimeout(resolve, ms));
      for (const id of renderers) process.kill(id, 'SIGCONT');
      await expect
        .poll(async () => (await notesOf(page)).frames.at(-1)?.at)
        .toBeGreaterThan(asleep + ms + 1000);
    }
    await expect(newestRun(page)).toContainText('in progress');
    await expect(page.locator('.notice.bad')).toHaveCount(0);
    const { frames } = await notesOf(page);
    const gaps = frames.flatMap(({ at }, i) => (i > 0 && at - frames[i - 1].at > 2500 ? [i] : []));
    expect(gaps).toHaveLength(sleepsMs.length);
    for (const [n, gap] of gaps.entries()) {
      // The first frame after it may have been on its way before.
      const [before, next] = [frames[gap - 1], frames[gap + 1]];
      const awakeMs = next.at - before.at - sleepsMs[n];
      expect(next.seconds).toBeGreaterThan(before.seconds);
      expect(1000 * (next.seconds - before.seconds)).toBeLessThan(awakeMs + 2000);
    }
  },
);

test('where the browser denies all storage, the page works', async ({ baseURL }) => {
  const folder = mkdtempSync(join(tmpdir(), 'batchscope-'));
  mkdirSync(join(folder, 'Default'));
  const blocked = { profile: { default_content_setting_values: { cookies: 2 } } };
  writeFileSync(join(folder, 'Default', 'Preferences'), JSON.stringify(blocked));
  const context = await chromium.launchPersistentContext(folder, {
    ...launchOptions(findBrowser(), { gpu: 'none' }),
    ...(baseURL && { baseURL }),
  });
  try {
    const problems = await watchProblems(context);
    const page = await context.newPage();
    await open(page, SMALL);
    expect(
      await page.evaluate(() => {
        try {
          return localStorage.length;
        } catch (error) {
          return (error as Error).name;
        }
      }),
    ).toBe('SecurityError');
    await transport(page).train.click();
    await finished(page);
    expect(problems.unexpected()).toEqual([]);
  } finally {
    await context.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

test('code that cannot be loaded is named; Retry works once it can', async ({ page, context, problems }) => {
  problems.allow('Failed to load resource', 'ERR_INTERNET_DISCONNECTED', /UpdatesPerEpochChart/);
  await open(page, SMALL);
  await trainer(page);
  await context.setOffline(true);
  await transport(page).train.click();
  const notice = page.locator('.notice.bad');
  await expect(notice).toContainText(
    'A part of this page could not be loaded; is this device offline? Retry trains from the beginning. Connect this device first.',
  );
  await expect(newestRun(page)).toContainText('failed');
  await context.setOffline(false);
  await notice.getByRole('button', { name: 'Retry' }).click();
  await finished(page);
});

test('the list keeps the newest six of many runs, and memory stays flat', async ({ page, context }) => {
  // A run that were kept would keep half a megabyte.
  await open(page, '?v=1&dataset=moons&hidden=4&size=50000&batchSize=50000&epochs=2&engine=cpu');
  const rows = page.locator('.runs tbody tr');
  const train = async (count: number): Promise<void> => {
    for (let i = 0; i < count; i++) {
      await transport(page).train.click();
      await expect(newestRun(page)).toContainText('done');
    }
  };
  const memory = async () => ({
    page: await pageHeap(context, page),
    worker: await workerHeap(context, page, 'trainer'),
  });
  await train(8);
  await expect(rows).toHaveCount(6);
  const before = await memory();
  await train(16);
  await expect(rows).toHaveCount(6);
  const after = await memory();
  expect(after.worker - before.worker).toBeLessThan(3e6);
  expect(after.page - before.page).toBeLessThan(3e6);
  expect((await exported(page)).runs.map((run) => run.status)).toEqual(Array<string>(6).fill('finished'));
});

test(
  'a hundred runs with every optimizer in one page leave nothing behind in the worker',
  { tag: '@long' },
  async ({ page, context }) => {
    test.setTimeout(300_000);
    await takeNotes(page);
    await open(page, '?v=1&dataset=moons&hidden=4&size=20&batchSize=5&epochs=1&engine=cpu');
    const worker = await trainer(page);
    const optimizers = ['sgd', 'momentum', 'adam'];
    let done = 0;
    const trainTo = async (count: number): Promise<void> => {
      for (; done < count; done++) {
        await page
          .getByLabel('Optimizer', { exact: true })
          .selectOption(optimizers[done % optimizers.length]);
        await transport(page).train.click();
        await expect(newestRun(page)).toContainText('done');
      }
    };
    const heap = (): Promise<number> => workerHeap(context, page, 'trainer');
    // Code that gets warm takes hundreds of kilobytes at some moment; runs that were kept would take more in every third.
    const kept: number[] = [];
    await trainTo(21);
    let before = await heap();
    for (const count of [48, 75, 102]) {
      await trainTo(count);
      const after = await heap();
      kept.push((after - before) / 27);
      before = after;
    }
    expect((await notesOf(page)).resumedAt).toHaveLength(102);
    expect(page.workers()).toContain(worker);
    expect(Math.min(...kept), `bytes kept per run, in thirds: ${kept.join(', ')}`).toBeLessThan(3000);
  },
);
