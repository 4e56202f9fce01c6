import { defineConfig } from '@playwright/test';
import { findBrowser } from './scripts/browser.mjs';
import { launchOptions } from './scripts/chromium.mjs';
import { freePort } from './scripts/port.mjs';

/** Chosen once; the processes that run the tests inherit it. */
process.env.BATCHSCOPE_E2E_PORT ??= String(await freePort(4300));
const port = process.env.BATCHSCOPE_E2E_PORT;
const baseURL = `http://localhost:${port}/`;

/** Where the built site lies; another folder where several builds are tested at once. */
const dist = process.env.BATCHSCOPE_DIST ?? 'dist';

/**
 * Tests whose outcome depends on time or on a whole processor are tagged `@alone`, those that take minutes `@long`, and those that need
 * WebGL or WebGPU `@gpu`: both are emulated for them, and that would draw every page of the others, slowly, as well.
 */
const [ALONE, LONG, GPU] = [/@alone/, /@long/, /@gpu/];

const withGpu = { use: { launchOptions: launchOptions(findBrowser()) } };

/** End-to-end tests drive what is in dist; `npm run build` comes first. */
export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.spec.ts',
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  /** Shared machines stall now and then; what passed only at the second try is named in the tally. */
  retries: process.env.CI ? 1 : 0,
  reporter: 'list',
  fullyParallel: true,
  projects: [
    { name: 'together', grepInvert: [ALONE, LONG, GPU] },
    { name: 'gpu', grep: GPU, grepInvert: [ALONE, LONG], ...withGpu },
    { name: 'alone', grep: ALONE, grepInvert: LONG },
    { name: 'long', grep: LONG },
  ].map((project) => ({ ...project, outputDir: `test-results/${project.name}` })),
  use: {
    baseURL,
    /** A page that is kept would answer what a test withholds; those of keeping allow it. */
    serviceWorkers: 'block',
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: launchOptions(findBrowser(), { gpu: 'none' }),
  },
  webServer: {
    command: `node node_modules/vite/bin/vite.js preview --outDir ${dist} --port ${port} --strictPort`,
    url: baseURL,
    reuseExistingServer: false,
    timeout: 60_000,
  },
});
