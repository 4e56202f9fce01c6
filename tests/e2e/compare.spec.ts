import type { Page, Worker } from '@playwright/test';
import { DESKTOP, findings, inEveryAppearance, PHONE, PROJECTOR, tooWide } from './support/appearances.ts';
import {
  control,
  finishedSweep,
  importFile,
  LONG_SWEEP,
  runRows,
  savedBy,
  SMALL_SWEEP,
  startSweep,
  verdictOf,
} from './support/comparePage.ts';
import { open } from './support/explorerPage.ts';
import { quiet } from './support/quiet.ts';
import { staticSite } from './support/staticSite.ts';
import { expect, test } from './support/sweepFile.ts';
import { kill } from './support/workers.ts';

const OPENING = '?v=1&view=compare';
const VIEWS = ['Race', 'To the target', 'Time and memory', 'Noise', 'Speed', 'Generalisation', 'Runs'];

test.describe('the pages', () => {
  test('are links with addresses of their own, and Back goes back', async ({ page }) => {
    await open(page, '?v=1&batchSize=64');
    const compare = page.getByRole('link', { name: 'Compare' });
    await expect(page.getByRole('link', { name: 'Train' })).toHaveAttribute('aria-current', 'page');
    await compare.click();
    await expect(compare).toHaveAttribute('aria-current', 'page');
    await expect(compare).toBeFocused();
    await expect(page.getByRole('heading', { name: 'What do you want to find out?' })).toBeVisible();
    expect(new URL(page.url()).search).toBe('?v=1&batchSize=64&view=compare');
    expect(await page.title()).toMatch(/^Compare/);
    await page.goBack();
    await expect(page.getByLabel('Batch size', { exact: true })).toHaveValue('64');
    expect(new URL(page.url()).search).toBe('?v=1&batchSize=64');
    await page.goForward();
    await expect(page.getByRole('heading', { name: 'What do you want to find out?' })).toBeVisible();
    await page.reload();
    await expect(page.getByRole('heading', { name: 'What do you want to find out?' })).toBeVisible();
    await page.getByRole('link', { name: 'Train' }).click();
    await expect(page.getByLabel('Batch size', { exact: true })).toHaveValue('64');
  });

  test('share one draft: what is set on Train is what Compare builds on, and the other way', async ({
    page,
  }) => {
    await open(page, '?v=1&dataset=moons&learningRate=0.3');
    await page.getByRole('link', { name: 'Compare' }).click();
    await page.getByRole('button', { name: 'build your own' }).click();
    await expect(page.getByLabel('Dataset', { exact: true })).toHaveValue('moons');
    await expect(page.getByLabel('Learning rate', { exact: true })).toHaveValue('0.3');
    await page.getByLabel('Learning rate', { exact: true }).fill('0.2');
    await expect.poll(() => page.url()).toContain('learningRate=0.2');
    await page.getByRole('link', { name: 'Train' }).click();
    await expect(page.getByLabel('Learning rate', { exact: true })).toHaveValue('0.2');
  });

  test('ask for nothing of Compare before it is opened', async ({ page }) => {
    const site = await staticSite('/');
    try {
      await page.goto(site.url);
      await quiet(site.asked);
      expect(site.asked.filter((path) => /Compare|sweep|Stage/i.test(path))).toEqual([]);
      await page.getByRole('link', { name: 'Compare' }).click();
      await expect(page.getByRole('heading', { name: 'What do you want to find out?' })).toBeVisible();
      expect(site.asked.some((path) => path.includes('ComparePage'))).toBe(true);
    } finally {
      await site.close();
    }
  });

  test('say so when Compare cannot be loaded, and Train works on', async ({ page, problems }) => {
    problems.allow(/ComparePage|dynamically imported/);
    await page.route(/ComparePage.*\.js$/, (route) => route.abort());
    await open(page);
    await page.getByRole('link', { name: 'Compare' }).click();
    await expect(page.getByText('Compare could not be loaded')).toBeVisible();
    await page.getByRole('link', { name: 'Train' }).click();
    await expect(page.getByRole('button', { name: 'Train', exact: true })).toBeEnabled();
  });
});

test('six questions are on offer, each with how long it takes', async ({ page }) => {
  await page.goto(OPENING);
  const questions = page.locator('.question');
  await expect(questions).toHaveCount(6);
  // Forecasts from what has been measured here, where that is the same task.
  await expect(questions.first()).toContainText(/about \d+ s/, { timeout: 60_000 });
  for (const text of await questions.allTextContents())
    expect(text).toMatch(/(about|up to) \d|not timed yet/);
});

