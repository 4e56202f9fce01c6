/** Sizes of window at which something once did not fit. */
import { findBrowser } from '../../scripts/browser.mjs';
import { launchOptions } from '../../scripts/chromium.mjs';
import { finished, open, SMALL, transport } from './support/explorerPage.ts';
import { expect, test } from './support/test.ts';

/** Scroll bars that take room, as most mice have them. */
test.use({ launchOptions: { ...launchOptions(findBrowser()), ignoreDefaultArgs: ['--hide-scrollbars'] } });

for (const [width, height] of [
  [1024, 730],
  [1279, 700],
  [1280, 720],
])
  test(`no card of Train cuts what it says: ${width} × ${height}`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await open(page, SMALL);
    await transport(page).train.click();
    await finished(page);
    await expect(page.locator('.small .card.speed')).toContainText(/an update of|too quick/i);
    await expect(page.locator('.small .predictions canvas')).toBeVisible();
    const cut = () =>
      page.locator('.card').evaluateAll((cards) =>
        cards.flatMap((card) => {
          const edge = card.getBoundingClientRect();
          const texts: string[] = [];
          const walker = document.createTreeWalker(card, NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            if (
              !node.textContent?.trim() ||
              node.parentElement?.closest('.visually-hidden, .plot-alternative')
            )
              continue;
            const range = document.createRange();
            range.selectNodeContents(node);
            const out = [...range.getClientRects()].some(
              ({ left, right, bottom }) =>
                left < edge.left - 1 || right > edge.right + 1 || bottom > edge.bottom + 1,
            );
            if (out) texts.push(`${card.querySelector('h2')?.textContent ?? ''}: ${node.textContent}`);
          }
          return texts;
        }),
      );
    // Axes follow the size of their card a moment later.
    await expect.poll(cut).toEqual([]);
  });

for (const width of [390, 320])
  for (const address of ['', '?v=1&view=compare', '?v=1&view=memory'])
    test(`the pages’ links stand in one row beside a scroll bar: ${width}, ${address || 'Train'}`, async ({
      page,
    }) => {
      await page.setViewportSize({ width, height: 700 });
      await page.goto(address);
      const links = page.getByRole('navigation', { name: 'Pages' }).getByRole('link');
      await expect(links).toHaveCount(5);
      await page.addStyleTag({ content: 'html { overflow-y: scroll }' });
      const room = await page.evaluate(() => [innerWidth, document.documentElement.clientWidth]);
      expect(room[1]).toBeLessThan(room[0]);
      const places = await links.evaluateAll((all) => all.map((one) => one.getBoundingClientRect()));
      expect(new Set(places.map(({ top }) => top)).size).toBe(1);
      expect(places.at(-1)?.right).toBeLessThanOrEqual(room[1]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(room[1]);
    });
