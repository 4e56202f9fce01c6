/** What the cpu engine cannot do, seen through the page: batches beyond its memory, browsers without SIMD. */
import { counted, exported, finished, newestRun, open, transport } from './support/explorerPage.ts';
import { expect, test } from './support/test.ts';
import { trainer } from './support/workers.ts';

test('a batch too large for memory: the bytes needed, the largest batch that fits, and one click to train with it', async ({
  page,
}) => {
  const size = 20_000;
  await open(
    page,
    `?v=1&dataset=digits&model=cnn-bn&size=${size}&validationShare=0.01&batchSize=${size}&epochs=2&engine=cpu`,
  );
  await transport(page).train.click();
  const notice = page.locator('.notice.bad');
  await expect(notice).toContainText('not enough memory', { timeout: 60_000 });
  const said =
    /batch size 20,000 needs (\d\.\d\d) GB and the limit is 1\.07 GB; [\d.]+ [kMG]B are left for [^;]+, [\d.]+ [MG]B wanted; the largest that fits is ([\d,]+)\./;
  await expect(notice).toContainText(said);
  const [, needed, fits] = said.exec((await notice.textContent()) ?? '') ?? [];
  expect(Number(needed)).toBeGreaterThan(1.07);
  await expect(notice).toContainText(`Choose batch size ${fits} or a smaller one, or a smaller model.`);
  await expect(newestRun(page)).toContainText('failed');
  const [refused] = (await exported(page)).runs;
  expect(refused).toMatchObject({ status: 'failed', error: { code: 'out-of-memory' } });
  expect(Object.keys(refused.error ?? {})).toEqual(['code', 'message', 'advice']);

  const remedy = page.getByRole('button', { name: `Batch size ${fits}` });
  await expect(page.locator('.remedies li').filter({ has: remedy })).toContainText('the largest that fits');
  await remedy.click();
  await expect(page.getByLabel('Batch size', { exact: true })).toHaveValue(fits.replace(',', ''));
  await expect(page.locator('.runs tbody tr')).toHaveCount(2);
  // It does fit: its whole batch makes an update.
  await expect.poll(() => counted(page), { timeout: 90_000 }).toBeGreaterThan(0);
  await expect(notice).toHaveCount(0);
});

test('without WebAssembly SIMD TensorFlow.js trains on the processor, and the page says so', async ({
  page,
}) => {
  await open(page, '?v=1&dataset=moons&hidden=4&size=80&batchSize=20&epochs=2&engine=cpu');
  // An older browser: SIMD instructions are not valid.
  const worker = await trainer(page);
  await worker.evaluate(() => {
    WebAssembly.validate = () => false;
  });
  await transport(page).train.click();
  await finished(page, 90_000);
  const { engine, metrics } = (await exported(page)).runs[0];
  expect(engine).toMatchObject({ asked: 'cpu', got: 'cpu', device: 'JavaScript' });
  expect(engine.why).toBe(
    'Running on cpu, as asked; TensorFlow.js computes, slowly, because this browser has no WebAssembly SIMD.',
  );
  expect(metrics.update).toHaveLength(8);
  await expect(page.locator('.engine-field')).toContainText(engine.why);
});
