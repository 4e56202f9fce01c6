/**
 * A small float32 trainer in plain loops: softmax regression, or one hidden ReLU layer, by plain SGD on the mean
 * cross-entropy. Eight examples at a time share each weight that is read.
 */

const BLOCK = 8;

/** A dense layer that starts from weights [inputs, outputs] and biases [outputs]. */
const dense = (weights, biases) => ({
  inputs: weights.length / biases.length,
  outputs: biases.length,
  weights,
  biases,
  weightGradients: new Float32Array(weights.length),
  biasGradients: new Float32Array(biases.length),
});

/** y[b] = x[b] W + bias for the first `rows` rows of x. */
function forward(layer, x, rows, y) {
  const { inputs, outputs, weights, biases } = layer;
  for (let b = 0; b < rows; b++) y.set(biases, b * outputs);
  for (let i = 0; i < inputs; i++) {
    const w = i * outputs;
    for (let b = 0; b < rows; b++) {
      const v = x[b * inputs + i];
      if (v === 0) continue;
      const out = b * outputs;
      for (let j = 0; j < outputs; j++) y[out + j] += v * weights[w + j];
    }
  }
}

/** Adds the gradients of the rows' share to the layer's sums; fills dx where it is given. */
function backward(layer, x, dy, rows, dx) {
  const { inputs, outputs, weights, weightGradients, biasGradients } = layer;
  for (let b = 0; b < rows; b++) for (let j = 0; j < outputs; j++) biasGradients[j] += dy[b * outputs + j];
  for (let i = 0; i < inputs; i++) {
    const w = i * outputs;
    for (let b = 0; b < rows; b++) {
      const v = x[b * inputs + i];
      if (v === 0) continue;
      const out = b * outputs;
      for (let j = 0; j < outputs; j++) weightGradients[w + j] += v * dy[out + j];
    }
  }
  if (!dx) return;
  for (let b = 0; b < rows; b++) {
    for (let i = 0; i < inputs; i++) {
      let sum = 0;
      for (let j = 0; j < outputs; j++) sum += weights[i * outputs + j] * dy[b * outputs + j];
      dx[b * inputs + i] = sum;
    }
  }
}

function update(layer, learningRate) {
  const { weights, biases, weightGradients, biasGradients } = layer;
  for (let i = 0; i < weights.length; i++) weights[i] -= learningRate * weightGradients[i];
  for (let j = 0; j < biases.length; j++) biases[j] -= learningRate * biasGradients[j];
  weightGradients.fill(0);
  biasGradients.fill(0);
}

/** In place, logits to probabilities. */
function softmax(logits, at, classes) {
  let most = -Infinity;
  for (let j = 0; j < classes; j++) most = Math.max(most, logits[at + j]);
  let sum = 0;
  for (let j = 0; j < classes; j++) sum += logits[at + j] = Math.exp(logits[at + j] - most);
  for (let j = 0; j < classes; j++) logits[at + j] /= sum;
}

/**
 * Trains and returns the accuracy on the validation examples, a share of 1. `start` is the weights and biases of the
 * one or two layers, which are changed; `orderOf(epoch)` the order of an epoch's examples.
 */
export function trainAndMeasure(dataset, { start, orderOf, batchSize, learningRate, epochs }) {
  const layers = [];
  for (let i = 0; i < start.length; i += 2) layers.push(dense(start[i], start[i + 1]));
  const last = layers.pop();
  const first = layers.pop();
  const width = dataset.inputShape.reduce((a, b) => a * b, 1);
  const classes = dataset.classes;
  const hidden = first ? first.outputs : 0;
  const x = new Float32Array(BLOCK * width);
  const h = new Float32Array(BLOCK * hidden);
  const dh = new Float32Array(BLOCK * hidden);
  const p = new Float32Array(BLOCK * classes);

  const run = (rows) => {
    if (first) {
      forward(first, x, rows, h);
      for (let i = 0; i < rows * hidden; i++) if (h[i] < 0) h[i] = 0;
    }
    forward(last, first ? h : x, rows, p);
  };

  const { training, validation } = dataset;
  for (let epoch = 0; epoch < epochs; epoch++) {
    const order = orderOf(epoch);
    for (let start = 0; start < training.count; start += batchSize) {
      const end = Math.min(training.count, start + batchSize);
      for (let from = start; from < end; from += BLOCK) {
        const rows = Math.min(BLOCK, end - from);
        for (let b = 0; b < rows; b++) {
          const at = order[from + b] * width;
          x.set(training.inputs.subarray(at, at + width), b * width);
        }
        run(rows);
        for (let b = 0; b < rows; b++) {
          softmax(p, b * classes, classes);
          p[b * classes + training.labels[order[from + b]]] -= 1;
          for (let j = 0; j < classes; j++) p[b * classes + j] /= end - start;
        }
        backward(last, first ? h : x, p, rows, first && dh);
        if (first) {
          for (let i = 0; i < rows * hidden; i++) if (h[i] === 0) dh[i] = 0;
          backward(first, x, dh, rows);
        }
      }
      if (first) update(first, learningRate);
      update(last, learningRate);
    }
  }

  let right = 0;
  for (let from = 0; from < validation.count; from += BLOCK) {
    const rows = Math.min(BLOCK, validation.count - from);
    x.set(validation.inputs.subarray(from * width, (from + rows) * width));
    run(rows);
    for (let b = 0; b < rows; b++) {
      let best = 0;
      for (let j = 1; j < classes; j++) if (p[b * classes + j] > p[b * classes + best]) best = j;
      if (best === validation.labels[from + b]) right++;
    }
  }
  return right / validation.count;
}
