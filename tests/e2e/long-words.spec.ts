/** Words that no line can hold, from authors and from files of others: broken, not cut off, and the page no wider for them. */
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { packTalk } from '../../src/experiment/packed/packedTalk.ts';
import { importFile } from './support/comparePage.ts';
import { expect, test } from './support/test.ts';

const WORD = 'Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen';
const ADDRESS = `https://example.org/${'a'.repeat(82)}`;

/** Texts in sight that reach beyond the window or beyond a box that hides what is outside it. */
const cutOff = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const wrong: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const box = node.parentElement;
      if (!box || !node.textContent?.trim() || box.closest('.visually-hidden, option, textarea, svg'))
        continue;
      if (!box.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      let [left, right] = [0, innerWidth];
      for (let one: Element | null = box; one; one = one.parentElement) {
        const { overflowX } = getComputedStyle(one);
        if (overflowX === 'visible' || one === document.documentElement || one === document.body) continue;
        if (overflowX !== 'hidden' && overflowX !== 'clip') {
          [left, right] = [-Infinity, Infinity];
          if (box.closest('.lecture') && one.scrollWidth > one.clientWidth)
            wrong.push(`${one.className} scrolls`);
          break;
        }
        const area = one.getBoundingClientRect();
        [left, right] = [Math.max(left, area.left), Math.min(right, area.right)];
      }
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const { left: from, right: to } of range.getClientRects())
        if (from < left - 1 || to > right + 1) wrong.push(node.textContent.trim().slice(0, 60));
    }
    if (document.documentElement.scrollWidth > innerWidth)
      wrong.push(`the page is ${document.documentElement.scrollWidth} wide`);
    return [...new Set(wrong)];
  });

for (const [width, height] of [
  [1280, 720],
  [390, 844],
])
  test.describe(`${width} x ${height}`, () => {
    test.use({ viewport: { width, height } });

    test('in a talk: a long title in words alone begins where the screen does, and its keys are in reach', async ({
      page,
    }) => {
      const title = `${WORD} ${ADDRESS}?${'b'.repeat(35)}`;
      const packed = await packTalk({
        ...{ format: 'batchscope-talk', version: 1, title },
        scenes: [{ title, words: WORD, notes: '', show: { kind: 'words' } }],
      });
      if ('error' in packed) throw new Error(packed.error);
      await page.goto(`lecture.html#t=${packed.text}`);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
      const box = await page.getByRole('heading', { level: 1 }).boundingBox();
      expect(box?.y).toBeGreaterThanOrEqual(0);
      if (width > 1000) await expect(page.locator('.talk-bar')).toBeInViewport({ ratio: 1 });
    });

    test('in a talk: title, words, notes, and its editor', async ({ page }) => {
      const packed = await packTalk({
        ...{ format: 'batchscope-talk', version: 1, title: WORD },
        scenes: [
          { title: WORD, words: ADDRESS, notes: ADDRESS, show: { kind: 'words' } },
          { title: ADDRESS, words: WORD, notes: WORD, show: { kind: 'memory', link: 'v=1&memoryLimit=64' } },
        ],
      });
      if ('error' in packed) throw new Error(packed.error);
      await page.goto(`lecture.html#t=${packed.text}`);
      const title = page.getByRole('heading', { level: 1 });
      await expect(title).toHaveText(WORD);
      await expect(page.locator('.said')).toHaveText(ADDRESS);
      expect(await cutOff(page)).toEqual([]);
      await page.locator('body').press('n');
      await expect(page.locator('.notes')).toContainText(`Next: ${ADDRESS}`);
      expect(await cutOff(page)).toEqual([]);
      await page.locator('body').press('ArrowRight');
      await expect(title).toHaveText(ADDRESS);
      expect(await cutOff(page)).toEqual([]);
      await page.locator('body').press('e');
      await expect(page.getByRole('dialog')).toBeVisible();
      expect(await cutOff(page)).toEqual([]);
    });

    test('in a file on Compare: remarks of its runs, and what is said of one that is refused', async ({
      page,
    }) => {
      const text = await readFile(new URL('../../src/recordings/race.json', import.meta.url), 'utf8');
      const file = JSON.parse(text) as { runs: { notes: string[] }[]; sweep: { preset: string } };
      file.runs[0].notes = [WORD, ADDRESS];
      await page.goto('?v=1&view=compare');
      await importFile(page, JSON.stringify({ ...file, format: WORD }), `${WORD}.json`);
      await expect(page.locator('.notice.bad')).toBeVisible();
      expect(await cutOff(page)).toEqual([]);
      await importFile(page, JSON.stringify(file));
      await page.getByRole('tab', { name: 'Runs' }).click();
      await expect(page.locator('.run-remark', { hasText: WORD })).toBeVisible();
      expect(await cutOff(page)).toEqual([]);
    });
  });
