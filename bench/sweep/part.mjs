/**
 * A sweep of eight runs (digits, mlp; B = 8, 64, 256, 1,024, two seeds each) on two workers against the same runs one
 * after another, nothing drawn: taking turns, workers started and data drawn beforehand. Durations of this machine.
 */
import { fileURLToPath } from 'node:url';
import { withPage } from '../serve.mjs';
import { median } from '../watch.mjs';

export const title = 'Sweep: eight runs on two workers against one after another';

const EPOCHS = 5;
const RATIO = 0.6;
const FIRST_POINT_MS = 1000;
const BESIDE = 0.4;

/** @returns {Promise<{ok: boolean}>} false when a figure is worse than what is wanted. */
export async function run({ quick }) {
  const folder = fileURLToPath(new URL('.', import.meta.url));
  return withPage(folder, 'software', async (page, version) => {
    console.log(`Browser: Chromium ${version}; digits 10,000, mlp 128 ReLU, cpu engine, ${EPOCHS} epochs`);
    const measure = (workers, timesFirst = false) =>
      page.evaluate((given) => window.measureSweep(...given), [workers, EPOCHS, timesFirst]);
    await measure(2);
    const one = [];
    const two = [];
    for (let round = 0; round < (quick ? 1 : 5); round++) {
      one.push(await measure(1));
      two.push(await measure(2));
    }
    const clicks = [];
    for (let round = 0; round < (quick ? 1 : 3); round++) clicks.push(await measure(2, true));
    const ratios = two.map(({ seconds }, i) => seconds / one[i].seconds);
    const ratio = median(ratios);
    const beside = median(one.map((turn) => turn.beside));
    const first = median(clicks.map(({ firstMs }) => firstMs));
    const list = (turns) => turns.map(({ seconds }) => seconds.toFixed(1)).join(', ');
    console.log(`One after another: ${list(one)} s; on two workers: ${list(two)} s`);
    console.log(
      `  ratio: ${ratio.toFixed(2)}, of ${ratios.map((r) => r.toFixed(2)).join(', ')} (wanted: at most ${RATIO})`,
    );
    console.log(
      `  beside the updates (evaluations, mostly): ${(100 * beside).toFixed(0)}% of them (wanted: at most ${100 * BESIDE}%)`,
    );
    console.log(
      `Start to the first evaluation, four update times measured before: ${first.toFixed(0)} ms (wanted: ${FIRST_POINT_MS})`,
    );
    return { ok: ratio <= RATIO && beside <= BESIDE && first <= FIRST_POINT_MS };
  });
}
