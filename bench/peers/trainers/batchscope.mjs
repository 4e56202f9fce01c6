/** Batchscope: all updates of a turn in one call, their losses read at its end. */
import { startCpuEngine } from '../../../src/engine/cpu/engine.ts';

const start = {
  cpu: startCpuEngine,
  webgpu: async () => {
    const { loadEngine } = await import('../../../src/engine/load.ts');
    return (await loadEngine('webgpu')).engine;
  },
};

export async function create({ backend, model, data, weights }) {
  const { inputs, labels, count, classes, inputShape } = data;
  const split = { inputs, labels, count };
  const engine = await start[backend]();
  const run = engine.createRun({
    model,
    optimizer: { id: 'sgd', weightDecay: 0 },
    data: { id: 'digits', inputShape, classes, training: split, validation: split },
    weights,
  });
  return {
    device: engine.info.device,
    train(indices, batchSize, learningRate) {
      run.update(indices, batchSize, learningRate);
      return run.losses();
    },
  };
}
