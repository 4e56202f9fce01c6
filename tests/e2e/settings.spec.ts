import { ENDLESS, counted, moreSettings, newestRun, open, transport } from './support/explorerPage.ts';
import { expect, test } from './support/test.ts';

const BAD: [field: string, value: string, message: RegExp][] = [
  ['Batch size', '0', /“0” must be a whole number from 1 to 10,000/],
  ['Batch size', '-5', /“-5” must be a whole number/],
  ['Batch size', '2.5', /“2.5” must be a whole number/],
  ['Batch size', 'abc', /“abc” must be a whole number/],
  ['Batch size', '10001', /“10001” must be a whole number from 1 to 10,000/],
  ['Learning rate', 'NaN', /“NaN” must be a number above 0/],
  ['Learning rate', '1e308', /“1e308” must be a number/],
  ['Units of hidden layer 1', '', /hidden layer is empty/i],
];

test('a bad value is refused at its field and Train is disabled, until it is mended', async ({ page }) => {
  await open(page);
  const { train, step, epoch } = transport(page);
  for (const [field, value, message] of BAD)
    await test.step(`${field} “${value}”`, async () => {
      const input = page.getByLabel(field, { exact: true });
      const good = await input.inputValue();
      await input.fill(value);
      await expect(input).toHaveAttribute('aria-invalid', 'true');
      await expect(page.getByRole('alert').filter({ hasText: message })).toBeVisible();
      for (const button of [train, step, epoch]) await expect(button).toBeDisabled();
      await expect(input).toHaveValue(value);
      await input.fill(good);
      await expect(page.getByRole('alert').filter({ hasText: message })).toHaveCount(0);
      for (const button of [train, step, epoch]) await expect(button).toBeEnabled();
    });
});

test('bad input leaves the running run untouched', async ({ page }) => {
  await open(page, ENDLESS);
  await transport(page).train.click();
  await expect(page.locator('.counters')).toContainText(/update [1-9]/);
  await page.getByLabel('Batch size', { exact: true }).fill('0');
  const before = await counted(page);
  await expect.poll(() => counted(page)).toBeGreaterThan(before);
  await expect(newestRun(page)).toContainText('in progress');
});

test('a model that needs pictures is refused for points, at its field', async ({ page }) => {
  await open(page);
  await page.getByLabel('Model', { exact: true }).selectOption('cnn');
  await page.getByLabel('Dataset', { exact: true }).selectOption('moons');
  await expect(page.getByRole('alert').filter({ hasText: 'needs pictures' })).toBeVisible();
  await expect(transport(page).train).toBeDisabled();
});

test('defaults follow what they depend on, typed values stay', async ({ page }) => {
  await open(page);
  await page.getByLabel('Optimizer', { exact: true }).selectOption('adam');
  await expect(page.getByLabel('Learning rate', { exact: true })).toHaveValue('0.001');
  await page.getByLabel('Learning rate', { exact: true }).fill('0.005');
  await page.getByLabel('Optimizer', { exact: true }).selectOption('sgd');
  await expect(page.getByLabel('Learning rate', { exact: true })).toHaveValue('0.005');
  await page.getByLabel('Dataset', { exact: true }).selectOption('moons');
  await moreSettings(page);
  await expect(page.getByLabel('Training examples', { exact: true })).toHaveValue('1000');
});

test('the slider moves by powers of two and reaches N', async ({ page }) => {
  await open(page);
  const slider = page.getByRole('slider', { name: 'Power of two' });
  await slider.focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByLabel('Batch size', { exact: true })).toHaveValue('128');
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByLabel('Batch size', { exact: true })).toHaveValue('64');
  await slider.fill('14');
  await expect(page.getByLabel('Batch size', { exact: true })).toHaveValue('10000');
  await expect(page.locator('.batch-sum')).toContainText('= 1 update per epoch', { useInnerText: true });
});

test('a ragged last batch is told, kept or dropped', async ({ page }) => {
  await open(page);
  await page.getByLabel('Batch size', { exact: true }).fill('3000');
  await expect(page.locator('.batch-sum')).toContainText('4 updates per epoch, the last of 1,000', {
    useInnerText: true,
  });
  await moreSettings(page);
  await page.getByText('drop', { exact: true }).click();
  await expect(page.locator('.batch-sum')).toContainText('3 updates per epoch; 1,000 left out', {
    useInnerText: true,
  });
});
