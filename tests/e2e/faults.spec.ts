import type { Page, Worker } from '@playwright/test';
import { notesOf, takeNotes } from './support/notes.ts';
import {
  counted,
  exported,
  finished,
  newestRun,
  open,
  transport,
  type ExportedRun,
} from './support/explorerPage.ts';
import { expect, test } from './support/test.ts';
import {
  crash,
  damageProgram,
  destroyDevice,
  exhaustContext,
  exhaustDevice,
  hang,
  kill,
  loseContext,
  misuseDevice,
  trainer,
  watchContexts,
  watchDevices,
  watchMemories,
} from './support/workers.ts';

/** A failure must be seen within so many milliseconds. */
const SEEN_MS = 5000;
/** A worker that is alive but gives no result has so long before it counts as hung. */
const HUNG_MS = 5000;
/** Between its last result and its fault a worker may have been silent already; a frame comes each tenth of a second. */
const FRAME_MS = 100;

type Ticking = typeof globalThis & { ticks: { at: number; ms: number }[] };

/** Counts time in the page as its watchdog does, by ticks of a quarter of a second that a slow machine makes longer. */
const countTicks = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const ticks: Ticking['ticks'] = [];
    (globalThis as Ticking).ticks = ticks;
    let last = performance.now();
    setInterval(() => {
      const now = performance.now();
      ticks.push({ at: Date.now(), ms: Math.min(1000, now - last) });
      last = now;
    }, 250);
  });

/** Holds the notice of a hung worker to the watchdog's time: its limit, and a tick at either end. */
async function seenInTicks(page: Page, since: number, seenAt: number): Promise<void> {
  const ticks = (await page.evaluate(() => (globalThis as Ticking).ticks)).filter(
    ({ at }) => at > since && at <= seenAt,
  );
  const counted = ticks.reduce((sum, { ms }) => sum + ms, 0);
  const longest = Math.max(...ticks.map(({ ms }) => ms));
  expect(counted, 'milliseconds by the page’s ticks').toBeLessThan(HUNG_MS + FRAME_MS + 2 * longest);
}

// One process runs the file, so that the undisturbed run is trained once.
test.describe.configure({ mode: 'default' });

const notice = (page: Page) => page.locator('.notice.bad');

/** Waits for the notice of a failure and holds it to its time. */
async function seenFailing(page: Page, since: number, message: RegExp, hung = false): Promise<void> {
  const seen = await page.waitForFunction(
    () => document.querySelector('.notice.bad') && Date.now(),
    undefined,
    {
      polling: 50,
      timeout: 20_000,
    },
  );
  const at = Number(await seen.jsonValue());
  if (hung) await seenInTicks(page, since, at);
  else expect(at - since, 'milliseconds until the failure was seen').toBeLessThan(SEEN_MS);
  await expect(notice(page)).toContainText(message);
  await expect(newestRun(page)).toContainText('failed');
}

async function newest(page: Page): Promise<ExportedRun> {
  return (await exported(page)).runs[0];
}

/** Updates from 1 on, none missing, none twice. */
function expectWhole({ metrics }: ExportedRun, updates: number): void {
  expect(metrics.update).toEqual(Array.from({ length: updates }, (_, i) => i + 1));
  expect(metrics.loss.every((loss) => Number.isFinite(loss))).toBe(true);
}

const LONG = {
  query: '?v=1&dataset=moons&hidden=1024-512&size=400&batchSize=8&epochs=100&engine=cpu',
  updates: 5000,
};
let undisturbed: ExportedRun | undefined;

const WORKER_FAULTS: [
  name: string,
  inject: (worker: Worker) => Promise<number>,
  code: string,
  says: RegExp,
  watch?: (worker: Worker) => Promise<void>,
][] = [
  ['is killed', kill, 'worker-crashed', /no longer answers/],
  ['throws', crash, 'worker-crashed', /crashed: .*thrown on purpose/],
  ['hangs', hang, 'worker-hung', /gave no result for 5/],
  [
    'has a trap in its WebAssembly module',
    damageProgram,
    'trap',
    /cpu engine stopped at a fault of its own \(memory access out of bounds\)\. Resume goes on/,
    watchMemories,
  ],
];

for (const [name, inject, code, says, watch] of WORKER_FAULTS)
  test(`a worker that ${name} is seen in time; Resume goes on from the checkpoint to the same end`, async ({
    page,
    problems,
  }) => {
    test.slow();
    problems.allow('thrown on purpose');
    await takeNotes(page);
    await countTicks(page);
    await open(page, LONG.query);
    const worker = await trainer(page);
    await watch?.(worker);
    // A pause makes a checkpoint.
    await transport(page).epoch.click();
    await expect(newestRun(page)).toContainText('paused');
    await transport(page).train.click();
    await expect.poll(() => counted(page), { timeout: 30_000 }).toBeGreaterThan(60);
    const since = await inject(worker);
    await seenFailing(page, since, says, code === 'worker-hung');
    const failed = await newest(page);
    expect(failed).toMatchObject({ status: 'failed', error: { code } });
    const done = failed.metrics.update.length;
    expect(done).toBeGreaterThan(50);
    expect(done).toBeLessThan(LONG.updates);
    expectWhole(failed, done);

    await notice(page).getByRole('button', { name: 'Resume' }).click();
    expect(await trainer(page, [worker])).not.toBe(worker);
    await finished(page, 120_000);
    expect(page.workers()).not.toContain(worker);
    expect((await notesOf(page)).resumedAt.at(-1)).toBeGreaterThanOrEqual(50);
    await expect(notice(page)).toHaveCount(0);
    const resumed = await newest(page);
    expect(resumed).toMatchObject({ status: 'finished', error: null });
    expectWhole(resumed, LONG.updates);

    if (!undisturbed) {
      await transport(page).train.click();
      await expect(page.locator('.runs tbody tr')).toHaveCount(2);
      await finished(page, 120_000);
      undisturbed = await newest(page);
    }
    expect(resumed.metrics.loss).toEqual(undisturbed.metrics.loss);
    const scores = ({ evaluations }: ExportedRun) => evaluations.map(({ update, loss }) => [update, loss]);
    expect(scores(resumed)).toEqual(scores(undisturbed));
  });

