/** Batchscope's fused kernels in plain JavaScript, for the TensorFlow.js cpu backend. */
import { registerKernel, type KernelFunc, type TensorInfo } from '@tensorflow/tfjs-core';
import type { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import { registerCpuProducts } from './cpuProducts.ts';
import { ELEMENTWISE, type Elementwise } from './elementwise.ts';
import { COLUMN_SUMS, GATHER_BATCH, SOFTMAX_GRADIENT, SOFTMAX_LOSS, SQUARED_LOSS } from './names.ts';

type Numbers = Float32Array | Int32Array;

const read = (backend: MathBackendCPU, tensor: TensorInfo): Numbers =>
  backend.data.get(tensor.dataId).values as Numbers;
const floats = (backend: MathBackendCPU, tensor: TensorInfo): Float32Array =>
  read(backend, tensor) as Float32Array;

function elementwise({ inputs: names, scalars, loop }: Elementwise): KernelFunc {
  return ({ inputs, attrs, backend }) => {
    const cpu = backend as MathBackendCPU;
    const x = names.map((name) => floats(cpu, (inputs as Record<string, TensorInfo>)[name]));
    const s = scalars.map((name) => (attrs as Record<string, number>)[name]);
    const out = new Float32Array(x[0].length);
    loop(out, x, s);
    return cpu.makeTensorInfo((inputs as Record<string, TensorInfo>)[names[0]].shape, 'float32', out);
  };
}

const gatherBatch: KernelFunc = ({ inputs, attrs, backend }) => {
  const cpu = backend as MathBackendCPU;
  const { rows, indices } = inputs as Record<string, TensorInfo>;
  const { start, count } = attrs as { start: number; count: number };
  const width = rows.shape[1];
  const source = floats(cpu, rows);
  const which = read(cpu, indices);
  const out = new Float32Array(count * width);
  for (let i = 0; i < count; i++) {
    const from = which[start + i] * width;
    for (let j = 0; j < width; j++) out[i * width + j] = source[from + j];
  }
  return cpu.makeTensorInfo([count, width], 'float32', out);
};

/** Calls `visit(row, largest logit, log of the sum of exp(logit - largest))` for every row. */
function eachRow(
  logits: Float32Array,
  classes: number,
  visit: (at: number, max: number, logSum: number) => void,
): void {
  for (let at = 0; at < logits.length; at += classes) {
    let max = -Infinity;
    for (let c = 0; c < classes; c++) max = Math.max(max, logits[at + c]);
    let sum = 0;
    for (let c = 0; c < classes; c++) sum += Math.exp(logits[at + c] - max);
    visit(at, max, Math.log(sum));
  }
}

const softmaxLoss: KernelFunc = ({ inputs, backend }) => {
  const cpu = backend as MathBackendCPU;
  const { logits, targets } = inputs as Record<string, TensorInfo>;
  const [batch, classes] = logits.shape;
  const z = floats(cpu, logits);
  const t = floats(cpu, targets);
  const out = new Float32Array(batch);
  eachRow(z, classes, (at, max, logSum) => {
    let loss = 0;
    for (let c = 0; c < classes; c++) loss += t[at + c] * (max + logSum - z[at + c]);
    out[at / classes] = loss;
  });
  return cpu.makeTensorInfo([batch, 1], 'float32', out);
};

const softmaxGradient: KernelFunc = ({ inputs, attrs, backend }) => {
  const cpu = backend as MathBackendCPU;
  const { logits, targets } = inputs as Record<string, TensorInfo>;
  const { scale } = attrs as { scale: number };
  const z = floats(cpu, logits);
  const t = floats(cpu, targets);
  const classes = logits.shape[1];
  const out = new Float32Array(z.length);
  eachRow(z, classes, (at, max, logSum) => {
    for (let i = at; i < at + classes; i++) out[i] = (Math.exp(z[i] - max - logSum) - t[i]) * scale;
  });
  return cpu.makeTensorInfo(logits.shape, 'float32', out);
};

const squaredLoss: KernelFunc = ({ inputs, backend }) => {
  const cpu = backend as MathBackendCPU;
  const { logits, targets } = inputs as Record<string, TensorInfo>;
  const [batch, classes] = logits.shape;
  const z = floats(cpu, logits);
  const t = floats(cpu, targets);
  const out = new Float32Array(batch);
  for (let b = 0; b < batch; b++) {
    let sum = 0;
    for (let i = b * classes; i < (b + 1) * classes; i++) sum += (z[i] - t[i]) * (z[i] - t[i]);
    out[b] = sum / 2;
  }
  return cpu.makeTensorInfo([batch, 1], 'float32', out);
};

const columnSums: KernelFunc = ({ inputs, backend }) => {
  const cpu = backend as MathBackendCPU;
  const { x } = inputs as Record<string, TensorInfo>;
  const columns = x.shape[1];
  const values = floats(cpu, x);
  const sums = new Float64Array(columns);
  for (let at = 0; at < values.length; at += columns)
    for (let c = 0; c < columns; c++) sums[c] += values[at + c];
  return cpu.makeTensorInfo([1, columns], 'float32', Float32Array.from(sums));
};

let registered = false;

/** Adds the kernels to the cpu backend; once is enough. */
export function registerCpuKernels(): void {
  if (registered) return;
  registered = true;
  const add = (kernelName: string, kernelFunc: KernelFunc): void =>
    registerKernel({ kernelName, backendName: 'cpu', kernelFunc });
  for (const kernel of Object.values(ELEMENTWISE)) add(kernel.name, elementwise(kernel));
  add(GATHER_BATCH, gatherBatch);
  add(SOFTMAX_LOSS, softmaxLoss);
  add(SOFTMAX_GRADIENT, softmaxGradient);
  add(SQUARED_LOSS, squaredLoss);
  add(COLUMN_SUMS, columnSums);
  registerCpuProducts();
}
