/** A finished sweep, trained once in each process that runs tests: most tests of Compare only need that there is one. */
import { finishedSweep, savedBy, SMALL_SWEEP, startSweep } from './comparePage.ts';
import { expect, test as base } from './test.ts';

interface Trained {
  /** The results of SMALL_SWEEP, as Compare saves them. */
  sweepFile: string;
}

export const test = base.extend<object, Trained>({
  sweepFile: [
    async ({ browser }, use) => {
      const baseURL = `http://localhost:${process.env.BATCHSCOPE_E2E_PORT}/`;
      const context = await browser.newContext({ baseURL, serviceWorkers: 'block' });
      const page = await context.newPage();
      await startSweep(page, SMALL_SWEEP);
      await finishedSweep(page);
      const { text } = await savedBy(page, 'Results (JSON)');
      await context.close();
      await use(text);
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

export { expect };
