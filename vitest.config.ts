import { playwright } from '@vitest/browser-playwright';
import { defineConfig, mergeConfig } from 'vitest/config';
import { findBrowser } from './scripts/browser.mjs';
import { launchOptions } from './scripts/chromium.mjs';
import vite from './vite.config.ts';

const everywhere = ['**/node_modules/**', 'tests/e2e/**'];
const inBrowser = 'tests/**/*.browser.test.{ts,tsx}';

/** *.test.ts runs in Node, *.test.tsx with a DOM, *.browser.test.ts(x) in Chromium. */
export default mergeConfig(
  vite,
  defineConfig({
    test: {
      restoreMocks: true,
      retry: process.env.CI ? 1 : 0,
      projects: [
        {
          extends: true,
          test: {
            name: 'unit',
            environment: 'node',
            include: ['tests/**/*.test.ts'],
            exclude: [...everywhere, inBrowser],
            testTimeout: 30_000,
          },
        },
        {
          extends: true,
          test: {
            name: 'ui',
            environment: 'happy-dom',
            include: ['tests/**/*.test.tsx'],
            exclude: [...everywhere, inBrowser],
            testTimeout: 30_000,
          },
        },
        {
          extends: true,
          optimizeDeps: { entries: ['src/**/*.{ts,tsx}', '!src/engine/cpu/assembly/**', inBrowser] },
          test: {
            name: 'browser',
            include: [inBrowser],
            exclude: everywhere,
            testTimeout: 120_000,
            hookTimeout: 120_000,
            fileParallelism: false,
            browser: {
              enabled: true,
              headless: true,
              screenshotFailures: false,
              provider: playwright({ launchOptions: launchOptions(findBrowser()) }),
              instances: [{ browser: 'chromium' }],
            },
          },
        },
      ],
    },
  }),
);