test('the opening question, from the click to its sentence and the next question', async ({ page }) => {
  test.slow();
  await page.goto(OPENING);
  await page.getByRole('button', { name: /^Race 8/ }).click();
  await expect(page.locator('.figure .cmp-plot path').first()).toBeVisible({ timeout: 60_000 });
  await expect(control(page).pause).toBeVisible();
  const sentence = await finishedSweep(page, 240_000);
  expect(sentence).toMatch(/batch size/);
  expect(sentence).not.toMatch(/NaN|undefined|Infinity/);
  await expect(page.getByRole('button', { name: /^The same race/ })).toBeVisible();
  // Another axis of the same runs, without another run.
  await page.getByRole('radio', { name: 'updates' }).check({ force: true });
  await expect(page.getByRole('img', { name: /by updates/ })).toBeVisible();
  expect(await runRows(page)).toHaveLength(9);
  expect(await page.locator('main').textContent()).not.toMatch(/NaN|undefined/);
});

test(
  'a speed sweep shows cpu, and beside it WebGL once that is asked for, also after a reload',
  { tag: '@gpu' },
  async ({ page }) => {
    test.slow();
    await startSweep(page, `${SMALL_SWEEP}&kind=speed`);
    const alone = await finishedSweep(page);
    expect(alone).toContain('cpu');
    expect(alone).not.toContain('WebGL');
    await page.getByRole('button', { name: 'Measure WebGL too (software, slow)' }).click();
    await expect(verdictOf(page)).toContainText('Side by side', { timeout: 90_000 });
    const sentence = await finishedSweep(page);
    expect(sentence).toMatch(/at batch size 10 takes .* on cpu and .* on WebGL \(software\)/);
    for (const name of ['cpu', 'WebGL (software)'])
      await expect(page.locator('.figure .cmp-key')).toContainText(name);
    const { text } = await savedBy(page, 'Results (JSON)');
    const { sweep } = JSON.parse(text) as { sweep: { speeds: { engine: string; software: boolean }[] } };
    expect(sweep.speeds.map(({ engine, software }) => `${engine} ${software}`)).toEqual([
      ...['cpu false', 'cpu false'],
      ...['webgl true', 'webgl true'],
    ]);
    await page.reload();
    await expect(verdictOf(page)).toHaveText(sentence);
    await expect(page.getByRole('button', { name: 'Measure WebGL too' })).toHaveCount(0);
    await importFile(page, text);
    await expect(page.locator('.figure')).toContainText('alone on another machine');
    await expect(verdictOf(page)).toHaveText(sentence);
  },
);

test('a link fills in the builder and starts nothing; its faults are named', async ({ page }) => {
  await page.goto(`${SMALL_SWEEP}&lrRule=cubic&until=accuracy:0.8`);
  await expect(page.getByText('Some of this link could not be used')).toBeVisible();
  await expect(page.locator('.notice li').first()).toContainText('cubic');
  await expect(page.getByLabel('Batch sizes', { exact: true })).toHaveValue('10, 100');
  await expect(page.getByLabel('Target accuracy', { exact: true })).toHaveValue('0.8');
  await expect(page.getByRole('button', { name: 'Start' })).toBeEnabled();
  await page.waitForTimeout(1000);
  await expect(page.locator('.progress-row')).toHaveCount(0);
});

test('Copy link copies the sweep, and the address is the same', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(SMALL_SWEEP);
  await page.getByRole('button', { name: '32', exact: true }).click();
  await expect(page.getByLabel('Batch sizes', { exact: true })).toHaveValue('10, 32, 100');
  await page.getByRole('button', { name: 'Share' }).click();
  await page.getByRole('button', { name: 'Copy link' }).click();
  await expect(page.getByText('Copied')).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toContain('batchSizes=10,32,100');
  await expect.poll(() => page.url()).toBe(link);
});

const BAD: [field: string, value: string, message: RegExp][] = [
  ['Batch sizes', '', /empty/],
  ['Batch sizes', '8, 8', /twice/],
  ['Batch sizes', '8, 999', /200/],
  ['Batch sizes', '8, -1', /-1/],
  ['Batch sizes', 'eight', /eight/],
  ['Seeds', '11', /1 to 10/],
  ['Seeds', '0', /1 to 10/],
  ['Budget', '1e99', /1e99/],
  ['Micro-batch … examples', '-1', /Micro-batch/],
  ['Learning rate', 'fast', /fast/],
];

