/** Every layer in float64, one loop for each sum of its formula; slow, and meant to be read. */
import { BATCH_NORM, sizeOf, type LayerSpec } from '../../src/experiment/model.ts';

export interface LayerPass {
  /** [batch, ...outputShape], flat. */
  output: number[];
  /** New running mean and variance (batch normalisation in training mode). */
  running?: [number[], number[]];
  /** dLoss/dInput and the gradients of the trainable tensors, from dLoss/dOutput. */
  backward(outputGradient: readonly number[]): { input: number[]; gradients: number[][] };
}

const zeros = (n: number): number[] => new Array<number>(n).fill(0);

type Tensors = readonly (readonly number[])[];

/** In training, how much of a move running statistics make; else the share of their start that is taken off them. */
export type Mode = { weight: number } | { startShare: number };

export function layerPass(
  spec: LayerSpec,
  x: readonly number[],
  inputShape: readonly number[],
  outputShape: readonly number[],
  tensors: Tensors,
  mode: Mode,
): LayerPass {
  const batch = x.length / sizeOf(inputShape);
  switch (spec.kind) {
    case 'dense':
      return dense(x, batch, inputShape[0], outputShape[0], [tensors[0], tensors[1]]);
    case 'conv':
      return conv(x, batch, inputShape, outputShape, spec.size, tensors);
    case 'maxPool':
      return maxPool(x, batch, inputShape, outputShape, spec.size);
    case 'batchNorm':
      return batchNorm(x, inputShape[inputShape.length - 1], tensors, mode);
    case 'activation':
      return activation(x, spec.fn);
    case 'flatten':
      return { output: [...x], backward: (g) => ({ input: [...g], gradients: [] }) };
    default:
      return spec satisfies never;
  }
}

function dense(
  x: readonly number[],
  batch: number,
  n: number,
  units: number,
  [w, b]: readonly [readonly number[], (readonly number[])?],
): LayerPass {
  const output = zeros(batch * units);
  for (let e = 0; e < batch; e++)
    for (let u = 0; u < units; u++) {
      output[e * units + u] = b?.[u] ?? 0;
      for (let i = 0; i < n; i++) output[e * units + u] += x[e * n + i] * w[i * units + u];
    }
  return {
    output,
    backward(g) {
      const [dx, dw, db] = [zeros(x.length), zeros(w.length), zeros(units)];
      for (let e = 0; e < batch; e++)
        for (let u = 0; u < units; u++) {
          db[u] += g[e * units + u];
          for (let i = 0; i < n; i++) {
            dw[i * units + u] += x[e * n + i] * g[e * units + u];
            dx[e * n + i] += w[i * units + u] * g[e * units + u];
          }
        }
      return { input: dx, gradients: b ? [dw, db] : [dw] };
    },
  };
}

function conv(
  x: readonly number[],
  batch: number,
  [height, width, channels]: readonly number[],
  [rows, columns, filters]: readonly number[],
  size: number,
  [w, b]: Tensors,
): LayerPass {
  /** Visits every product x[xi] * w[wi] that is part of output oi. */
  const each = (visit: (oi: number, xi: number, wi: number) => void): void => {
    for (let e = 0; e < batch; e++)
      for (let r = 0; r < rows; r++)
        for (let c = 0; c < columns; c++)
          for (let f = 0; f < filters; f++)
            for (let i = 0; i < size; i++)
              for (let j = 0; j < size; j++)
                for (let ch = 0; ch < channels; ch++)
                  visit(
                    ((e * rows + r) * columns + c) * filters + f,
                    ((e * height + r + i) * width + c + j) * channels + ch,
                    ((i * size + j) * channels + ch) * filters + f,
                  );
  };
  const output = Array.from({ length: batch * rows * columns * filters }, (_, i) => b[i % filters]);
  each((oi, xi, wi) => void (output[oi] += x[xi] * w[wi]));
  return {
    output,
    backward(g) {
      const [dx, dw, db] = [zeros(x.length), zeros(w.length), zeros(filters)];
      g.forEach((value, i) => void (db[i % filters] += value));
      each((oi, xi, wi) => {
        dx[xi] += w[wi] * g[oi];
        dw[wi] += x[xi] * g[oi];
      });
      return { input: dx, gradients: [dw, db] };
    },
  };
}

