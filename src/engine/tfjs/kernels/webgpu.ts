/** Batchscope's fused kernels as compute shaders, one invocation for each output value. */
import { registerKernel, type KernelFunc, type TensorInfo } from '@tensorflow/tfjs-core';
import { webgpu_util, type WebGPUBackend, type WebGPUProgram } from '@tensorflow/tfjs-backend-webgpu';
import { ELEMENTWISE, type Elementwise } from './elementwise.ts';
import { COLUMN_SUMS, GATHER_BATCH, SOFTMAX_GRADIENT, SOFTMAX_LOSS, SQUARED_LOSS } from './names.ts';

type Named = Record<string, TensorInfo>;
type Uniform = { name: string; type: 'f32' | 'i32'; value: number };

const WORKGROUP: [number, number, number] = [64, 1, 1];

/** Runs `body`, which sets `value : f32` for output `index`; inputs are flat arrays under their names. */
function dispatch(
  backend: unknown,
  name: string,
  tensors: Named,
  outputShape: number[],
  uniforms: readonly Uniform[],
  body: string,
): TensorInfo {
  const dispatchLayout = webgpu_util.flatDispatchLayout(outputShape);
  const program: WebGPUProgram = {
    variableNames: Object.keys(tensors),
    outputShape,
    shaderKey: name,
    size: true,
    uniforms: uniforms.map((u) => `${u.name} : ${u.type}`).join(', '),
    workgroupSize: WORKGROUP,
    dispatchLayout,
    dispatch: webgpu_util.computeDispatch(dispatchLayout, outputShape, WORKGROUP),
    getUserCode: () => `
      fn main(index : i32) {
        if (index < uniforms.size) {
          ${uniforms.map((u) => `let ${u.name} = uniforms.${u.name};`).join('\n')}
          ${body}
          setOutputAtIndex(index, value);
        }
      }`,
  };
  const values = uniforms.map((u) => ({ type: u.type === 'f32' ? 'float32' : 'int32', data: [u.value] }));
  return (backend as WebGPUBackend).runWebGPUProgram(program, Object.values(tensors), 'float32', values);
}

function elementwise({ name, inputs: names, scalars, shader }: Elementwise): KernelFunc {
  const loads = names.map((input, i) => `let ${input} = in${i}[index];`).join('\n');
  return ({ inputs, attrs, backend }) => {
    const tensors = Object.fromEntries(names.map((input, i) => [`in${i}`, (inputs as Named)[input]]));
    const uniforms = scalars.map((scalar): Uniform => ({
      name: scalar,
      type: 'f32',
      value: (attrs as Record<string, number>)[scalar],
    }));
    return dispatch(backend, name, tensors, tensors.in0.shape, uniforms, `${loads}\nlet value = ${shader};`);
  };
}

const gatherBatch: KernelFunc = ({ inputs, attrs, backend }) => {
  const { rows, indices } = inputs as Named;
  const { start, count } = attrs as { start: number; count: number };
  const width = rows.shape[1];
  const uniforms: Uniform[] = [
    { name: 'start', type: 'i32', value: start },
    { name: 'width', type: 'i32', value: width },
  ];
  const body = `
    let row = i32(indices[start + index / width]);
    let value = rows[row * width + index % width];`;
  return dispatch(backend, GATHER_BATCH, { rows, indices }, [count, width], uniforms, body);
};

const softmaxRow = `
  var top = logits[at];
  for (var c = 1; c < classes; c++) { top = max(top, logits[at + c]); }
  var total = 0.0;
  for (var c = 0; c < classes; c++) { total += exp(logits[at + c] - top); }`;

const withTargets =
  (name: string, perExample: boolean, scaled: boolean, body: string): KernelFunc =>
  ({ inputs, attrs, backend }) => {
    const { logits, targets } = inputs as Named;
    const [batch, classes] = logits.shape;
    const uniforms: Uniform[] = [{ name: 'classes', type: 'i32', value: classes }];
    if (scaled) uniforms.push({ name: 'scale', type: 'f32', value: (attrs as { scale: number }).scale });
    const shape = perExample ? [batch, 1] : [batch, classes];
    return dispatch(backend, name, { logits, targets }, shape, uniforms, body);
  };

const softmaxLoss = withTargets(
  SOFTMAX_LOSS,
  true,
  false,
  `let at = index * classes;
   ${softmaxRow}
   var value = 0.0;
   for (var c = 0; c < classes; c++) { value += targets[at + c] * (top + log(total) - logits[at + c]); }`,
);

const softmaxGradient = withTargets(
  SOFTMAX_GRADIENT,
  false,
  true,
  `let at = (index / classes) * classes;
   ${softmaxRow}
   let value = (exp(logits[index] - top) / total - targets[index]) * scale;`,
);

const squaredLoss = withTargets(
  SQUARED_LOSS,
  true,
  false,
  `let at = index * classes;
   var value = 0.0;
   for (var c = 0; c < classes; c++) {
     let d = logits[at + c] - targets[at + c];
     value += 0.5 * d * d;
   }`,
);

const columnSums: KernelFunc = ({ inputs, backend }) => {
  const { x } = inputs as Named;
  const [rows, columns] = x.shape;
  const uniforms: Uniform[] = [
    { name: 'rows', type: 'i32', value: rows },
    { name: 'columns', type: 'i32', value: columns },
  ];
  const body = `
    var value = 0.0;
    for (var r = 0; r < rows; r++) { value += x[r * columns + index]; }`;
  return dispatch(backend, COLUMN_SUMS, { x }, [1, columns], uniforms, body);
};

let registered = false;

/** Adds the kernels to the webgpu backend; once is enough. */
export function registerWebgpuKernels(): void {
  if (registered) return;
  registered = true;
  const add = (kernelName: string, kernelFunc: KernelFunc): void =>
    registerKernel({ kernelName, backendName: 'webgpu', kernelFunc });
  for (const kernel of Object.values(ELEMENTWISE)) add(kernel.name, elementwise(kernel));
  add(GATHER_BATCH, gatherBatch);
  add(SOFTMAX_LOSS, softmaxLoss);
  add(SOFTMAX_GRADIENT, softmaxGradient);
  add(SQUARED_LOSS, squaredLoss);
  add(COLUMN_SUMS, columnSums);
}
