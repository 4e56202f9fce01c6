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

/** Tests in which nothing depends on time or on a whole processor: two may run side by side. */
const together = /(settings|link|tooling|budget)\.spec\.ts|axe finds nothing/;

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
  projects: [
    { name: 'together', grep: together, fullyParallel: true, outputDir: 'test-results/together' },
    { name: 'alone', grepInvert: together, outputDir: 'test-results/alone' },
  ],
  use: {
    baseURL,
    /** A page that is kept would answer what a test withholds; those of keeping allow it. */
    serviceWorkers: 'block',
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: launchOptions(findBrowser()),
  },
  webServer: {
    command: `node node_modules/vite/bin/vite.js preview --outDir ${dist} --port ${port} --strictPort`,
    url: baseURL,
    reuseExistingServer: false,
    timeout: 60_000,
  },
});