test('the builder refuses a bad value at its field, and cannot start until it is mended', async ({
  page,
}) => {
  await page.goto(SMALL_SWEEP);
  const start = page.getByRole('button', { name: 'Start' });
  for (const [field, value, message] of BAD)
    await test.step(`${field} “${value}”`, async () => {
      const input = page.getByLabel(field, { exact: true });
      const good = await input.inputValue();
      await input.fill(value);
      await expect(page.locator('.field-error')).toContainText(message);
      await expect(input).toHaveAttribute('aria-invalid', 'true');
      await expect(start).toBeDisabled();
      await input.press('Enter');
      await expect(page.locator('.progress-row')).toHaveCount(0);
      await input.fill(good);
      await expect(page.locator('.field-error')).toHaveCount(0);
      await expect(start).toBeEnabled();
    });
});

test('tuning is announced as five times the runs, and how long it takes is said', async ({ page }) => {
  await page.goto(SMALL_SWEEP);
  await expect(page.locator('.outlook')).toContainText('4 runs');
  await page.getByLabel('Across batch sizes it is').selectOption('tuned');
  await expect(page.locator('.outlook')).toContainText('20 shorter runs');
  await expect(page.locator('.outlook')).toContainText(/(about|up to) .* by update times measured here/, {
    timeout: 60_000,
  });
});

test('pause holds, resume goes on, cancel keeps what is done', async ({ page }) => {
  test.slow();
  await startSweep(page, LONG_SWEEP);
  const { pause, resume, cancel, goOn } = control(page);
  const bar = page.getByRole('progressbar', { name: 'Comparison' });
  const share = () => bar.evaluate((e) => (e as HTMLProgressElement).value);
  await expect.poll(share, { timeout: 60_000 }).toBeGreaterThan(0.35);
  await pause.click();
  await expect(resume).toBeVisible();
  await expect(page.locator('.progress-words')).toContainText('paused');
  await page.waitForTimeout(700);
  const held = await share();
  await page.waitForTimeout(1500);
  expect(await share()).toBe(held);
  await resume.click();
  await expect.poll(share, { timeout: 60_000 }).toBeGreaterThan(held);
  await expect.poll(() => page.locator('.thumb-count').textContent(), { timeout: 120_000 }).not.toBe('0');
  await pause.click();
  await cancel.click();
  await expect(goOn).toBeVisible();
  await expect(page.locator('.verdict')).toContainText('not finished');
});

test('a reload in the middle loses no run that was done, and Go on repeats none', async ({ page }) => {
  test.slow();
  await startSweep(page, LONG_SWEEP);
  await expect
    .poll(async () => Number(await page.locator('.thumb-count').textContent()), { timeout: 120_000 })
    .toBeGreaterThan(0);
  await page.reload();
  const { goOn } = control(page);
  await expect(goOn).toBeVisible();
  await expect(page.locator('.verdict')).toContainText(/not finished: [1-3] of 4 runs/);
  const before = await runRows(page);
  expect(before.length).toBeGreaterThan(0);
  // Nothing goes on by itself.
  await page.waitForTimeout(1500);
  expect(await runRows(page)).toEqual(before);
  const asked = page.evaluate(
    () =>
      new Promise<string[]>((resolve) => {
        const trials: string[] = [];
        const { postMessage } = Worker.prototype;
        Worker.prototype.postMessage = function (this: Worker, message: unknown, ...rest: unknown[]) {
          const { job } = message as { job?: { trial?: { id: string } } };
          if (job?.trial) trials.push(job.trial.id);
          (postMessage as (...args: unknown[]) => void).call(this, message, ...rest);
        };
        const look = (): void => {
          if (document.querySelector('p.verdict[role="status"]')) resolve(trials);
          else setTimeout(look, 100);
        };
        look();
      }),
  );
  await goOn.click();
  await finishedSweep(page, 240_000);
  expect(await asked).toHaveLength(4 - before.length);
  const after = await runRows(page);
  expect(after).toHaveLength(4);
  // Which columns there are depends on what differs; what a run is called does not.
  const names = (rows: string[]) => rows.map((row) => row.replace(/^.*Delete/, ''));
  for (const name of names(before)) expect(names(after)).toContain(name);
});

