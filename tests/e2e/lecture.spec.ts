import type { Page } from '@playwright/test';
import { packTalk } from '../../src/experiment/packed/packedTalk.ts';
import type { Talk } from '../../src/experiment/talk.ts';
import { findings, inEveryAppearance, PROJECTOR } from './support/appearances.ts';
import { staticSite } from './support/staticSite.ts';
import { expect, test } from './support/test.ts';

const opened = async (page: Page, address = 'lecture.html'): Promise<number> => {
  const [width, height] = PROJECTOR;
  await page.setViewportSize({ width, height });
  await page.goto(address);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const [, count] = /\/ (\d+)/.exec((await page.locator('.talk-bar').textContent()) ?? '') ?? [];
  return Number(count);
};
/** Plays the scene on the screen to its end. */
async function played(page: Page): Promise<void> {
  await page.locator('body').press(' ');
  const again = page.getByRole('button', { name: 'Play again' });
  if (await page.locator('.scene-bar').count()) await expect(again).toBeVisible({ timeout: 30_000 });
  await expect(page.locator('.said')).not.toBeEmpty();
}
const fastest = async (page: Page): Promise<void> => {
  for (let i = 0; i < 6; i++) await page.locator('body').press('+');
};

/** The smallest text in sight, in CSS pixels as it appears on the screen, and what it says. */
const smallest = (page: Page) =>
  page.evaluate(() => {
    const walker = document.createTreeWalker(
      document.querySelector('.lecture') ?? document.body,
      NodeFilter.SHOW_TEXT,
    );
    let least = { size: Infinity, text: '' };
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const box = node.parentElement;
      if (!box || !node.textContent?.trim() || box.closest('.visually-hidden, [hidden], option')) continue;
      if (!box.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      const svg = box.closest('svg');
      const over = box.closest<HTMLElement>('.cmp-over');
      const scale = svg
        ? svg.getBoundingClientRect().width / (svg.viewBox.baseVal.width || svg.getBoundingClientRect().width)
        : over
          ? over.getBoundingClientRect().width / over.offsetWidth
          : 1;
      const size = scale * parseFloat(getComputedStyle(box).fontSize);
      if (size < least.size) least = { size, text: node.textContent.trim() };
    }
    return least;
  });

test('every scene is legible from the back, without scrolling, light and dark', async ({ page }) => {
  test.setTimeout(300_000);
  const count = await opened(page);
  await fastest(page);
  for (let scene = 1; scene <= count; scene++) {
    await played(page);
    await inEveryAppearance(page, [PROJECTOR], async ({ colorScheme }) => {
      const { size, text } = await smallest(page);
      expect(size, `scene ${scene}: “${text}”`).toBeGreaterThanOrEqual(23.9);
      const spare = await page.evaluate(() => [
        innerWidth - document.documentElement.scrollWidth,
        innerHeight - document.documentElement.scrollHeight,
      ]);
      expect(Math.min(...spare), `scene ${scene} scrolls`).toBeGreaterThanOrEqual(0);
      expect(await findings(page, { colorScheme }), `scene ${scene}`).toEqual([]);
    });
    await page.locator('body').press('ArrowRight');
  }
  await expect(page.getByRole('button', { name: 'Next scene' })).toBeDisabled();
});

test('from the first scene to the last with the network cut, and one scene’s worker killed', async ({
  browser,
}) => {
  test.setTimeout(300_000);
  const site = await staticSite('/');
  const context = await browser.newContext({ serviceWorkers: 'allow' });
  const page = await context.newPage();
  await page.addInitScript(() => {
    const made: Worker[] = [];
    Object.assign(window, { made });
    window.Worker = class extends Worker {
      constructor(...args: ConstructorParameters<typeof Worker>) {
        super(...args);
        made.push(this);
      }
    };
  });
  const count = await opened(page, `${site.url}lecture.html`);
  await page.locator('body').press('?');
  await expect(page.getByText('Works without the network.')).toBeVisible({ timeout: 60_000 });
  await page.locator('body').press('Escape');
  await site.close();
  await page.reload();
  await fastest(page);
  for (let scene = 1; scene <= count; scene++) {
    await played(page);
    if (scene === 3) {
      const kill = setInterval(
        () =>
          void page
            .evaluate(() =>
              (window as unknown as { made: Worker[] }).made.splice(0).forEach((w) => w.terminate()),
            )
            .catch(() => undefined),
        100,
      );
      await page.locator('body').press('l');
      await expect(page.locator('.from')).toContainText(/could not be made|does not let it train/, {
        timeout: 120_000,
      });
      clearInterval(kill);
      await expect(page.locator('.cmp-plot')).toBeVisible();
    }
    await page.locator('body').press('PageDown');
  }
  await expect(page.locator('.talk-bar')).toContainText(`${count} / ${count}`);
  await context.close();
});

