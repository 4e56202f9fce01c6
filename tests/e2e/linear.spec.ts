import { findings } from './support/appearances.ts';
import { exported, finished, moreSettings, newestRun, open, transport } from './support/explorerPage.ts';
import { expect, test } from './support/test.ts';

const LINEAR = '?v=1&dataset=linear&size=2000&epochs=3&engine=cpu';

test('linear trains, shows answers beside targets, and nowhere an accuracy', async ({ page }) => {
  await open(page, LINEAR);
  await expect(page.getByLabel('Model', { exact: true })).toHaveValue('linear');
  await expect(page.getByText('2,000 drawn anew each epoch')).toBeVisible();
  await expect(page.getByRole('img', { name: /y against x · w\*/ })).toBeVisible();
  await moreSettings(page);
  await page.getByLabel('Dimension', { exact: true }).fill('5');
  await page.getByLabel('Starting distance', { exact: true }).fill('2');
  await expect(page.getByText('5 parameters')).toBeVisible();
  await transport(page).train.click();
  await finished(page);
  await expect(newestRun(page).locator('td[data-label="Validation accuracy"]')).toHaveText('–');
  await expect(page.getByRole('region', { name: 'Accuracy', exact: true })).toContainText(
    'answers are nearer or farther, never right or wrong',
  );
  await expect(page.getByRole('img', { name: /Targets of 300 validation examples/ })).toBeVisible();
  await expect(page.getByText(/and reached validation loss 0\.\d+/).first()).toBeVisible();
  await expect(page.locator('body')).not.toContainText(/NaN|undefined/);
  expect(await findings(page)).toEqual([]);
  const [run] = (await exported(page)).runs;
  expect(run.config).toMatchObject({ dataset: 'linear', model: 'linear', dimension: 5, distance: 2 });
});

test('linear runs on WebGL', { tag: '@gpu' }, async ({ page }) => {
  await open(page, LINEAR.replace('engine=cpu', 'engine=webgl&batchSize=500'));
  await transport(page).train.click();
  await finished(page);
  await expect(page.getByText(/and reached validation loss 0\.\d+/).first()).toBeVisible();
});

test('only the linear model takes linear data', async ({ page }) => {
  await open(page, LINEAR);
  await page.getByLabel('Model', { exact: true }).selectOption('mlp');
  await expect(page.getByRole('alert')).toContainText('Model mlp tells classes apart');
  await expect(transport(page).train).toBeDisabled();
});