test('export, clear, import: the same sentence, the same runs, the same picture', async ({ page }) => {
  await startSweep(page);
  const sentence = await finishedSweep(page);
  const picture = async (): Promise<(string | null)[]> => {
    await page.getByRole('tab', { name: 'Race' }).click();
    return page.locator('.figure .cmp-plot path').evaluateAll((all) => all.map((e) => e.getAttribute('d')));
  };
  const curves = await picture();
  expect(curves.length).toBeGreaterThan(0);
  const rows = await runRows(page);
  const json = await savedBy(page, 'Results (JSON)');
  const csv = await savedBy(page, 'Results (CSV)');
  expect(json.name).toMatch(/\.json$/);
  expect(csv.text.split('\n').length).toBeGreaterThan(20);

  await page.getByRole('button', { name: 'All questions' }).click();
  await page
    .locator('.saved')
    .getByRole('button', { name: /^Delete/ })
    .click();
  await expect(page.locator('.saved')).toHaveCount(0);
  await page.goto(OPENING);
  await expect(page.locator('.saved')).toHaveCount(0);

  await importFile(page, json.text);
  await expect(verdictOf(page)).toHaveText(sentence);
  expect(await picture()).toEqual(curves);
  expect(await runRows(page)).toEqual(rows);
  expect(JSON.parse((await savedBy(page, 'Results (JSON)')).text)).toMatchObject({
    runs: (JSON.parse(json.text) as { runs: object[] }).runs,
  });
});

async function drop(page: Page, content: string): Promise<void> {
  const transfer = await page.evaluateHandle((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], 'x.json', { type: 'application/json' }));
    return data;
  }, content);
  await page.dispatchEvent('.compare-body', 'dragover', { dataTransfer: transfer });
  await expect(page.getByText('Drop a results file')).toBeVisible();
  await page.dispatchEvent('.compare-body', 'drop', { dataTransfer: transfer });
}

test('a dropped file is shown like one that is imported', async ({ page, sweepFile }) => {
  await page.goto(OPENING);
  await expect(page.locator('.question')).toHaveCount(6);
  await importFile(page, sweepFile);
  const sentence = await finishedSweep(page);
  await page.goto(OPENING);
  await expect(page.locator('.question')).toHaveCount(6);
  await drop(page, sweepFile);
  await expect(verdictOf(page)).toHaveText(sentence);
  expect(await runRows(page)).toHaveLength(4);
});

test('a dropped file that is foreign is refused with the reason', async ({ page }) => {
  await page.goto(OPENING);
  await expect(page.locator('.question')).toHaveCount(6);
  await drop(page, '{"format":"other"}');
  await expect(page.locator('.notice.bad')).toContainText('other');
  await expect(page.locator('.question')).toHaveCount(6);
});

test('hostile files are refused with the reason and change nothing', async ({ page, sweepFile: text }) => {
  await page.goto(OPENING);
  await importFile(page, text);
  const sentence = await finishedSweep(page);
  const good = JSON.parse(text) as Record<string, unknown> & { runs: Record<string, unknown>[] };
  const bad: [what: string, text: string][] = [
    ['cut off', text.slice(0, text.length / 2)],
    ['foreign', '{"a":1}'],
    ['a list', '[]'],
    ['future', JSON.stringify({ ...good, version: 99 })],
    ['strings for numbers', text.replace(/"trainingCount":\d+/, '"trainingCount":"many"')],
    [
      'markup',
      text.replace('"digits"', '"<img src=x onerror=alert(1)>"').replace('"moons"', '"<img src=x>"'),
    ],
    ['a million runs', JSON.stringify({ ...good, runs: Array.from({ length: 1_000_000 }, () => 0) })],
    ['a prototype', text.replace('{', '{"__proto__":{"polluted":true},"format":1,')],
  ];
  for (const [what, content] of bad) {
    await importFile(page, content);
    await expect(page.locator('.notice.bad'), what).toBeVisible();
    expect((await page.locator('.notice.bad p').textContent())?.length, what).toBeGreaterThan(10);
    await expect(page.locator('.notice img')).toHaveCount(0);
    await expect(verdictOf(page), what).toHaveText(sentence);
    await page.locator('.notice.bad').getByRole('button', { name: 'Dismiss' }).click();
  }
  expect(await page.evaluate(() => (({}) as Record<string, unknown>).polluted)).toBeUndefined();
});

