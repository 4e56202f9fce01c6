/**
 * Batchscope's TensorFlow.js engine against a plain `model.trainOnBatch` loop: same network, data, backend and batch
 * size, in one worker, taking turns. `trainOnBatch` reads every loss back; the second ratio is against the same
 * library with its losses read back once a turn, as the engine's are.
 */
import { fileURLToPath } from 'node:url';
import { NETWORK_WORDS } from '../networks.mjs';
import { withPage } from '../serve.mjs';

export const title = 'Engine: time per update, against tf.layers trainOnBatch';

const MODELS = ['tiny', 'mlp'];
const BATCH_SIZES = [1, 8, 64, 512];
const FLOOR = 0.9;
/** WebGPU in software is slow, and its times vary: fewer cases and rounds. */
const EMULATED = { tiny: BATCH_SIZES, mlp: [1, 64] };
const TARGET = { backend: 'webgl', maxBatch: 8, ratio: 1.5 };

const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};
const ratioOf = (others, ours) => median(others.map((ms, i) => ms / ours[i]));
const ms = (value) => (value < 10 ? value.toFixed(3) : value.toFixed(1));

function judge(backend, batchSize, ratio) {
  const wanted = backend === TARGET.backend && batchSize <= TARGET.maxBatch ? TARGET.ratio : FLOOR;
  return { wanted, met: ratio >= wanted };
}

/** What is measured, backend by backend. */
async function plan(page, quick) {
  const rounds = quick ? 3 : 7;
  const turnMs = quick ? 100 : 250;
  const cases = (backend, sizesOf, few = rounds) =>
    MODELS.flatMap((model) =>
      sizesOf(model).map((batchSize) => ({ backend, model, batchSize, rounds: few, turnMs })),
    );
  const all = [...cases('webgl', () => BATCH_SIZES), ...cases('cpu', () => BATCH_SIZES)];
  const webgpu = await page.evaluate(() => window.findWebgpu());
  if (!webgpu) console.log('No WebGPU adapter here: WebGPU is left out.');
  else if (webgpu.software) all.push(...cases('webgpu', (model) => EMULATED[model], Math.min(rounds, 5)));
  else all.push(...cases('webgpu', () => BATCH_SIZES));
  return all;
}

/** @returns {Promise<{ok: boolean}>} false when a ratio is below what is wanted. */
export async function run({ quick }) {
  const folder = fileURLToPath(new URL('.', import.meta.url));
  const probe = await withPage(folder, 'machine', (page) =>
    page.evaluate(() => Boolean(new OffscreenCanvas(1, 1).getContext('webgl2'))),
  );
  return withPage(folder, probe ? 'machine' : 'software', async (page, version) => {
    console.log(`Browser: Chromium ${version}; medians; SGD, softmax cross-entropy`);
    let ok = true;
    let shown;
    for (const task of await plan(page, quick)) {
      const { backend, model, batchSize, rounds } = task;
      const result = await page.evaluate((given) => window.measureEngine(given), task);
      if (shown !== backend) {
        shown = backend;
        const { device, software } = result.info;
        console.log(
          `\nTensorFlow.js ${backend}: ${device}${software ? ' (emulated in software)' : ''}, ${rounds} rounds`,
        );
        console.log(
          'model                 B   updates  Batchscope  trainOnBatch  ratio   loss not read  ratio   wanted',
        );
      }
      const ratio = ratioOf(result.trainOnBatch, result.ours);
      const { wanted, met } = judge(backend, batchSize, ratio);
      ok &&= met;
      console.log(
        [
          `${model} ${NETWORK_WORDS[model]}`.padEnd(20),
          String(batchSize).padStart(3),
          String(result.updates).padStart(9),
          `${ms(median(result.ours))} ms`.padStart(11),
          `${ms(median(result.trainOnBatch))} ms`.padStart(13),
          ratio.toFixed(2).padStart(6),
          `${ms(median(result.withoutReading))} ms`.padStart(15),
          ratioOf(result.withoutReading, result.ours).toFixed(2).padStart(6),
          `   ≥ ${wanted}${met ? '' : '  MISSED'}`,
        ].join(' '),
      );
    }
    return { ok };
  });
}
