/** Dense and conv layers for the TensorFlow.js cpu backend, whose own products are several times slower. */
import { registerKernel, type KernelFunc, type TensorInfo } from '@tensorflow/tfjs-core';
import type { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import { convolve, convolveFilterGradient, convolveInputGradient, type ConvShape } from './convolve.ts';
import { matrix, multiplyInto, type Product } from './multiply.ts';
import { CPU_PRODUCTS } from './names.ts';

type Named = Record<string, TensorInfo>;
type Activation = NonNullable<Product['activation']>;

const floats = (backend: MathBackendCPU, tensor: TensorInfo): Float32Array =>
  backend.data.get(tensor.dataId).values as Float32Array;

/** Kernel '_FusedMatMul' and, without bias, 'BatchMatMul', for two matrices. */
const matMul: KernelFunc = ({ inputs, attrs, backend }) => {
  const cpu = backend as MathBackendCPU;
  const { a, b, bias } = inputs as Named;
  const {
    transposeA,
    transposeB,
    activation = 'linear',
  } = attrs as {
    transposeA: boolean;
    transposeB: boolean;
    activation?: Activation;
  };
  const m = transposeA ? a.shape[1] : a.shape[0];
  const n = transposeB ? b.shape[0] : b.shape[1];
  const out = new Float32Array(m * n);
  multiplyInto(
    out,
    0,
    matrix(floats(cpu, a), a.shape[0], a.shape[1], transposeA),
    matrix(floats(cpu, b), b.shape[0], b.shape[1], transposeB),
    { bias: bias && floats(cpu, bias), activation },
  );
  return cpu.makeTensorInfo([m, n], 'float32', out);
};

function convShape([batch, height, width, channels]: number[], filter: number[]): ConvShape {
  return { batch, height, width, channels, size: filter[0], filters: filter[3] };
}

const conv: KernelFunc = ({ inputs, attrs, backend }) => {
  const cpu = backend as MathBackendCPU;
  const { x, filter, bias } = inputs as Named;
  const { activation } = attrs as { activation: Activation };
  const shape = convShape(x.shape, filter.shape);
  const { batch, height, width, size, filters } = shape;
  const values = convolve(floats(cpu, x), floats(cpu, filter), floats(cpu, bias), activation, shape);
  return cpu.makeTensorInfo([batch, height - size + 1, width - size + 1, filters], 'float32', values);
};

const convFilterGradient: KernelFunc = ({ inputs, attrs, backend }) => {
  const cpu = backend as MathBackendCPU;
  const { x, dy } = inputs as Named;
  const { filterShape } = attrs as unknown as { filterShape: number[] };
  const shape = convShape(x.shape, filterShape);
  return cpu.makeTensorInfo(
    filterShape,
    'float32',
    convolveFilterGradient(floats(cpu, x), floats(cpu, dy), shape),
  );
};

const convInputGradient: KernelFunc = ({ inputs, attrs, backend }) => {
  const cpu = backend as MathBackendCPU;
  const { dy, filter } = inputs as Named;
  const { inputShape } = attrs as unknown as { inputShape: number[] };
  const shape = convShape(inputShape, filter.shape);
  return cpu.makeTensorInfo(
    inputShape,
    'float32',
    convolveInputGradient(floats(cpu, dy), floats(cpu, filter), shape),
  );
};

const KERNELS: Readonly<Record<keyof typeof CPU_PRODUCTS, KernelFunc>> = {
  BatchMatMul: matMul,
  _FusedMatMul: matMul,
  FusedConv2D: conv,
  Conv2DBackpropFilter: convFilterGradient,
  Conv2DBackpropInput: convInputGradient,
};

/** Adds the products under the names of `CPU_PRODUCTS`. */
export function registerCpuProducts(): void {
  for (const name of Object.keys(KERNELS) as (keyof typeof CPU_PRODUCTS)[])
    registerKernel({ kernelName: CPU_PRODUCTS[name], backendName: 'cpu', kernelFunc: KERNELS[name] });
}
