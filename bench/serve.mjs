/** Builds one page of the bench as the site is built, serves it, and opens it in Chromium. */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { build, preview } from 'vite';
import { ensureBrowser } from '../scripts/browser.mjs';
import { buildEngine } from '../scripts/build-engine.mjs';
import { launchOptions } from '../scripts/chromium.mjs';

const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/**
 * Calls `use(page, browser version)` with the built `folder` open, and cleans up. `gpu` 'machine' is what the machine
 * has, 'software' an emulated one. An `isolated` page may use threads.
 */
export async function withPage(folder, gpu, use, { isolated = false } = {}) {
  const outDir = await mkdtemp(join(os.tmpdir(), 'batchscope-bench-'));
  const common = { root: folder, configFile: false, base: './', logLevel: 'error' };
  let server;
  let browser;
  try {
    await buildEngine();
    await build({
      ...common,
      worker: { format: 'es' },
      build: { outDir, emptyOutDir: true, target: 'esnext', chunkSizeWarningLimit: 5000 },
    });
    server = await preview({
      ...common,
      build: { outDir },
      preview: { port: 0, host: '127.0.0.1', headers: isolated ? isolation : {} },
    });
    browser = await chromium.launch({ headless: true, ...launchOptions(await ensureBrowser(), { gpu }) });
    const page = await browser.newPage();
    page.on('pageerror', (error) => console.error(error));
    await page.goto(server.resolvedUrls.local[0]);
    return await use(page, browser.version());
  } finally {
    await browser?.close();
    await server?.close();
    await rm(outDir, { recursive: true, force: true });
  }
}
