/** Who is measured, on what, and the measuring: checks first, then each cell with all peers taking turns. */
import { OURS } from './judge.mjs';

export const CELLS = { tiny: [1, 8, 64, 512], mlp: [1, 8, 64, 512], cnn: [8, 64, 256] };

const RATE = 0.01;
/** The run that shows that a peer learns: updates of 8 examples at this rate. */
const CHECK = {
  tiny: { count: 60, learningRate: 0.5 },
  mlp: { count: 40, learningRate: 0.05 },
  cnn: { count: 24, learningRate: 0.1 },
};
const CHECK_BATCH = 8;
/** Losses at the start that must be the same in all, to this part of the loss, with room for ReLU's kink. */
const SAME = { count: 10, tolerance: 1e-2 };
/** The last losses must be below this part of the first. */
const FALL = 0.8;

const mean = (values) => values.reduce((a, b) => a + b, 0) / values.length;
const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

/**
 * Rows in the order of the table, from what `probeEngines` found; `gpu` ones run on a graphics card and are not held
 * against the cpu engine.
 */
export function peersFor({ webgl, webgpu }) {
  const tfjs = (backend, gpu) => ({ name: `TensorFlow.js ${backend}`, trainer: 'tfjs', backend, gpu });
  const peers = [
    { name: OURS, trainer: 'batchscope', backend: 'cpu', gpu: false },
    { name: 'convnetjs', trainer: 'convnetjs', gpu: false },
    { name: 'jax-js wasm', trainer: 'jax', gpu: false },
    tfjs('wasm', false),
    tfjs('cpu', false),
    tfjs('webgl', isReal(webgl)),
  ];
  if (!isReal(webgpu)) return peers;
  const ours = { name: 'Batchscope webgpu', trainer: 'batchscope', backend: 'webgpu', gpu: true };
  return [...peers, ours, tfjs('webgpu', true)];
}

const isReal = ({ device, software }) => device !== undefined && !software;

const reason = (error) =>
  error.message
    .split('\n')[0]
    .replace(/^page\.evaluate: /, '')
    .replace(/^Error: /, '');

const handle = (page) => ({
  start: (id, task) => page.evaluate(([a, b]) => window.peers.start(a, b), [id, task]),
  call: (id, message) => page.evaluate(([a, b]) => window.peers.call(a, b), [id, message]),
  stop: (id) => page.evaluate((a) => window.peers.stop(a), id),
});

/** Results: `{devices, checks, cells}`, the last by "model batch" and peer, `{rate}` or `{why}`. */
export async function measureAll(page, peers, quick) {
  const worker = handle(page);
  const results = { devices: {}, checks: {}, cells: {} };
  for (const [model, batches] of Object.entries(CELLS)) {
    const able = await checkAll(worker, peers, model, results);
    for (const batchSize of batches) {
      process.stderr.write(`${model} B = ${batchSize} …\n`);
      results.cells[`${model} ${batchSize}`] = {
        ...Object.fromEntries(
          peers.map(({ name }) => [name, { why: results.checks[`${model} ${name}`].why }]),
        ),
        ...(await measureCell(worker, able, { model, batchSize }, quick)),
      };
    }
  }
  return results;
}

/** All start from the same weights and see the same batches, so their losses must be the same, and fall. */
async function checkAll(worker, peers, model, { checks, devices }) {
  let reference;
  for (const { name, trainer, backend } of peers) {
    const check = {};
    checks[`${model} ${name}`] = check;
    try {
      devices[name] = await worker.start(name, { trainer, backend, model, batchSize: CHECK_BATCH });
      const losses = await worker.call(name, { losses: CHECK[model] });
      if (name === OURS) reference = losses;
      check.first = mean(losses.slice(0, 4));
      check.last = mean(losses.slice(-8));
      check.apart = Math.max(
        ...losses.slice(0, SAME.count).map((loss, k) => Math.abs(loss - reference[k]) / reference[k]),
      );
      if (!(check.last < FALL * check.first))
        check.why = `does not learn: loss ${check.first.toFixed(3)}, then ${check.last.toFixed(3)}`;
      else if (!(check.apart < SAME.tolerance))
        check.why = `computes something else: losses ${(100 * check.apart).toFixed(1)} % apart`;
    } catch (error) {
      check.why = reason(error);
    }
    await worker.stop(name);
  }
  return peers.filter(({ name }) => !checks[`${model} ${name}`].why);
}

/** A fresh worker for each; warm-up, then rounds in which all take one turn, each round beginning with another. */
async function measureCell(worker, peers, { model, batchSize }, quick) {
  const [rounds, turnMs, warmMs] = quick ? [5, 60, 100] : [15, 100, 300];
  const states = {};
  const failed = (name) => (error) => void (states[name].why = reason(error));
  const turn = (name, count) => worker.call(name, { turn: { count, learningRate: RATE } });
  for (const { name, trainer, backend } of peers) {
    states[name] = { rates: [] };
    try {
      await worker.start(name, { trainer, backend, model, batchSize });
      let [spent, count, ms] = [0, 1, 0];
      while (spent < warmMs) {
        ms = (await turn(name, count)) / count;
        spent += Math.max(ms * count, 0.01);
        count = Math.max(1, Math.min(4 * count, Math.round(turnMs / Math.max(ms, 1e-4))));
      }
      states[name].count = Math.max(1, Math.round(turnMs / ms));
      // Slow ones sit out some rounds.
      states[name].every = ms > 2000 ? Math.ceil(rounds / 2) : Math.max(1, Math.floor((rounds * ms) / 2500));
    } catch (error) {
      failed(name)(error);
    }
  }
  for (let round = 0; round < rounds; round++)
    for (let k = 0; k < peers.length; k++) {
      const { name } = peers[(round + k) % peers.length];
      const state = states[name];
      if (state.why || round % state.every > 0) continue;
      await turn(name, state.count).then(
        (ms) => void state.rates.push((1000 * state.count * batchSize) / ms),
        failed(name),
      );
    }
  for (const { name } of peers) await worker.stop(name);
  return Object.fromEntries(
    Object.entries(states).map(([name, { why, rates }]) => [name, why ? { why } : { rate: median(rates) }]),
  );
}
