/**
 * `node bench/cpu-quick.mjs [model …]`: examples per second of processor time of the cpu engine in Node, one line for
 * each batch size; the second best of nine turns. Something to steer by while changing kernels.
 */
import { createServer } from 'vite';
import { root } from '../scripts/run.mjs';
import { NETWORKS } from './networks.mjs';

const CELLS = {
  tiny: [1, 8, 64, 512],
  mlp: [1, 8, 64, 512],
  cnn: [1, 8, 64, 256],
};
const EXAMPLES = 4096;
const TURNS = 9;
const TURN_MS = Number(process.env.TURN_MS ?? 150);

/** Processor time, so that other work on the machine disturbs little. */
function cpuMs() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

const server = await createServer({ root, server: { middlewareMode: true }, logLevel: 'error' });
const load = (path) => server.ssrLoadModule(path);
const { startCpuEngine } = await load('/src/engine/cpu/engine.ts');
const { initialWeights } = await load('/src/experiment/weights.ts');
const { createRandom } = await load('/src/science/random.ts');
const { flopsOf } = await load('/src/engine/flops.ts');

function dataFor({ inputShape }, classes) {
  const random = createRandom(1, 'bench');
  const size = inputShape.reduce((a, b) => a * b);
  const inputs = new Float32Array(EXAMPLES * size).map(() => (random.uniform() < 0.8 ? 0 : random.uniform()));
  const labels = new Uint8Array(EXAMPLES).map(() => random.integer(classes));
  const split = { inputs, labels, count: EXAMPLES };
  return { id: 'digits', inputShape, classes, training: split, validation: split };
}

const asked = process.argv.slice(2);
const engine = await startCpuEngine();
for (const [name, batches] of Object.entries(CELLS)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const model = NETWORKS[name];
  const data = dataFor(model, name === 'tiny' ? 2 : 10);
  for (const batch of batches) {
    const optimizer = {
      id: process.env.OPTIMIZER ?? 'sgd',
      weightDecay: 0,
      momentum: 0.9,
      beta1: 0.9,
      beta2: 0.999,
      epsilon: 1e-8,
    };
    const run = engine.createRun({ model, optimizer, data, weights: initialWeights(model, 1) });
    const indices = Uint32Array.from({ length: EXAMPLES }, (_, i) => i);
    run.update(indices.subarray(0, Math.max(batch * 4, 64)), batch, 0.01);
    const rates = [];
    for (let turn = 0; turn < TURNS; turn++) {
      let done = 0;
      const start = cpuMs();
      while (cpuMs() - start < TURN_MS) {
        run.update(indices, batch, 0.01);
        done += EXAMPLES;
      }
      rates.push((1000 * done) / (cpuMs() - start));
    }
    await run.losses();
    run.dispose();
    const rate = rates.sort((a, b) => a - b)[TURNS - 2];
    const { forwardPerExample, backwardPerExample } = flopsOf(model);
    const gflops = (rate * (forwardPerExample + backwardPerExample)) / 1e9;
    const us = (1e6 * batch) / rate;
    console.log(
      `${name.padEnd(5)} B=${String(batch).padEnd(4)} ${Math.round(rate).toLocaleString('en').padStart(11)} examples/s  ${us.toFixed(2).padStart(9)} µs/update  ${gflops.toFixed(1).padStart(5)} GFLOP/s`,
    );
  }
}
await server.close();
