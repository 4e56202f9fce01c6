import { playwright } from '@vitest/browser-playwright';
import { defineConfig, mergeConfig } from 'vitest/config';
import { findBrowser } from './scripts/browser.mjs';
import { launchOptions } from './scripts/chromium.mjs';
import vite from './vite.config.ts';

const everywhere = ['**/node_modules/**', 'tests/e2e/**'];
const inBrowser = 'tests/**/*.browser.test.{ts,tsx}';
const onGpu = 'tests/**/*.gpu.test.ts';
const mocked = 'tests/**/*.mocked.test.tsx';
const long = 'tests/**/*.long.test.ts';
const longOnGpu = 'tests/**/*.gpu.long.test.ts';

const inChromium = (name: string, include: string, gpu: 'software' | 'none') => ({
  extends: true as const,
  optimizeDeps: {
    entries: ['src/**/*.{ts,tsx}', '!src/engine/cpu/assembly/**', inBrowser, onGpu, longOnGpu],
  },
  test: {
    name,
    include: [include],
    exclude: everywhere,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    fileParallelism: false,
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      provider: playwright({ launchOptions: launchOptions(findBrowser(), { gpu }) }),
      instances: [{ browser: 'chromium' as const }],
    },
  },
});

const inNode = (
  name: string,
  environment: 'node' | 'happy-dom',
  include: string[],
  exclude: string[] = [],
) => ({
  extends: true as const,
  test: {
    name,
    environment,
    include,
    exclude: [...everywhere, ...exclude],
    testTimeout: 30_000,
    setupFiles: ['tests/setup.ts'],
    /** What a file leaves behind would reach those after it; only tests that put mocks in place of modules do. */
    isolate: name === 'mocked',
  },
});

/**
 * *.test.ts runs in Node, *.test.tsx with a DOM, *.browser.test.ts(x) in Chromium, *.gpu.test.ts in Chromium with WebGL and
 * WebGPU; *.long.test.ts in Node, in the long stage alone, which also runs all others in Node on other random cases.
 */
export default mergeConfig(
  vite,
  defineConfig({
    test: {
      restoreMocks: true,
      retry: process.env.CI ? 1 : 0,
      projects: [
        inNode('unit', 'node', ['tests/**/*.test.ts'], [inBrowser, onGpu, long]),
        inNode('ui', 'happy-dom', ['tests/**/*.test.tsx'], [inBrowser, mocked]),
        inNode('mocked', 'happy-dom', [mocked]),
        inChromium('browser', inBrowser, 'none'),
        inChromium('gpu', onGpu, 'software'),
        inNode('long', 'node', ['tests/**/*.test.ts'], [inBrowser, onGpu, longOnGpu]),
        inChromium('long-gpu', longOnGpu, 'software'),
      ],
    },
  }),
);
