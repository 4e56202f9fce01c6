import type { Page } from '@playwright/test';
import { exported, finished, open, transport, type ExportedRun } from './support/explorerPage.ts';
import { expect, test } from './support/test.ts';
import { trainer } from './support/workers.ts';

const TINY = '?v=1&dataset=moons&hidden=4&size=80&batchSize=20&epochs=2';
const UPDATES = 8;

async function trained(page: Page, engine: string): Promise<ExportedRun> {
  await open(page, `${TINY}&engine=${engine}`);
  await transport(page).train.click();
  await finished(page, 90_000);
  return (await exported(page)).runs[0];
}

/** Largest difference of two columns, relative to the larger value. */
function difference(a: readonly (number | null)[], b: readonly (number | null)[]): number {
  expect(a).toHaveLength(b.length);
  return Math.max(
    ...a.map(
      (x, i) => Math.abs(Number(x) - Number(b[i])) / Math.max(Math.abs(Number(x)), Math.abs(Number(b[i]))),
    ),
  );
}

test(
  'cpu, WebGL and WebGPU train when asked, say so, and agree on the same batches',
  { tag: '@gpu' },
  async ({ page, problems }) => {
    problems.allow(/WebGL|WebGPU/);
    const runs: Record<string, ExportedRun> = {};
    for (const engine of ['cpu', 'webgl', 'webgpu'] as const) {
      const run = await trained(page, engine);
      expect(run).toMatchObject({ status: 'finished', engine: { asked: engine, got: engine } });
      expect(run.engine.why).toMatch(/as asked/);
      expect(run.metrics.update).toHaveLength(UPDATES);
      const line = page.locator('.engine-field');
      await expect(line).toContainText(`got ${engine}`);
      await expect(line).toContainText(run.engine.why);
      if (engine !== 'cpu') {
        expect(run.engine.software).toBe(true);
        await expect(line).toContainText('emulated in software');
      }
      runs[engine] = run;
    }
    for (const engine of ['webgl', 'webgpu']) {
      expect(runs[engine].metrics.examples).toEqual(runs.cpu.metrics.examples);
      expect(difference(runs[engine].metrics.loss, runs.cpu.metrics.loss), engine).toBeLessThan(1e-3);
      const scores = (run: ExportedRun) => run.evaluations.map((e) => e.loss);
      expect(difference(scores(runs[engine]), scores(runs.cpu)), engine).toBeLessThan(1e-3);
    }
  },
);

test('auto never takes an emulated GPU, and says why it is cpu', { tag: '@gpu' }, async ({ page }) => {
  const run = await trained(page, 'auto');
  expect(run.engine).toMatchObject({ asked: 'auto', got: 'cpu', software: false });
  expect(run.engine.why).toMatch(/emulated in software/);
  await expect(page.locator('.engine-field')).toContainText(run.engine.why);
});

test('where there is no WebGPU, asking for it gives another engine and says so', async ({ page }) => {
  await open(page, `${TINY}&engine=webgpu`);
  const worker = await trainer(page);
  await worker.evaluate(() =>
    Object.defineProperty(Object.getPrototypeOf(navigator), 'gpu', { get: () => undefined }),
  );
  await transport(page).train.click();
  await finished(page);
  const { engine, metrics } = (await exported(page)).runs[0];
  expect(engine).toMatchObject({ asked: 'webgpu', got: 'cpu' });
  expect(engine.why).toContain('WebGPU was asked for, but this browser does not offer it');
  expect(metrics.update).toHaveLength(UPDATES);
  await expect(page.locator('.engine-field')).toContainText(engine.why);
});

test('an engine that does not start gives way to another and says why', { tag: '@gpu' }, async ({ page }) => {
  await open(page, `${TINY}&engine=webgl`);
  const worker = await trainer(page);
  await worker.evaluate(() => {
    const { getContext } = OffscreenCanvas.prototype;
    let given = 0;
    // The first context answers what there is; there are no more after it.
    OffscreenCanvas.prototype.getContext = function (this: OffscreenCanvas, ...args: unknown[]) {
      return given++ > 0 ? null : (getContext as (...args: unknown[]) => unknown).apply(this, args);
    } as typeof getContext;
  });
  await transport(page).train.click();
  await finished(page);
  const { engine } = (await exported(page)).runs[0];
  expect(engine).toMatchObject({ asked: 'webgl', got: 'cpu' });
  expect(engine.why).toMatch(/WebGL did not start \(the browser gave no WebGL 2 context\)/);
});

test('the cpu engine is one file: up to its first update nothing else is fetched by the worker', async ({
  page,
}) => {
  const run = await trained(page, 'cpu');
  expect(run.engine.device).toBe('WebAssembly SIMD');
  const worker = await trainer(page);
  const fetched = await worker.evaluate(() =>
    performance.getEntriesByType('resource').map(({ name }) => name),
  );
  expect(fetched).toHaveLength(1);
});
