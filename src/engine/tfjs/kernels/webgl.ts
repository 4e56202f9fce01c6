/**
 * Batchscope's fused kernels as fragment shaders. All write packed textures (2 × 2 values a texel), which matrix
 * products read without another pass; lanes beyond the shape are 0, as those products expect.
 */
import { registerKernel, type KernelFunc, type TensorInfo } from '@tensorflow/tfjs-core';
import type { GPGPUProgram, MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import { ELEMENTWISE, type Elementwise } from './elementwise.ts';
import { COLUMN_SUMS, GATHER_BATCH, SOFTMAX_GRADIENT, SOFTMAX_LOSS, SQUARED_LOSS } from './names.ts';

type Named = Record<string, TensorInfo>;
type Scalar = { name: string; type: 'float' | 'int' };

/** A program over packed textures `variableNames`, whose `main` is `body`. */
const packed = (
  variableNames: string[],
  outputShape: number[],
  scalars: readonly Scalar[],
  userCode: string,
  packedInputs = true,
): GPGPUProgram => ({
  variableNames,
  outputShape,
  packedInputs,
  packedOutput: true,
  customUniforms: [...scalars],
  userCode,
});

function elementwise({ inputs: names, scalars, shader }: Elementwise): KernelFunc {
  const uniforms = scalars.map((name): Scalar => ({ name, type: 'float' }));
  const loads = names.map((name, i) => `vec4 ${name} = getIn${i}AtOutCoords();`).join('\n');
  const code = `void main() {\n${loads}\nsetOutput(${shader});\n}`;
  const variables = names.map((_, i) => `in${i}`);
  return ({ inputs, attrs, backend }) => {
    const tensors = names.map((name) => (inputs as Named)[name]);
    const values = scalars.map((name) => [(attrs as Record<string, number>)[name]]);
    const program = packed(variables, tensors[0].shape, uniforms, code);
    return (backend as MathBackendWebGL).compileAndRun(program, tensors, 'float32', values);
  };
}

const gatherBatch: KernelFunc = ({ inputs, attrs, backend }) => {
  const { rows, indices } = inputs as Named;
  const { start, count } = attrs as { start: number; count: number };
  const width = rows.shape[1];
  const code = `
    float at(int r, int c) {
      if (r >= ${count} || c >= ${width}) return 0.0;
      return getRows(int(getIndices(start + r)), c);
    }
    void main() {
      ivec2 rc = getOutputCoords();
      setOutput(vec4(at(rc.x, rc.y), at(rc.x, rc.y + 1), at(rc.x + 1, rc.y), at(rc.x + 1, rc.y + 1)));
    }`;
  const program = packed(['rows', 'indices'], [count, width], [{ name: 'start', type: 'int' }], code, false);
  return (backend as MathBackendWebGL).compileAndRun(program, [rows, indices], 'float32', [[start]]);
};

/** Largest logit and sum of exp(logit - largest), for the two rows that start at `row`. */
const softmaxRows = (classes: number): string => `
  void softmaxRows(int row, out vec2 top, out vec2 total) {
    top = vec2(-3.0e38);
    total = vec2(0.0);
    for (int c = 0; c < ${classes}; c += 2) {
      vec4 z = getLogits(row, c);
      top = max(top, z.xz);
      if (c + 1 < ${classes}) top = max(top, z.yw);
    }
    for (int c = 0; c < ${classes}; c += 2) {
      vec4 z = getLogits(row, c);
      total += exp(z.xz - top);
      if (c + 1 < ${classes}) total += exp(z.yw - top);
    }
  }`;

const withTargets =
  (userCode: (batch: number, classes: number) => string, perExample: boolean, scaled: boolean): KernelFunc =>
  ({ inputs, attrs, backend }) => {
    const { logits, targets } = inputs as Named;
    const [batch, classes] = logits.shape;
    const uniforms: Scalar[] = scaled ? [{ name: 'scale', type: 'float' }] : [];
    const shape = perExample ? [batch, 1] : [batch, classes];
    const program = packed(['logits', 'targets'], shape, uniforms, userCode(batch, classes));
    const values = scaled ? [[(attrs as { scale: number }).scale]] : [];
    return (backend as MathBackendWebGL).compileAndRun(program, [logits, targets], 'float32', values);
  };

/** Sets the losses of rows r and r + 1 from `losses`, a vec2. */
const setLosses = (batch: number): string =>
  `setOutput(vec4(losses.x, 0.0, rc.x + 1 < ${batch} ? losses.y : 0.0, 0.0));`;

const softmaxLoss = withTargets(
  (batch, classes) => `${softmaxRows(classes)}
    void main() {
      ivec2 rc = getOutputCoords();
      vec2 top, total;
      softmaxRows(rc.x, top, total);
      vec2 losses = vec2(0.0);
      for (int c = 0; c < ${classes}; c += 2) {
        vec4 terms = getTargets(rc.x, c) * ((top + log(total)).xxyy - getLogits(rc.x, c));
        losses += terms.xz;
        if (c + 1 < ${classes}) losses += terms.yw;
      }
      ${setLosses(batch)}
    }`,
  true,
  false,
);

const softmaxGradient = withTargets(
  (batch, classes) => `${softmaxRows(classes)}
    void main() {
      ivec2 rc = getOutputCoords();
      vec2 top, total;
      softmaxRows(rc.x, top, total);
      vec4 z = getLogits(rc.x, rc.y);
      vec4 result = (exp(z - top.xxyy) / total.xxyy - getTargets(rc.x, rc.y)) * scale;
      if (rc.y + 1 >= ${classes}) result.yw = vec2(0.0);
      if (rc.x + 1 >= ${batch}) result.zw = vec2(0.0);
      setOutput(result);
    }`,
  false,
  true,
);

const squaredLoss = withTargets(
  (batch, classes) => `
    void main() {
      ivec2 rc = getOutputCoords();
      vec2 losses = vec2(0.0);
      for (int c = 0; c < ${classes}; c += 2) {
        vec4 d = getLogits(rc.x, c) - getTargets(rc.x, c);
        losses += 0.5 * d.xz * d.xz;
        if (c + 1 < ${classes}) losses += 0.5 * d.yw * d.yw;
      }
      ${setLosses(batch)}
    }`,
  true,
  false,
);

const columnSums: KernelFunc = ({ inputs, backend }) => {
  const { x } = inputs as Named;
  const [rows, columns] = x.shape;
  const code = `
    void main() {
      ivec2 rc = getOutputCoords();
      vec2 sums = vec2(0.0);
      for (int r = 0; r < ${rows}; r += 2) {
        vec4 v = getX(r, rc.y);
        sums += v.xy;
        if (r + 1 < ${rows}) sums += v.zw;
      }
      setOutput(vec4(sums.x, rc.y + 1 < ${columns} ? sums.y : 0.0, 0.0, 0.0));
    }`;
  return (backend as MathBackendWebGL).compileAndRun(packed(['x'], [1, columns], [], code), [x], 'float32');
};

let registered = false;

/** Adds the kernels to the webgl backend; once is enough. */
export function registerWebglKernels(): void {
  if (registered) return;
  registered = true;
  const add = (kernelName: string, kernelFunc: KernelFunc): void =>
    registerKernel({ kernelName, backendName: 'webgl', kernelFunc });
  for (const kernel of Object.values(ELEMENTWISE)) add(kernel.name, elementwise(kernel));
  add(GATHER_BATCH, gatherBatch);
  add(SOFTMAX_LOSS, softmaxLoss);
  add(SOFTMAX_GRADIENT, softmaxGradient);
  add(SQUARED_LOSS, squaredLoss);
  add(COLUMN_SUMS, columnSums);
}
