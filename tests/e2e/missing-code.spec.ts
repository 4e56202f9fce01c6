import { ENDLESS, finished, open, SMALL, transport } from './support/explorerPage.ts';
import { expect, test } from './support/test.ts';

test('a chart whose code does not come says so in its place; the rest trains on', async ({
  page,
  problems,
}) => {
  problems.allow(/LiveChart|dynamically imported/);
  await page.route(/\/LiveChart[^/]*\.js$/, (route) => route.abort());
  await open(page, SMALL);
  const loss = page.getByRole('region', { name: 'Loss' });
  await expect(loss.getByRole('alert')).toContainText(
    'The loss chart could not be loaded. The connection may be gone.',
  );
  await expect(page.getByRole('region', { name: 'Accuracy' }).getByRole('alert')).toBeVisible();
  await transport(page).train.click();
  await finished(page);
  await expect(page.locator('.plot-memory-steps')).toBeVisible();
});

test('where the code that writes files does not come, Export says so, and the runs stay', async ({
  page,
  problems,
}) => {
  problems.allow(/exportFiles|dynamically imported/);
  await page.route(/\/exportFiles[^/]*\.js$/, (route) => route.abort());
  await open(page, SMALL);
  await transport(page).train.click();
  await finished(page);
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('button', { name: 'Results (JSON)' }).click();
  await expect(page.getByRole('alert')).toContainText('the runs are still here');
});

test('the preview of the data and the changes for the next run are named where their code does not come', async ({
  page,
  problems,
}) => {
  problems.allow(/DatasetExamples|Prepared|dynamically imported/);
  await page.route(/\/(DatasetExamples|Prepared)[^/]*\.js$/, (route) => route.abort());
  await open(page, ENDLESS);
  const said = page.getByRole('alert');
  await expect(said.filter({ hasText: 'The preview of the data could not be loaded.' })).toBeVisible();
  await transport(page).train.click();
  await expect(said.filter({ hasText: 'The changes for the next run could not be loaded.' })).toBeVisible();
});
