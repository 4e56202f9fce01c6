/**
 * The TensorFlow.js kernels that training needs, called directly: no tape, no shape inference, no broadcasting by
 * op wrappers. Every result belongs to the innermost `tidy` or to whoever calls.
 */
import { engine, type NamedAttrMap, type NamedTensorMap, type Tensor } from '@tensorflow/tfjs-core';
import type { Activation } from '../../experiment/model.ts';
import { ELEMENTWISE, type Elementwise } from './kernels/elementwise.ts';
import {
  COLUMN_SUMS,
  CPU_PRODUCTS,
  GATHER_BATCH,
  SOFTMAX_GRADIENT,
  SOFTMAX_LOSS,
  SQUARED_LOSS,
} from './kernels/names.ts';
import { note } from './meter.ts';

export function kernel(name: string, inputs: Record<string, Tensor>, attrs: object = {}): Tensor {
  const result = engine().runKernel<Tensor>(name, inputs as NamedTensorMap, attrs as NamedAttrMap);
  note(result);
  return result;
}

/** Like `kernel`, with Batchscope's own product where the backend in use has one. */
export const productKernel = (
  name: keyof typeof CPU_PRODUCTS,
  inputs: Record<string, Tensor>,
  attrs: object,
): Tensor => kernel(engine().backendName === 'cpu' ? CPU_PRODUCTS[name] : name, inputs, attrs);

export type FusedActivation = 'linear' | 'relu' | 'sigmoid';

/** act(a b + bias) with optional transposes; a and b are matrices, bias is [1, columns]. */
export const matMul = (
  a: Tensor,
  b: Tensor,
  { transposeA = false, transposeB = false }: { transposeA?: boolean; transposeB?: boolean } = {},
): Tensor => productKernel('BatchMatMul', { a, b }, { transposeA, transposeB });
export const denseForward = (a: Tensor, b: Tensor, bias: Tensor, activation: FusedActivation): Tensor =>
  productKernel('_FusedMatMul', { a, b, bias }, { transposeA: false, transposeB: false, activation });

export const reshape = (x: Tensor, shape: number[]): Tensor => kernel('Reshape', { x }, { shape });
export const add = (a: Tensor, b: Tensor): Tensor => kernel('Add', { a, b });
export const subtract = (a: Tensor, b: Tensor): Tensor => kernel('Sub', { a, b });
export const multiply = (a: Tensor, b: Tensor): Tensor => kernel('Multiply', { a, b });
export const square = (x: Tensor): Tensor => kernel('Square', { x });
export const rsqrt = (x: Tensor): Tensor => kernel('Rsqrt', { x });
export const sum = (x: Tensor, axis: number[]): Tensor => kernel('Sum', { x }, { axis, keepDims: false });
export const mean = (x: Tensor, axis: number[]): Tensor => kernel('Mean', { x }, { axis, keepDims: false });
/** Joins tensors along their first axis. */
export const concat = (tensors: Tensor[]): Tensor =>
  engine().runKernel<Tensor>('Concat', tensors as unknown as NamedTensorMap, { axis: 0 });

const ACTIVATIONS = { relu: 'Relu', tanh: 'Tanh', sigmoid: 'Sigmoid' } as const;
const ACTIVATION_GRADIENTS = {
  relu: ELEMENTWISE.reluGradient,
  tanh: ELEMENTWISE.tanhGradient,
  sigmoid: ELEMENTWISE.sigmoidGradient,
} as const;

export const activate = (x: Tensor, fn: Activation): Tensor => kernel(ACTIVATIONS[fn], { x });
/** Gradient of the activation's input, from that of its output and the output itself. */
export const activateBackward = (dy: Tensor, y: Tensor, fn: Activation): Tensor =>
  kernel(ACTIVATION_GRADIENTS[fn].name, { dy, y });

export const elementwise = (
  { name }: Elementwise,
  inputs: Record<string, Tensor>,
  scalars: Record<string, number>,
): Tensor => kernel(name, inputs, scalars);

/** [1, columns] from [rows, columns]. */
export const columnSums = (x: Tensor): Tensor => kernel(COLUMN_SUMS, { x });

/** Rows `indices[start … start + count)` of `rows`. */
export const gatherBatch = (rows: Tensor, indices: Tensor, start: number, count: number): Tensor =>
  kernel(GATHER_BATCH, { rows, indices }, { start, count });
export const softmaxLoss = (logits: Tensor, targets: Tensor): Tensor =>
  kernel(SOFTMAX_LOSS, { logits, targets });
export const softmaxGradient = (logits: Tensor, targets: Tensor, scale: number): Tensor =>
  kernel(SOFTMAX_GRADIENT, { logits, targets }, { scale });
export const squaredLoss = (logits: Tensor, targets: Tensor): Tensor =>
  kernel(SQUARED_LOSS, { logits, targets });