test('two tabs: one trains, the other says so; no run is lost or doubled', async ({ page, context }) => {
  test.slow();
  await startSweep(page, LONG_SWEEP);
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(control(other).goOn).toBeVisible({ timeout: 30_000 });
  await control(other).goOn.click();
  await expect(other.locator('.notice')).toContainText(/another tab/i);
  await finishedSweep(page, 240_000);
  expect(await runRows(page)).toHaveLength(4);
  await other.reload();
  await finishedSweep(other);
  const rows = await runRows(other);
  expect(rows).toHaveLength(4);
  expect(new Set(rows).size).toBe(4);
});

test('without storage a sweep runs and the page says that it is not kept', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(globalThis, 'indexedDB', {
      get() {
        throw new DOMException('denied', 'SecurityError');
      },
    });
  });
  await startSweep(page);
  await finishedSweep(page);
  await expect(page.locator('.notice')).toContainText(/storage/i);
  expect(await runRows(page)).toHaveLength(4);
});

test('where storage is full a sweep runs and the page says that it is not kept', async ({
  page,
  context,
}) => {
  await page.goto(OPENING);
  const cdp = await context.newCDPSession(page);
  await cdp.send('Storage.overrideQuotaForOrigin', { origin: new URL(page.url()).origin, quotaSize: 1 });
  await startSweep(page);
  const sentence = await finishedSweep(page);
  await expect(page.locator('.notice')).toContainText(/storage is full.*lost when this tab is/);
  expect(await runRows(page)).toHaveLength(4);
  // What is in memory is there as long as the tab is.
  await page.getByRole('button', { name: 'All questions' }).click();
  await page.locator('.saved li').getByRole('button').first().click();
  await expect(verdictOf(page)).toHaveText(sentence);
});

test('a worker that dies is replaced, and no run is lost', async ({ page }) => {
  test.slow();
  await startSweep(page, LONG_SWEEP);
  let victim: Worker | undefined;
  await expect
    .poll(
      async () => {
        for (const worker of page.workers()) {
          const name = await worker.evaluate(() => self.name).catch(() => '');
          if (name.includes('sweep')) victim = worker;
        }
        const share = await page
          .getByRole('progressbar', { name: 'Comparison' })
          .evaluate((e) => (e as HTMLProgressElement).value);
        return victim !== undefined && share > 0.35;
      },
      { timeout: 90_000 },
    )
    .toBe(true);
  if (victim) await kill(victim);
  await finishedSweep(page, 240_000);
  const rows = await runRows(page);
  expect(rows).toHaveLength(4);
  expect(rows.join(' ')).not.toMatch(/failed/);
});

test('runs are sorted, filtered, hidden and deleted', async ({ page, sweepFile }) => {
  await page.goto(OPENING);
  await importFile(page, sweepFile);
  await finishedSweep(page);
  expect(await runRows(page)).toHaveLength(4);
  const table = page.locator('.runs-view');
  const rows = table.locator('tbody tr');
  // Only what differs: every run has the same rate, task and state.
  await expect(table.getByRole('columnheader', { name: 'Learning rate' })).toHaveCount(0);
  const sizes = table.locator('td.run-batchSize');
  await expect(sizes.first()).toHaveText('10');
  await table.getByRole('button', { name: 'Batch size' }).click();
  await expect(sizes.first()).toHaveText('100');
  await expect(table.getByRole('columnheader', { name: 'Batch size' })).toHaveAttribute(
    'aria-sort',
    'descending',
  );
  await table.getByLabel('Filter').fill('100');
  await expect(rows).toHaveCount(2);
  await expect(table.getByRole('status')).toHaveText('2 of 4 runs');
  await table.getByLabel('Filter').fill('');
  await table.getByRole('button', { name: 'Hide B = 100, seed 2' }).click();
  await expect(rows.nth(1)).toHaveClass('off');
  await table.getByRole('button', { name: 'Delete B = 100, seed 2' }).click();
  await expect(table.locator('tbody tr:not(.pending)')).toHaveCount(3);
  await expect(control(page).goOn).toBeVisible();
  await expect(page).toHaveURL(/batchSizes=10,100/);
  await page.reload();
  expect(await runRows(page)).toHaveLength(3);
  // What Go on would make again.
  await expect(page.locator('.runs-view tr.pending')).toContainText(['queued']);
});

