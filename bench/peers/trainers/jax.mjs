/**
 * jax-js: the whole update under one `jit`; batches are gathered on the host and handed over as typed arrays; losses
 * are read at the end of a turn.
 */
import {
  blockUntilReady,
  defaultDevice,
  init,
  jit,
  lax,
  nn,
  numpy as np,
  tree,
  valueAndGrad,
} from '@jax-js/jax';

/** Pictures are [channels, height, width] here, filters [out, in, height, width]. */
function ownLayout(model, weights) {
  const params = [];
  let shape = model.inputShape;
  let places = 1;
  let k = 0;
  const take = (values, dims) => params.push(np.array(values).reshape(dims));
  for (const layer of model.layers) {
    if (layer.kind === 'conv') {
      const [size, depth, filters] = [layer.size, shape[2], layer.filters];
      const own = new Float32Array(weights[k].length);
      for (let place = 0; place < size * size; place++)
        for (let d = 0; d < depth; d++)
          for (let f = 0; f < filters; f++)
            own[(f * depth + d) * size * size + place] = weights[k][(place * depth + d) * filters + f];
      take(own, [filters, depth, size, size]);
      take(weights[k + 1], [filters, 1, 1]);
      shape = [shape[0] - size + 1, shape[1] - size + 1, filters];
      k += 2;
    } else if (layer.kind === 'maxPool') {
      shape = [Math.floor(shape[0] / layer.size), Math.floor(shape[1] / layer.size), shape[2]];
    } else if (layer.kind === 'flatten') {
      places = shape[0] * shape[1];
      shape = [places * shape[2]];
    } else if (layer.kind === 'dense') {
      const [inputs, depth] = [shape[0], shape[0] / places];
      const own = new Float32Array(weights[k].length);
      for (let place = 0; place < places; place++)
        for (let d = 0; d < depth; d++)
          for (let u = 0; u < layer.units; u++)
            own[(d * places + place) * layer.units + u] = weights[k][(place * depth + d) * layer.units + u];
      take(own, [inputs, layer.units]);
      take(weights[k + 1], [layer.units]);
      shape = [layer.units];
      places = 1;
      k += 2;
    }
  }
  return params;
}

const activations = { relu: nn.relu, tanh: np.tanh };

function forward(model, params, x, batchSize) {
  let k = 0;
  for (const layer of model.layers) {
    if (layer.kind === 'dense') x = np.dot(x, params[k++]).add(params[k++]);
    else if (layer.kind === 'conv') x = lax.conv(x, params[k++], [1, 1], 'VALID').add(params[k++]);
    else if (layer.kind === 'maxPool')
      x = lax.reduceWindow(x, np.max, [layer.size, layer.size], [layer.size, layer.size]);
    else if (layer.kind === 'flatten') x = x.reshape([batchSize, -1]);
    else x = activations[layer.fn](x);
  }
  return nn.logSoftmax(x);
}

export async function create({ model, data, weights }) {
  await init('wasm');
  defaultDevice('wasm');
  const { classes, inputShape } = data;
  const size = inputShape.reduce((a, b) => a * b);
  const dims = inputShape.length === 3 ? [inputShape[2], inputShape[0], inputShape[1]] : inputShape;
  let params = ownLayout(model, weights);

  const makeStep = (batchSize, learningRate) => {
    const loss = (own, x, y) =>
      forward(model, own, x, batchSize)
        .mul(y)
        .sum()
        .mul(-1 / batchSize);
    return jit((own, x, y) => {
      const [value, gradients] = valueAndGrad(loss)(tree.ref(own), x, y);
      return [value, own.map((tensor, k) => tensor.sub(gradients[k].mul(learningRate)))];
    });
  };
  let step;
  let made;

  return {
    device: typeof SharedArrayBuffer === 'undefined' ? 'WebAssembly' : 'WebAssembly with threads',
    async train(indices, batchSize, learningRate) {
      if (made !== `${batchSize} ${learningRate}`) step = makeStep(batchSize, learningRate);
      made = `${batchSize} ${learningRate}`;
      const losses = [];
      for (let start = 0; start < indices.length; start += batchSize) {
        const x = new Float32Array(batchSize * size);
        const y = new Float32Array(batchSize * classes);
        for (let b = 0; b < batchSize; b++) {
          const i = indices[start + b];
          x.set(data.inputs.subarray(i * size, (i + 1) * size), b * size);
          y[b * classes + data.labels[i]] = 1;
        }
        const [loss, updated] = step(
          params,
          np.array(x).reshape([batchSize, ...dims]),
          np.array(y).reshape([batchSize, classes]),
        );
        params = updated;
        losses.push(loss);
      }
      const values = new Float32Array(losses.length);
      for (let k = 0; k < losses.length; k++) values[k] = (await losses[k].data())[0];
      // With threads the last update may still be on its way when its loss is there.
      await blockUntilReady(params);
      return values;
    },
  };
}
