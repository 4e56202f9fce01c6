import type { Page } from '@playwright/test';
import {
  counted,
  exported,
  finished,
  newestRun,
  open,
  stopsWithinASecond,
  transport,
} from './support/explorerPage.ts';
import { expect, test } from './support/test.ts';
import { trainer } from './support/workers.ts';

const EXAMPLES = 12_000;
/** Measured on small batches, which are slower by the example: in truth more than five seconds, after which a worker that was expected to be quick counts as hung. */
const SLOW_MS = 12_000;

/** A batch size whose update of a large network takes SLOW_MS on this machine. */
async function slowBatchSize(page: Page): Promise<number> {
  const small = 200;
  await page.getByLabel('Batch size', { exact: true }).fill(String(small));
  for (let updates = 1; updates <= 3; updates++) {
    await transport(page).step.click();
    await expect(page.locator('.counters')).toContainText(`update ${updates} of`, { timeout: 60_000 });
    await expect(newestRun(page)).toContainText('paused');
  }
  const { seconds } = (await exported(page)).runs[0].metrics;
  const exampleMs = (1000 * (seconds[2] - seconds[0])) / 2 / small;
  return Math.min(EXAMPLES, Math.ceil(SLOW_MS / exampleMs));
}

test(
  'an honest slow update lives, says how long it takes, and Stop ends it within a second',
  { tag: '@alone' },
  async ({ page }) => {
    await open(
      page,
      `?v=1&hidden=2048-2048-2048-2048&size=${EXAMPLES}&validationShare=0.1&engine=cpu&epochs=2`,
    );
    const batchSize = await slowBatchSize(page);
    await page.getByLabel('Batch size', { exact: true }).fill(String(batchSize));
    await transport(page).step.click();
    const slow = page.locator('.notice', {
      hasText: `One update of ${batchSize.toLocaleString('en')} examples`,
    });
    await expect(slow).toContainText(/takes? about \d/, { timeout: 60_000 });
    await expect.poll(() => counted(page), { timeout: 100_000 }).toBe(1);
    await expect(newestRun(page)).toContainText('paused');
    await expect(page.locator('.notice.bad')).toHaveCount(0);

    const worker = await trainer(page);
    await transport(page).step.click();
    await page.waitForTimeout(1000);
    expect(await stopsWithinASecond(page)).toBe(true);
    // The worker was in the middle of an update: it was replaced.
    await expect.poll(() => page.workers().includes(worker)).toBe(false);
  },
);

test('a loss that is no number stops the run at that update and says where and what to try', async ({
  page,
}) => {
  await open(page, '?v=1&dataset=moons&hidden=64-64&batchSize=10&learningRate=1000&epochs=5&engine=cpu');
  await transport(page).train.click();
  const notice = page.locator('.notice.bad');
  await expect(notice).toContainText(
    /loss (was no longer a number|grew beyond all numbers) at update [\d,]+/,
  );
  await expect(notice).toContainText('batch size 10 and learning rate 1,000');
  await expect(notice).toContainText('Try a tenth of the learning rate: 100');
  await expect(notice.getByRole('button')).toHaveCount(0);
  const { status, error, metrics, evaluations } = (await exported(page)).runs[0];
  expect({ status, code: error?.code }).toEqual({ status: 'failed', code: 'diverged' });
  const at = Number(/update ([\d,]+)/.exec(error?.message ?? '')?.[1].replaceAll(',', ''));
  expect(metrics.update.at(-1)).toBe(at);
  expect(metrics.loss.slice(0, -1).every((loss) => Number.isFinite(loss))).toBe(true);
  expect(metrics.loss.at(-1)).toBeNull();
  expect(evaluations.length).toBeGreaterThan(0);
  // The next run is as good as any.
  await page.getByLabel('Learning rate', { exact: true }).fill('0.1');
  await transport(page).train.click();
  await expect(page.locator('.runs tbody tr')).toHaveCount(2);
  await finished(page);
});
