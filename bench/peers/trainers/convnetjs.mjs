/**
 * convnetjs: its Trainer takes one `Vol` at a time and updates after each batch. The Vols are made beforehand, so that
 * gathering a batch is picking them.
 */
import convnetjs from 'convnetjs';

function definition({ inputShape, layers }, classes) {
  const [height, width, depth] = inputShape.length === 3 ? inputShape : [1, 1, inputShape[0]];
  const last = layers.findLast(({ kind }) => kind === 'dense');
  return [
    { type: 'input', out_sx: width, out_sy: height, out_depth: depth },
    ...layers.flatMap((layer) => {
      if (layer === last) return [{ type: 'softmax', num_classes: classes }];
      if (layer.kind === 'dense') return [{ type: 'fc', num_neurons: layer.units }];
      if (layer.kind === 'conv')
        return [{ type: 'conv', sx: layer.size, filters: layer.filters, stride: 1, pad: 0 }];
      if (layer.kind === 'maxPool') return [{ type: 'pool', sx: layer.size, stride: layer.size }];
      if (layer.kind === 'activation') return [{ type: layer.fn }];
      return [];
    }),
  ];
}

/** convnetjs keeps one Vol for each unit or filter, in the order [height, width, channels]: a column of ours. */
function setWeights(net, weights) {
  const owners = net.layers.filter(({ filters }) => filters);
  owners.forEach(({ filters, biases }, k) => {
    const [own, bias] = [weights[2 * k], weights[2 * k + 1]];
    filters.forEach(({ w }, unit) => {
      for (let i = 0; i < w.length; i++) w[i] = own[i * filters.length + unit];
      biases.w[unit] = bias[unit];
    });
  });
}

export async function create({ model, data, weights }) {
  const net = new convnetjs.Net();
  net.makeLayers(definition(model, data.classes));
  setWeights(net, weights);
  const [height, width, depth] =
    model.inputShape.length === 3 ? model.inputShape : [1, 1, model.inputShape[0]];
  const size = height * width * depth;
  const vols = Array.from({ length: data.count }, (_, i) => {
    const vol = new convnetjs.Vol(width, height, depth, 0);
    vol.w.set(data.inputs.subarray(i * size, (i + 1) * size));
    return vol;
  });
  const trainer = new convnetjs.SGDTrainer(net, { method: 'sgd', momentum: 0, l1_decay: 0, l2_decay: 0 });
  return {
    device: 'JavaScript',
    async train(indices, batchSize, learningRate) {
      trainer.batch_size = batchSize;
      trainer.learning_rate = learningRate;
      const losses = new Float32Array(indices.length / batchSize);
      for (let k = 0, i = 0; k < losses.length; k++) {
        let sum = 0;
        for (let b = 0; b < batchSize; b++, i++)
          sum += trainer.train(vols[indices[i]], data.labels[indices[i]]).loss;
        losses[k] = sum / batchSize;
      }
      return losses;
    },
  };
}