function maxPool(
  x: readonly number[],
  batch: number,
  [height, width, channels]: readonly number[],
  [rows, columns]: readonly number[],
  size: number,
): LayerPass {
  const from: number[] = [];
  for (let e = 0; e < batch; e++)
    for (let r = 0; r < rows; r++)
      for (let c = 0; c < columns; c++)
        for (let ch = 0; ch < channels; ch++) {
          let best = -1;
          for (let i = 0; i < size; i++)
            for (let j = 0; j < size; j++) {
              const at = ((e * height + r * size + i) * width + c * size + j) * channels + ch;
              if (best < 0 || x[at] > x[best]) best = at;
            }
          from.push(best);
        }
  return {
    output: from.map((at) => x[at]),
    backward(g) {
      const dx = zeros(x.length);
      from.forEach((at, i) => void (dx[at] += g[i]));
      return { input: dx, gradients: [] };
    },
  };
}

function batchNorm(
  x: readonly number[],
  channels: number,
  [scale, shift, runningMean, runningVariance]: Tensors,
  mode: Mode,
): LayerPass {
  const training = 'weight' in mode;
  const left = training ? 0 : mode.startShare;
  const move = training ? (1 - BATCH_NORM.momentum) * mode.weight : 0;
  const count = x.length / channels;
  const perChannel = (value: (i: number) => number): number[] => {
    const sums = zeros(channels);
    for (let i = 0; i < x.length; i++) sums[i % channels] += value(i);
    return sums.map((sum) => sum / count);
  };
  const mean = training ? perChannel((i) => x[i]) : runningMean.map((v) => v / (1 - left));
  const variance = training
    ? perChannel((i) => (x[i] - mean[i % channels]) ** 2)
    : runningVariance.map((v) => (v - left) / (1 - left));
  const deviation = variance.map((v) => Math.sqrt(v + BATCH_NORM.epsilon));
  const normal = x.map((v, i) => (v - mean[i % channels]) / deviation[i % channels]);
  const blend = (old: readonly number[], now: readonly number[]): number[] =>
    old.map((v, c) => (1 - move) * v + move * now[c]);
  return {
    output: normal.map((v, i) => v * scale[i % channels] + shift[i % channels]),
    ...(training && { running: [blend(runningMean, mean), blend(runningVariance, variance)] }),
    backward(g) {
      const meanG = perChannel((i) => g[i]);
      const meanGN = perChannel((i) => g[i] * normal[i]);
      const input = g.map((v, i) => {
        const c = i % channels;
        const centred = training ? v - meanG[c] - normal[i] * meanGN[c] : v;
        return (scale[c] / deviation[c]) * centred;
      });
      return { input, gradients: [meanGN.map((v) => v * count), meanG.map((v) => v * count)] };
    },
  };
}

const ACTIVATIONS = {
  relu: { value: (v: number) => Math.max(v, 0), slope: (y: number) => (y > 0 ? 1 : 0) },
  tanh: { value: Math.tanh, slope: (y: number) => 1 - y * y },
  sigmoid: { value: (v: number) => 1 / (1 + Math.exp(-v)), slope: (y: number) => y * (1 - y) },
};

function activation(x: readonly number[], fn: keyof typeof ACTIVATIONS): LayerPass {
  const { value, slope } = ACTIVATIONS[fn];
  const output = x.map((v) => value(v));
  return {
    output,
    backward: (g) => ({ input: g.map((v, i) => v * slope(output[i])), gradients: [] }),
  };
}
