/** Convolutions (stride 1, no padding) in plain JavaScript, as matrix products over the patches of one picture. */
import { matrix, multiplyInto } from './multiply.ts';

export interface ConvShape {
  batch: number;
  height: number;
  width: number;
  channels: number;
  size: number;
  filters: number;
}

const places = ({ height, width, size }: ConvShape): number => (height - size + 1) * (width - size + 1);
const patchLength = ({ size, channels }: ConvShape): number => size * size * channels;

/** Calls `copy(position in the picture, position in the patches, length)` for every row of every patch. */
function eachPatchRow(shape: ConvShape, copy: (from: number, to: number, length: number) => void): void {
  const { height, width, channels, size } = shape;
  const length = size * channels;
  let to = 0;
  for (let r = 0; r + size <= height; r++)
    for (let c = 0; c + size <= width; c++)
      for (let i = 0; i < size; i++) {
        copy(((r + i) * width + c) * channels, to, length);
        to += length;
      }
}

/** Patches of picture `e` of x, [places, size * size * channels]. */
function patchesOf(x: Float32Array, e: number, shape: ConvShape, patches: Float32Array): void {
  const picture = e * shape.height * shape.width * shape.channels;
  eachPatchRow(shape, (from, to, length) => {
    for (let i = 0; i < length; i++) patches[to + i] = x[picture + from + i];
  });
}

/** activation(x * w + bias), [batch, rows, columns, filters]; w is [size, size, channels, filters]. */
export function convolve(
  x: Float32Array,
  w: Float32Array,
  bias: Float32Array,
  activation: 'linear' | 'relu' | 'sigmoid',
  shape: ConvShape,
): Float32Array {
  const [count, length] = [places(shape), patchLength(shape)];
  const patches = new Float32Array(count * length);
  const out = new Float32Array(shape.batch * count * shape.filters);
  const weights = matrix(w, length, shape.filters);
  for (let e = 0; e < shape.batch; e++) {
    patchesOf(x, e, shape, patches);
    const at = e * count * shape.filters;
    multiplyInto(out, at, matrix(patches, count, length), weights, { bias, activation });
  }
  return out;
}

/** Gradient of w, [size, size, channels, filters], from dy [batch, rows, columns, filters]. */
export function convolveFilterGradient(x: Float32Array, dy: Float32Array, shape: ConvShape): Float32Array {
  const [count, length] = [places(shape), patchLength(shape)];
  const patches = new Float32Array(count * length);
  const out = new Float32Array(length * shape.filters);
  for (let e = 0; e < shape.batch; e++) {
    patchesOf(x, e, shape, patches);
    const gradient = matrix(dy, count, shape.filters, false, e * count * shape.filters);
    multiplyInto(out, 0, matrix(patches, count, length, true), gradient, { accumulate: true });
  }
  return out;
}

/** Gradient of x, [batch, height, width, channels], from dy [batch, rows, columns, filters]. */
export function convolveInputGradient(dy: Float32Array, w: Float32Array, shape: ConvShape): Float32Array {
  const [count, length] = [places(shape), patchLength(shape)];
  const patches = new Float32Array(count * length);
  const pixels = shape.height * shape.width * shape.channels;
  const out = new Float32Array(shape.batch * pixels);
  const weights = transpose(w, length, shape.filters);
  for (let e = 0; e < shape.batch; e++) {
    const gradient = matrix(dy, count, shape.filters, false, e * count * shape.filters);
    multiplyInto(patches, 0, gradient, matrix(weights, shape.filters, length));
    eachPatchRow(shape, (from, to, n) => {
      for (let i = 0; i < n; i++) out[e * pixels + from + i] += patches[to + i];
    });
  }
  return out;
}

function transpose(values: Float32Array, rows: number, columns: number): Float32Array {
  const out = new Float32Array(values.length);
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < columns; c++) out[c * rows + r] = values[r * columns + c];
  return out;
}