test('by keyboard alone: a question, its verdict, views, table, target, export', async ({ page }) => {
  test.slow();
  await open(page);
  const { keyboard } = page;
  const focused = () =>
    page.evaluate(() => {
      const at = document.activeElement;
      return at?.getAttribute('aria-label') ?? at?.textContent ?? '';
    });
  const tabTo = async (name: RegExp, key = 'Tab'): Promise<void> => {
    for (let i = 0; i < 120; i++) {
      await keyboard.press(key);
      if (name.test(await focused())) return;
    }
    throw new Error(`${String(name)} is not reached within 120 tabs`);
  };
  await tabTo(/^Compare$/);
  await keyboard.press('Enter');
  await tabTo(/^Race 8/);
  await keyboard.press('Enter');
  // The focus is not lost with the button that was pressed.
  await expect(page.getByRole('heading', { level: 2 }).first()).toBeFocused();
  await finishedSweep(page, 240_000);
  await tabTo(/^Race/);
  await keyboard.press('ArrowRight');
  await expect(page.getByRole('tab', { name: 'To the target' })).toBeFocused();
  await expect(page.getByRole('tabpanel', { name: 'To the target' })).toBeVisible();
  await tabTo(/^Target: validation/);
  const slider = page.getByLabel('Target: validation accuracy');
  await expect(slider).toBeFocused();
  const before = await slider.inputValue();
  await keyboard.press('ArrowLeft');
  expect(await slider.inputValue()).not.toBe(before);
  await tabTo(/^To the target/, 'Shift+Tab');
  await keyboard.press('End');
  await expect(page.getByRole('tab', { name: 'Runs' })).toHaveAttribute('aria-selected', 'true');
  await tabTo(/^Seed/);
  await keyboard.press('Enter');
  await expect(page.getByRole('columnheader', { name: 'Seed' })).toHaveAttribute('aria-sort', 'ascending');
  await tabTo(/^Hide/);
  await keyboard.press('Space');
  await expect(page.locator('.runs-view tbody tr.off')).toHaveCount(1);
  await tabTo(/^Export/, 'Shift+Tab');
  await keyboard.press('Enter');
  const download = page.waitForEvent('download');
  await tabTo(/^Results \(JSON\)/);
  await keyboard.press('Enter');
  expect((await download).suggestedFilename()).toMatch(/\.json$/);
});

test('by keyboard alone: the builder, from its chips to its start', async ({ page }) => {
  await page.goto('?v=1&dataset=moons&hidden=4&size=200&epochs=3&view=compare');
  await expect(page.locator('.question')).toHaveCount(6);
  const { keyboard } = page;
  const tabTo = async (name: RegExp): Promise<void> => {
    for (let i = 0; i < 80; i++) {
      await keyboard.press('Tab');
      const text = await page.evaluate(() => document.activeElement?.textContent ?? '');
      if (name.test(text)) return;
    }
    throw new Error(`${String(name)} is not reached within 80 tabs`);
  };
  await tabTo(/^Or build your own/);
  await keyboard.press('Enter');
  await tabTo(/^2$/);
  await keyboard.press('Space');
  await expect(page.getByRole('button', { name: '2', exact: true })).toHaveAttribute('aria-pressed', 'true');
  await tabTo(/^Start$/);
  await keyboard.press('Enter');
  await finishedSweep(page);
});

test('axe finds nothing serious on Compare, at every size, and nothing is too wide', async ({
  page,
  sweepFile,
}) => {
  test.slow();
  const sound = (what: string): Promise<void> =>
    inEveryAppearance(page, [DESKTOP, PROJECTOR, PHONE], async ({ width, colorScheme }) => {
      expect(
        await findings(page, { serious: true, colorScheme }),
        `${what}, ${width}, ${colorScheme}`,
      ).toEqual([]);
      await expect.poll(() => tooWide(page), `${what}, ${width}`).toBeLessThanOrEqual(0);
    });
  await page.goto(OPENING);
  await expect(page.locator('.question')).toHaveCount(6);
  await sound('questions');
  await page.goto(SMALL_SWEEP);
  await page.getByLabel('Seeds', { exact: true }).fill('99');
  await page.getByRole('button', { name: 'Repeat on another task' }).click();
  await sound('builder');
  await importFile(page, sweepFile);
  await finishedSweep(page);
  for (const view of VIEWS) {
    await page.getByRole('tab', { name: view }).click();
    await expect(page.getByRole('tabpanel', { name: view })).toBeVisible();
    await sound(view);
  }
});
