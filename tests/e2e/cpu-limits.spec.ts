/** What the cpu engine cannot do, seen through the page: batches beyond its memory, browsers without SIMD. */
import { counted, exported, finished, newestRun, open, transport } from './support/explorerPage.ts';
import { expect, test } from './support/test.ts';
import { trainer } from './support/workers.ts';

const refusal =
  /batch size [\d,]+ needs [\d.]+ [MG]B(.+?) [\d.]+ [MG]B; [\d.]+ [kMG]B are left for [^;]+, [\d.]+ [MG]B wanted; the largest that fits is ([\d,]+)\./;

test('a batch beyond what WebAssembly can address: Memory and Train name the same limit and the same largest batch', async ({
  page,
}) => {
  const settings = 'dataset=digits&model=cnn-bn&size=60000&validationShare=0.01&batchSize=60000&engine=cpu';
  for (const memoryLimit of ['', '&memoryLimit=6000']) {
    await page.goto(`?v=1&view=memory&${settings}${memoryLimit}`);
    const sentence = page.locator('.memory-sentence');
    await expect(sentence).toContainText(
      /is [\d.]+ [MG]B over the 4\.11 GB that WebAssembly leaves beside the/,
    );
    const [, largest] =
      /; .*, ([\d,]+) is the largest that does/.exec((await sentence.textContent()) ?? '') ?? [];
    await expect(page.locator('.stack-limit')).toHaveText(
      `WebAssembly’s limit 4.11 GB: up to batch size ${largest}`,
    );
    await page.goto(`?v=1&${settings}${memoryLimit}`);
    await transport(page).train.click();
    const notice = page.locator('.notice.bad');
    await expect(notice).toContainText(refusal, { timeout: 60_000 });
    const [, whose, fits] = refusal.exec((await notice.textContent()) ?? '') ?? [];
    expect([whose, fits]).toEqual([' with its dataset, and WebAssembly’s limit is', largest]);
    await expect(page.getByRole('button', { name: `Batch size ${fits}` })).toBeVisible();
  }
});

test('a batch too large for the limit that is set: the bytes needed, the largest batch that fits, and one click to train with it', async ({
  page,
}) => {
  await open(
    page,
    '?v=1&dataset=digits&model=cnn-bn&size=2000&batchSize=2000&epochs=2&engine=cpu&memoryLimit=100',
  );
  await transport(page).train.click();
  const notice = page.locator('.notice.bad');
  await expect(notice).toContainText('not enough memory', { timeout: 60_000 });
  await expect(notice).toContainText(refusal);
  const [, whose, fits] = refusal.exec((await notice.textContent()) ?? '') ?? [];
  expect(whose).toBe(', and the limit that you set is');
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
