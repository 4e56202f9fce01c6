/**
 * `node bench/cpu-quick.mjs [model …]`: examples per second of processor time of the cpu engine in Node, one line for
 * each batch size; the second best of nine turns. Something to steer by while changing kernels.
 * `node bench/cpu-quick.mjs norms [model …]`: what norms of gradients and micro-batches cost, as ratios to a plain update
 * over the same examples; medians of turns that take turns.
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

const optimizer = {
  id: process.env.OPTIMIZER ?? 'sgd',
  weightDecay: 0,
  momentum: 0.9,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
};
const indices = Uint32Array.from({ length: EXAMPLES }, (_, i) => i);

/** Examples per second of one turn of `step`, which goes over all of them. */
function rateOf(step) {
  let done = 0;
  const start = cpuMs();
  while (cpuMs() - start < TURN_MS) {
    step();
    done += EXAMPLES;
  }
  return (1000 * done) / (cpuMs() - start);
}

const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];

/** Times of other ways to make an update, over that of the plain one. */
async function ratios(engine, setup, batchSize) {
  const fresh = (own) =>
    engine.createRun({ ...setup, weights: initialWeights(setup.model, 1), batchSize, ...own });
  const ways = {
    plain: [fresh(), (run) => run.update(indices, batchSize, 0.01)],
    'its norm': [fresh(), (run) => run.updateMeasured(indices, batchSize, 0.01)],
    "every example's norm": [
      fresh(),
      (run) => run.updateMeasured(indices, batchSize, 0.01, { examples: true }),
    ],
    ...(batchSize >= 4 && {
      'from quarters': [fresh({ microBatch: batchSize / 4 }), (run) => run.update(indices, batchSize, 0.01)],
    }),
  };
  const times = Object.fromEntries(Object.keys(ways).map((way) => [way, []]));
  const order = Object.entries(ways);
  for (let turn = 0; turn <= TURNS; turn++) {
    order.push(order.shift());
    for (const [way, [run, step]] of order) {
      const rate = rateOf(() => step(run));
      await run.losses();
      if (turn > 0) times[way].push(1 / rate);
    }
  }
  for (const [run] of Object.values(ways)) run.dispose();
  const plain = median(times.plain);
  return Object.entries(times)
    .slice(1)
    .map(([way, own]) => `${way} ×${(median(own) / plain).toFixed(2)}`);
}

const asked = process.argv.slice(2);
const norms = asked.includes('norms');
const names = asked.filter((name) => name !== 'norms');
const engine = await startCpuEngine();
for (const [name, batches] of Object.entries(CELLS)) {
  if (names.length > 0 && !names.includes(name)) continue;
  const model = NETWORKS[name];
  const data = dataFor(model, name === 'tiny' ? 2 : 10);
  for (const batch of batches) {
    if (norms) {
      const said = await ratios(engine, { model, optimizer, data }, batch);
      console.log(`${name.padEnd(5)} B=${String(batch).padEnd(4)} ${said.join('  ')}`);
      continue;
    }
    const weights = initialWeights(model, 1);
    const run = engine.createRun({ model, optimizer, data, weights, batchSize: batch });
    run.update(indices.subarray(0, Math.max(batch * 4, 64)), batch, 0.01);
    const rates = Array.from({ length: TURNS }, () => rateOf(() => run.update(indices, batch, 0.01)));
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
