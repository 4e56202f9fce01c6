import type { Page } from '@playwright/test';
import { newestRun, open, transport } from './support/explorerPage.ts';
import { tasksDuring } from './support/tasks.ts';
import { expect, test } from './support/test.ts';

/** Epochs of a few milliseconds, a thousand of them: each ends with two evaluations and a memory sample. */
const SHORT_EPOCHS =
  '?v=1&dataset=moons&hidden=256-256-256&batchSize=1&size=200&epochs=1000&engine=cpu&learningRate=0.001';

type Counting = typeof globalThis & { heard: Record<string, number> };

/** Counts what the workers say, by type; to be called before the page opens. */
async function countMessages(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const heard: Record<string, number> = {};
    (globalThis as Counting).heard = heard;
    const known = new WeakSet<Worker>();
    const { postMessage } = Worker.prototype;
    Worker.prototype.postMessage = function (this: Worker, ...args: unknown[]) {
      if (!known.has(this))
        this.addEventListener('message', ({ data }: MessageEvent<{ type: string }>) => {
          heard[data.type] = (heard[data.type] ?? 0) + 1;
        });
      known.add(this);
      (postMessage as (...all: unknown[]) => void).apply(this, args);
    };
  });
}

test(
  'however short the epochs, the page is told ten times a second, draws in short tasks and pauses at once',
  { tag: '@alone' },
  async ({ page, browser }) => {
    await countMessages(page);
    await open(page, SHORT_EPOCHS);
    await transport(page).train.click();
    await expect(newestRun(page)).toContainText('in progress');
    const epochs = async (): Promise<number> =>
      Number(/epoch (\d+)/.exec((await page.locator('.counters').textContent()) ?? '')?.[1]);
    await expect.poll(epochs, { timeout: 60_000 }).toBeGreaterThan(60);

    const heard = (): Promise<{ count: number; at: number }> =>
      page.evaluate(() => {
        const { pong: _, ...ofRun } = (globalThis as Counting).heard;
        return { count: Object.values(ofRun).reduce((sum, n) => sum + n, 0), at: performance.now() };
      });
    const before = await heard();
    const tasks = await tasksDuring(browser, page, () => page.waitForTimeout(4000));
    const after = await heard();
    // Frames at most ten a second, insights two, checkpoints one in two.
    expect((1000 * (after.count - before.count)) / (after.at - before.at)).toBeLessThan(14);
    expect(tasks.length).toBeGreaterThan(100);
    expect(Math.max(...tasks), 'processor milliseconds of the longest task').toBeLessThan(100);

    const framesUntilPaused = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          const { heard } = globalThis as Counting;
          const from = heard.metrics;
          const button = document.querySelector<HTMLElement>('.transport .primary');
          new MutationObserver((_, observer) => {
            if (!document.querySelector('.runs .status.paused')) return;
            observer.disconnect();
            resolve(heard.metrics - from);
          }).observe(document.body, {
            subtree: true,
            childList: true,
            characterData: true,
            attributes: true,
          });
          button?.click();
        }),
    );
    // The frame that waits to be acknowledged, and the last one.
    expect(framesUntilPaused).toBeLessThanOrEqual(3);
    const atPause = await epochs();
    expect(atPause).toBeLessThan(1000);
  },
);
