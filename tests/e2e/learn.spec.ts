import type { Locator, Page } from '@playwright/test';
import { DESKTOP, findings, inEveryAppearance, NARROW, PHONE, tooWide } from './support/appearances.ts';
import { expect, test } from './support/test.ts';
import { kill, workerNamed } from './support/workers.ts';

const GUESSED = {
  guesses: { anatomy: 'less', race: '64', 'race-updates': 'ten', memory: 'cnn' },
  checks: { double: 'same', equal: 'updates' },
};

const open = async (page: Page): Promise<void> => {
  await page.goto('learn.html');
  await expect(page.locator('#race')).toContainText('Recorded');
};
/** As on the visit before. */
const guessedBefore = (page: Page) =>
  page.addInitScript((kept) => localStorage.setItem('batchscope-learn', JSON.stringify(kept)), GUESSED);

const guess = (page: Page, id: string): Locator => page.locator(`[data-guess=${id}]`);
const check = (page: Page, id: string): Locator => page.locator(`[data-check=${id}]`);
const button = (place: Locator, name: string | RegExp): Locator => place.getByRole('button', { name });

/** Goes there by the Tab key alone. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let i = 0; i < 80; i++) {
    if (await target.evaluate((one) => one === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('the Tab key does not get there');
}
async function press(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press('Enter');
}
/** Takes the option at `place` of a quiz and commits it. */
async function answer(page: Page, quiz: Locator, place: number, commit: string): Promise<void> {
  await tabTo(page, quiz.getByRole('radio').first());
  await page.keyboard.press('Space');
  for (let i = 0; i < place; i++) await page.keyboard.press('ArrowDown');
  await press(page, button(quiz, commit));
}

test('from top to bottom by keyboard: numbers, guesses, every figure, every check', async ({ page }) => {
  test.slow();
  await open(page);
  await tabTo(page, page.getByRole('spinbutton', { name: 'Training examples' }));
  await page.keyboard.press('PageDown');
  await expect(page.locator('.own-numbers')).toContainText('make 50 updates an epoch');

  const anatomy = page.locator('#epoch-anatomy');
  await answer(page, guess(page, 'anatomy'), 2, 'That is my guess');
  await press(page, button(anatomy, 'One batch'));
  await expect(anatomy.locator('.pull')).toHaveCount(8);
  await expect(anatomy).toContainText('update, epoch1, 1');
  for (let i = 0; i < 300; i++) {
    if (await guess(page, 'anatomy').getByText('It came').isVisible()) break;
    await page.keyboard.press('ArrowRight');
  }
  await expect(guess(page, 'anatomy')).toContainText(
    /It came so\. The mean cosine went from 0\.\d+ .* to 0\.\d+/,
  );
  await answer(page, check(page, 'double'), 0, 'Check');
  await expect(check(page, 'double')).toContainText('Right. From 250 to 125.');

  await answer(page, guess(page, 'race'), 2, 'That is my guess');
  await answer(page, guess(page, 'race-updates'), 1, 'That is my guess');
  await expect(guess(page, 'race')).toContainText('It came otherwise: Batch size 8');
  const race = page.locator('#race');
  await tabTo(page, race.getByRole('radio', { name: 'epochs' }));
  await page.keyboard.press('ArrowRight');
  await expect(race.getByRole('img')).toHaveAccessibleName(/by updates/);
  await press(page, button(race, 'Run it here'));
  await expect(race.locator('.race-said')).toContainText('Training:');
  await expect(race.locator('.race-said')).toContainText('Every curve ends where the recorded one does.', {
    timeout: 60_000,
  });
  await press(page, button(page.locator('.myth'), /^Time batches/));
  await expect(page.locator('.myth').first()).toContainText(
    /The quickest update took .* at 63, .* at 64, .* at 65/,
  );
  await press(page, button(page.locator('.myth'), /^Draw batches/));
  await expect(page.locator('.myth').last()).toContainText(
    /fell from 0\.\d+ to 0\.\d+, by a factor of [12]\.\d+/,
  );
  const halving = (await page.locator('.myth').last().textContent()) ?? '';
  const [, seen, due] =
    /by a factor of ([\d.]+)\. .* should fall by ([\d.]+); from very many, by 2\./.exec(halving) ?? [];
  expect(Number(due)).toBe(2.15);
  expect(Math.abs(Number(seen) / Number(due) - 1)).toBeLessThan(0.1);
  await answer(page, check(page, 'equal'), 1, 'Check');
  await expect(check(page, 'equal')).toContainText('Not so.');

  const memory = page.locator('#out-of-memory');
  await answer(page, guess(page, 'memory'), 0, 'That is my guess');
  await press(page, button(memory, 'Make this update'));
  await expect(memory).toContainText(
    /It does not fit\. .+ wanted .+ were left\. The largest batch that fits is 291\./,
  );
  await press(page, button(memory, 'The largest that should fit'));
  await expect(memory).toContainText(/It fits\. A real update of 291 held 16 MB, to the byte/);
  await press(page, button(memory, 'One more'));
  await expect(memory).toContainText('It does not fit.');
  await press(page, button(memory, /^Accumulate micro-batches/));
  await expect(memory).toContainText(/It fits\. A real update of 292 held .+ MB, to the byte/);
  for (const [id, place] of [
    ['double-memory', 1],
    ['gap', 1],
    ['choose', 1],
  ] as const) {
    await answer(page, check(page, id), place, 'Check');
    await expect(check(page, id)).toContainText('Right.');
  }
  await tabTo(page, page.locator('#choosing .section-open a'));

  await page.reload();
  await expect(check(page, 'gap')).toContainText('Right.');
  await page.getByRole('button', { name: 'Forget them' }).click();
  await expect(check(page, 'gap')).not.toContainText('Right.');
});