const GPU_FAULTS: [
  name: string,
  engine: string,
  watch: (worker: Worker) => Promise<void>,
  inject: (worker: Worker) => Promise<number>,
  code: string,
  says: RegExp,
  query: string,
  updates: number,
][] = [
  [
    'a lost WebGL context',
    'webgl',
    watchContexts,
    loseContext,
    'context-lost',
    /WebGL context/,
    '&batchSize=20&size=100&epochs=8',
    40,
  ],
  [
    'a lost WebGPU device',
    'webgpu',
    watchDevices,
    destroyDevice,
    'device-lost',
    /device was lost/,
    '&batchSize=20&size=80&epochs=3',
    12,
  ],
  [
    'an uncaptured WebGPU error',
    'webgpu',
    watchDevices,
    misuseDevice,
    'gpu-error',
    /reported an error/,
    '&batchSize=20&size=80&epochs=3',
    12,
  ],
];

for (const [name, engine, watch, inject, code, says, query, updates] of GPU_FAULTS)
  test(
    `${name} is seen within 5 s; Resume goes on in a fresh worker to the end`,
    { tag: '@gpu' },
    async ({ page, problems }) => {
      problems.allow(/WebGL: CONTEXT_LOST|GL_CONTEXT|Device was destroyed|WebGPU|BufferUsage/i);
      await open(page, `?v=1&dataset=moons&hidden=4&engine=${engine}${query}`);
      const worker = await trainer(page);
      await watch(worker);
      await transport(page).train.click();
      await expect.poll(() => counted(page), { timeout: 60_000 }).toBeGreaterThan(2);
      const since = await inject(worker);
      await seenFailing(page, since, says);
      const failed = await newest(page);
      expect(failed).toMatchObject({ status: 'failed', error: { code }, engine: { got: engine } });
      const done = failed.metrics.update.length;
      expect(done).toBeGreaterThan(0);
      expect(done).toBeLessThan(updates);
      expectWhole(failed, done);

      await notice(page).getByRole('button', { name: 'Resume' }).click();
      const fresh = await trainer(page, [worker]);
      expect(fresh).not.toBe(worker);
      await finished(page);
      const resumed = await newest(page);
      expect(resumed).toMatchObject({ status: 'finished', error: null, engine: { got: engine } });
      expectWhole(resumed, updates);
      // What was computed before the last checkpoint is kept as it was.
      expect(resumed.metrics.loss[0]).toBe(failed.metrics.loss[0]);
    },
  );

const MEMORY_FAULTS: [
  engine: string,
  watch: (worker: Worker) => Promise<void>,
  inject: (worker: Worker) => Promise<number>,
  code: string,
  says: RegExp,
][] = [
  ['webgpu', watchDevices, exhaustDevice, 'out-of-memory', /no room for an array of this update/],
  // Chromium takes the context away without a word of why.
  ['webgl', watchContexts, exhaustContext, 'context-lost', /out of memory, reset or taken away/],
];

for (const [engine, watch, inject, code, says] of MEMORY_FAULTS)
  test(
    `${engine} out of memory is named in plain words; the largest batch that worked is offered, and the run goes on`,
    { tag: '@gpu' },
    async ({ page, problems }) => {
      test.slow();
      problems.allow(/WebGPU|buffer size|GL_OUT_OF_MEMORY|CONTEXT_LOST/i);
      await open(page, `?v=1&dataset=moons&hidden=4&engine=${engine}&batchSize=10&size=80&epochs=1`);
      const worker = await trainer(page);
      await watch(worker);
      await transport(page).train.click();
      await finished(page);
      await page.getByLabel('Batch size', { exact: true }).first().fill('20');
      await page.getByLabel('Epochs', { exact: true }).fill('5');
      // A pause makes a checkpoint.
      await transport(page).epoch.click();
      await expect(newestRun(page)).toContainText('paused');
      await expect(page.locator('.runs tbody tr')).toHaveCount(2);
      const before = await counted(page);
      await transport(page).train.click();
      await expect.poll(() => counted(page), { timeout: 60_000 }).toBeGreaterThan(before);
      const since = await inject(worker);
      await seenFailing(page, since, says);
      await expect(notice(page)).not.toContainText(/shader|texture|createBuffer|validation|undefined/i);
      const failed = await newest(page);
      expect(failed).toMatchObject({ status: 'failed', error: { code } });
      const done = failed.metrics.update.length;
      expect(done).toBeGreaterThanOrEqual(before);
      expectWhole(failed, done);

      await expect(notice(page)).toContainText('Batch size 10 was the largest that worked here before.');
      await notice(page).getByRole('button', { name: 'Halve the batch: 10' }).click();
      expect(await trainer(page, [worker])).not.toBe(worker);
      await finished(page);
      await expect(notice(page)).toHaveCount(0);
      await expect(page.locator('.runs tbody tr')).toHaveCount(2);
      const next = await newest(page);
      expect(next).toMatchObject({ status: 'finished', error: null, engine: { got: engine } });
      expect(next.metrics.loss.slice(0, before)).toEqual(failed.metrics.loss.slice(0, before));
      expectWhole(next, next.metrics.update.length);
      expect(next.metrics.update.length).toBeGreaterThan(done);
    },
  );
