/**
 * TensorFlow.js, as its documentation trains: tf.layers and `model.trainOnBatch`, which reads every loss back. The
 * examples lie on the device; a batch is gathered there by index.
 */
import * as tf from '@tensorflow/tfjs';

const backends = {
  cpu: () => import('@tensorflow/tfjs-backend-cpu'),
  webgl: () => import('@tensorflow/tfjs-backend-webgl'),
  webgpu: () => import('@tensorflow/tfjs-backend-webgpu'),
  wasm: async () => {
    const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
    // Only an isolated page could have threads, and from a bundle their module does not start.
    tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
    const files = import.meta.glob('../node_modules/@tensorflow/tfjs-backend-wasm/dist/*.wasm', {
      query: '?url',
      import: 'default',
      eager: true,
    });
    setWasmPaths(
      Object.fromEntries(
        Object.entries(files).map(([path, url]) => [
          path.split('/').pop(),
          new URL(url, self.location.href).href,
        ]),
      ),
    );
  },
};

async function deviceName(backend) {
  if (backend === 'cpu') return 'JavaScript';
  if (backend === 'wasm') return 'WebAssembly SIMD';
  if (backend === 'webgl') {
    const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
    const info = gl?.getExtension('WEBGL_debug_renderer_info');
    return String(gl?.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  }
  const adapter = await navigator.gpu.requestAdapter();
  return [adapter?.info.vendor, adapter?.info.architecture].filter(Boolean).join(' ') || 'WebGPU';
}

function layersModel({ inputShape, layers: specs }) {
  const model = tf.sequential();
  const last = specs.findLastIndex(({ kind }) => kind === 'dense');
  specs.forEach((spec, i) => {
    const follows = specs[i + 1]?.kind === 'activation' ? { activation: specs[i + 1].fn } : {};
    const first = i === 0 ? { inputShape } : {};
    if (spec.kind === 'dense')
      model.add(
        tf.layers.dense({
          units: spec.units,
          ...(i === last ? { activation: 'softmax' } : follows),
          ...first,
        }),
      );
    else if (spec.kind === 'conv')
      model.add(tf.layers.conv2d({ filters: spec.filters, kernelSize: spec.size, ...follows, ...first }));
    else if (spec.kind === 'maxPool')
      model.add(tf.layers.maxPooling2d({ poolSize: spec.size, strides: spec.size }));
    else if (spec.kind === 'flatten') model.add(tf.layers.flatten());
  });
  return model;
}

export async function create({ backend, model: spec, data, weights }) {
  await backends[backend]();
  if (!(await tf.setBackend(backend))) throw new Error(`the ${backend} backend does not start`);
  const { count, classes, inputShape } = data;
  const model = layersModel(spec);
  model.setWeights(model.getWeights().map(({ shape }, k) => tf.tensor(weights[k], shape)));
  const oneHot = new Float32Array(count * classes);
  data.labels.forEach((label, i) => void (oneHot[i * classes + label] = 1));
  const inputs = tf.tensor(data.inputs, [count, ...inputShape]);
  const targets = tf.tensor(oneHot, [count, classes]);
  let rate;
  return {
    device: await deviceName(backend),
    async train(indices, batchSize, learningRate) {
      if (rate !== learningRate)
        model.compile({ optimizer: tf.train.sgd(learningRate), loss: 'categoricalCrossentropy' });
      rate = learningRate;
      const losses = new Float32Array(indices.length / batchSize);
      for (let k = 0; k < losses.length; k++) {
        const rows = tf.tensor1d(
          Int32Array.from(indices.subarray(k * batchSize, (k + 1) * batchSize)),
          'int32',
        );
        const [x, y] = [tf.gather(inputs, rows), tf.gather(targets, rows)];
        losses[k] = await model.trainOnBatch(x, y);
        tf.dispose([rows, x, y]);
      }
      // A loss is there before its update is; the last weight to change is read to wait for it.
      await model.getWeights().at(-1).data();
      return losses;
    },
  };
}