test('nothing trains before the reader asks for it, and every section’s link opens its experiment', async ({
  page,
}) => {
  const workers: string[] = [];
  page.on('worker', (worker) => workers.push(worker.url()));
  await guessedBefore(page);
  await open(page);
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await page.waitForTimeout(1000);
  expect(workers).toEqual([]);
  const links = await page
    .locator('.section-open a')
    .evaluateAll((all) => all.map((a) => a.getAttribute('href') ?? ''));
  expect(links).toHaveLength(5);
  for (const link of links) {
    await page.goto(link);
    await expect(page.getByRole('heading', { name: 'Batchscope' })).toBeVisible();
    await expect(page.locator('.notice')).toHaveCount(0);
  }
});

test('a killed worker is said where it was, and trying again goes on; the text stays', async ({ page }) => {
  await guessedBefore(page);
  await open(page);
  const anatomy = page.locator('#epoch-anatomy');
  await button(anatomy, 'One batch').click();
  await expect(anatomy.locator('.pull')).toHaveCount(8);
  await kill(await workerNamed(page, 'anatomy'));
  await page.waitForTimeout(200);
  await button(anatomy, 'One batch').click();
  await expect(anatomy.getByRole('alert')).toContainText('was lost');
  await expect(anatomy.locator('.data-plane')).toBeVisible();
  await button(anatomy, 'Try again').click();
  await expect(anatomy.getByRole('alert')).toHaveCount(0);
  await expect(anatomy).toContainText('update, epoch1, 1');
  await expect(page.locator('#choosing h2')).toContainText('How to choose');

  const race = page.locator('#race');
  await button(race, 'Run it here').click();
  await kill(await workerNamed(page, 'sweep'));
  await expect(race.locator('.race-said')).toContainText('Every curve ends where the recorded one does.', {
    timeout: 60_000,
  });
});

test('where workers do not come, each figure says so and offers to try again', async ({ page, problems }) => {
  problems.allow(/Failed to load resource|ERR_FAILED/);
  await guessedBefore(page);
  await open(page);
  await page.route(/worker-[\w-]+\.js$/, (route) => route.abort());
  await button(page.locator('#epoch-anatomy'), 'One batch').click();
  await expect(page.locator('#epoch-anatomy').getByRole('alert')).toContainText('was lost');
  await button(page.locator('#out-of-memory'), 'Make this update').click();
  await expect(page.locator('#out-of-memory')).toContainText('was lost');
  await button(page.locator('.myth'), /^Time batches/).click();
  await expect(page.locator('.myth').first()).toContainText('was lost');
  await button(page.locator('#race'), 'Run it here').click();
  await expect(page.locator('#race .race-said')).toContainText('The recorded result stays');
  await expect(button(page.locator('#race'), 'Try again')).toBeVisible();
  await page.unroute(/worker-[\w-]+\.js$/);
  await button(page.locator('#out-of-memory'), 'Try again').click();
  await expect(page.locator('#out-of-memory')).toContainText('It does not fit.');
});

test('without storage the page works and says that it keeps nothing', async ({ page }) => {
  await page.addInitScript(() =>
    Object.defineProperty(window, 'localStorage', {
      get: () => {
        throw new DOMException('denied', 'SecurityError');
      },
    }),
  );
  await open(page);
  await expect(page.getByText('This browser keeps nothing for this page')).toBeVisible();
  await guess(page, 'memory').getByRole('radio').first().check();
  await button(guess(page, 'memory'), 'That is my guess').click();
  await expect(page.locator('.memory-plot svg')).toBeVisible();
});

test('on paper: recorded results and answers, no controls, addresses of links', async ({ page }) => {
  await open(page);
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('.race-plot svg')).toBeVisible();
  await expect(page.locator('.memory-plot svg')).toBeVisible();
  await expect(page.locator('.pull')).toHaveCount(8);
  await expect(guess(page, 'race-updates')).toContainText('3,000 against 24');
  await expect(check(page, 'double').locator('.quiz-said')).toContainText('It falls to about half.');
  for (const control of ['button', '.segmented', '.stack-handle'])
    for (const one of await page.locator(control).all()) await expect(one).toBeHidden();
  const after = (selector: string): Promise<string> =>
    page
      .locator(selector)
      .first()
      .evaluate((one) => getComputedStyle(one, '::after').content);
  expect(await after('.references a')).toContain('https://arxiv.org/');
  expect(await after('.section-open a')).toContain(new URL('./?v=1', page.url()).href);
});

test('axe finds nothing in Learn and nothing is too wide, at every size', async ({ page }) => {
  test.slow();
  const sound = (): Promise<void> =>
    inEveryAppearance(page, [DESKTOP, PHONE, NARROW], async ({ colorScheme }) => {
      await expect.poll(() => tooWide(page)).toBe(0);
      expect(await findings(page, { colorScheme })).toEqual([]);
    });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await open(page);
  await sound();
  await page.evaluate((kept) => localStorage.setItem('batchscope-learn', JSON.stringify(kept)), GUESSED);
  await page.reload();
  await button(page.locator('#epoch-anatomy'), 'One batch').click();
  await expect(page.locator('.pull')).toHaveCount(8);
  await button(page.locator('#out-of-memory'), 'Make this update').click();
  await expect(page.locator('#out-of-memory')).toContainText('It does not fit.');
  await sound();
});
