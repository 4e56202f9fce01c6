/** One open page in every size and colour scheme in which people see it, so that what it shows is made once. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { test } from './test.ts';

export type Size = readonly [width: number, height: number];

export const DESKTOP: Size = [1440, 900];
export const PROJECTOR: Size = [1280, 720];
export const PHONE: Size = [390, 844];
/** The narrowest that is promised. */
export const NARROW: Size = [320, 640];

/** Calls `look` for each size, light and dark, and leaves the page as the last of them. */
export async function inEveryAppearance(
  page: Page,
  sizes: readonly Size[],
  look: (appearance: { width: number; height: number; colorScheme: 'light' | 'dark' }) => Promise<void>,
): Promise<void> {
  for (const [width, height] of sizes)
    for (const colorScheme of ['light', 'dark'] as const)
      await test.step(`${width} × ${height}, ${colorScheme}`, async () => {
        await page.setViewportSize({ width, height });
        await page.emulateMedia({ colorScheme });
        await settled(page);
        await look({ width, height, colorScheme });
      });
}

/** Two frames after a change of size or theme what follows it has been laid out, and what fades has ended. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let frame = 0; frame < 2; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
    await Promise.allSettled(
      document
        .getAnimations()
        .filter((one) => one instanceof CSSTransition)
        .map(({ finished }) => finished),
    );
  });
}

/** The rules that a theme can break: whatever else axe looks at is the same in both. */
const OF_COLOUR = ['color-contrast', 'link-in-text-block'];

interface Search {
  /** Leaves out what hardly hinders anybody. */
  serious?: boolean;
  colorScheme?: 'light' | 'dark';
  build?: (axe: AxeBuilder) => AxeBuilder;
}

/** What axe finds, each with its elements; in the dark of a page that it has seen in the light only what is wrong with colours. */
export async function findings(
  page: Page,
  { serious = false, colorScheme = 'light', build = (axe) => axe }: Search = {},
): Promise<string[]> {
  const axe = build(new AxeBuilder({ page }));
  const { violations } = await (colorScheme === 'dark' ? axe.withRules(OF_COLOUR) : axe).analyze();
  return violations
    .filter(({ impact }) => !serious || impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(', ')}`);
}

/** By how many CSS pixels what the page shows is wider than it. */
export const tooWide = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
