/** Prepares one peer for one cell, and then trains when told to. Only that peer's code is loaded. */
import { EXAMPLES, dataFor, modelFor, orderOf, weightsFor } from './work.mjs';

const load = {
  batchscope: () => import('./trainers/batchscope.mjs'),
  convnetjs: () => import('./trainers/convnetjs.mjs'),
  jax: () => import('./trainers/jax.mjs'),
  tfjs: () => import('./trainers/tfjs.mjs'),
};

const order = orderOf(EXAMPLES);
let trainer;
let batchSize;
let next = 0;

/** The indices of `count` batches, going round the examples in one shuffled order. */
function indicesFor(count) {
  const indices = new Uint32Array(count * batchSize);
  for (let i = 0; i < indices.length; i++) {
    indices[i] = order[next];
    next = next + 1 === EXAMPLES ? 0 : next + 1;
  }
  return indices;
}

/** `count` updates; the losses of all of them are there when it ends, so the device has finished. */
async function train({ count, learningRate }) {
  const indices = indicesFor(count);
  const start = performance.now();
  const losses = await trainer.train(indices, batchSize, learningRate);
  const ms = performance.now() - start;
  if (losses.length !== count || !losses.every(Number.isFinite)) throw new Error('its losses are not right');
  return { ms, losses };
}

const commands = {
  async start({ trainer: name, backend, model, batchSize: size }) {
    const { create } = await load[name]();
    batchSize = size;
    trainer = await create({
      backend,
      model: modelFor(model),
      data: dataFor(model),
      weights: weightsFor(model),
    });
    return trainer.device;
  },
  async turn(task) {
    const { ms } = await train(task);
    return ms;
  },
  async losses(task) {
    const { losses } = await train(task);
    return [...losses];
  },
};

self.onmessage = ({ data }) => {
  const [[command, task]] = Object.entries(data);
  commands[command](task).then(
    (result) => self.postMessage({ result }),
    (error) => self.postMessage({ error: error instanceof Error ? error.message : String(error) }),
  );
};
