import type { Page } from '@playwright/test';
import { expect } from './test.ts';

/** The buttons of the transport. */
export const transport = (page: Page) => {
  const button = (name: string) =>
    page.getByRole('group', { name: 'Transport' }).getByRole('button', { name });
  return {
    train: button('Train'),
    pause: button('Pause'),
    step: button('Step'),
    epoch: button('Epoch'),
    reset: button('Reset'),
  };
};

/** A small, fast run: points, a tiny network. */
export const SMALL = '?v=1&dataset=moons&hidden=4&batchSize=20&size=200&epochs=3&engine=cpu';

/** A hundred thousand long updates, over a minute: still going when a slow machine has seen what it wants. */
export const ENDLESS =
  '?v=1&dataset=moons&hidden=256-256-256-256&batchSize=20&size=2000&epochs=1000&engine=cpu';

export async function open(page: Page, query = ''): Promise<void> {
  await page.goto(query);
  await expect(page.getByRole('button', { name: 'Train' })).toBeVisible();
}

/** Opens the settings that are folded away at first. */
export const moreSettings = (page: Page): Promise<void> =>
  page.getByRole('button', { name: 'More settings' }).click();

/**
 * Presses Stop in a notice; whether the run had stopped when a timer of a second, set by the page at the press, went off: a
 * slow machine delays the page's own timers alike.
 */
export const stopsWithinASecond = (page: Page): Promise<boolean> =>
  page.evaluate(
    () =>
      new Promise<boolean>((resolve) => {
        const stopped = (): boolean => document.querySelector('.runs tbody tr .status.stopped') !== null;
        const stop = [...document.querySelectorAll<HTMLElement>('.notice button')].find(
          (button) => button.textContent === 'Stop',
        );
        stop?.click();
        setTimeout(() => resolve(stopped()), 1000);
      }),
  );

/** The first row of the run list. */
export const newestRun = (page: Page) => page.locator('.runs tbody tr').first();

export async function finished(page: Page, timeout = 60_000): Promise<void> {
  await expect(newestRun(page)).toContainText('done', { timeout });
}

/** What Export → Results (JSON) saves. */
export async function exported(page: Page): Promise<ExportedResults> {
  await page.getByRole('button', { name: 'Export' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Results (JSON)' }).click(),
  ]);
  const stream = await download.createReadStream();
  let text = '';
  for await (const chunk of stream) text += String(chunk);
  return JSON.parse(text) as ExportedResults;
}

/** Updates done, as the page counts them. */
export async function counted(page: Page): Promise<number> {
  const text = (await page.locator('.counters').textContent()) ?? '';
  return Number(/update ([\d,]+)/.exec(text)?.[1].replaceAll(',', '') ?? NaN);
}

export interface ExportedRun {
  config: Record<string, unknown>;
  engine: { asked: string; got: string; why: string; device: string; software: boolean };
  parameters: number;
  updatesPerEpoch: number;
  trainingCount: number;
  validationCount: number;
  status: string;
  error: { code: string; message: string; advice: string } | null;
  notes: string[];
  retuned: boolean;
  metrics: { update: number[]; loss: (number | null)[]; examples: number[]; seconds: number[] };
  evaluations: {
    update: number;
    epoch: number;
    split: string;
    loss: number;
    accuracy: number;
    count: number;
  }[];
}

export interface ExportedResults {
  format: string;
  version: number;
  runs: ExportedRun[];
}