test('a scene is run here, over the recording, and reset', async ({ page }) => {
  await opened(page, 'lecture.html#3');
  await page.locator('body').press('l');
  await expect(page.locator('.from')).toHaveText('trained here, now', { timeout: 90_000 });
  await expect(page.locator('.said')).toContainText('At equal epochs');
  await page.locator('body').press('ArrowRight');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The same runs, update for update');
  await expect(page.locator('.from')).toHaveText('trained here, now');
  await expect(page.locator('.said')).toContainText('At equal updates');
  await page.locator('body').press('ArrowLeft');
  await expect(page.locator('.from')).toHaveText('trained here, now');
  await page.locator('body').press('r');
  await expect(page.locator('.from')).toContainText('recorded');
  await expect(page.locator('.said')).toBeEmpty();
});

test('keys: digits, blank, notes, help; a reload comes back to the scene', async ({ page }) => {
  await opened(page);
  const title = page.getByRole('heading', { level: 1 });
  await page.locator('body').press('4');
  await expect(title).toHaveText('The same runs, update for update');
  await page.reload();
  await expect(title).toHaveText('The same runs, update for update');
  // The keys of a presenter's remote.
  await page.locator('body').press('PageUp');
  await expect(title).not.toHaveText('The same runs, update for update');
  await page.locator('body').press('PageDown');
  await expect(title).toHaveText('The same runs, update for update');
  await page.locator('body').press('b');
  await expect(page.locator('.blank')).toBeVisible();
  await page.locator('body').press('ArrowRight');
  await page.locator('body').press('b');
  await expect(title).toHaveText('The same runs, update for update');
  await page.locator('body').press('n');
  await expect(page.getByRole('complementary', { name: 'Speaker notes' })).toContainText(
    'only the axis has changed',
  );
  await page.locator('body').press('?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

/** A talk of two scenes, as a link holds it. */
async function linkOf(title: string): Promise<string> {
  const talk: Talk = {
    ...{ format: 'batchscope-talk', version: 1, title },
    scenes: [
      { title, notes: '', show: { kind: 'words' } },
      {
        title: `${title}: memory`,
        notes: '',
        show: { kind: 'memory', link: 'v=1&model=cnn&memoryLimit=64' },
      },
    ],
  };
  const made = await packTalk(talk);
  if ('error' in made) throw new Error(made.error);
  return `lecture.html#t=${made.text}`;
}

test('a talk of a link outlives a reload, gives way to another link, and stays no longer than its page', async ({
  page,
}) => {
  const title = page.getByRole('heading', { level: 1 });
  await opened(page, await linkOf('First'));
  await page.locator('body').press('ArrowRight');
  await expect(title).toHaveText('First: memory');
  await expect(page.getByRole('slider', { name: /Batch size/i })).toBeVisible();
  await expect(page.getByRole('slider', { name: 'Memory limit' })).toHaveCount(0);
  await page.reload();
  await expect(title).toHaveText('First: memory');

  const [, second] = (await linkOf('Second')).split('#');
  await page.evaluate((hash) => void (location.hash = hash), second);
  await expect(title).toHaveText('Second');
  await page.locator('body').press('e');
  await expect(page.getByRole('dialog')).toContainText('in place of your own');
  await page.getByRole('textbox', { name: 'Title' }).first().fill('Second, changed');
  await page.reload();
  await expect(title).toHaveText('Second, changed');
  await page.goto('index.html');
  await opened(page);
  await expect(title).toHaveText('Second, changed');
});
