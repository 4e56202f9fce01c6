/** Dense layers: x [count, INPUTS], panels of w [INPUTS, UNITS], y [count, UNITS]. */
import { denseInputGradient } from './denseInput';
import { denseWeightGradient, denseWeightGradientPacked, stepOfOne } from './denseWeights';
import * as F from './fields';
import { squares } from './math';
import { rows1x32, rows1x4, rows1x8 } from './product1';
import { rows4x4 } from './product4x4';
import { rows4x8 } from './product4x8';
import { CUT, STORE } from './results';
import { addRows } from './rows';

export function denseForward(op: usize, count: i32): void {
  const inputs = load<i32>(op, F.INPUTS);
  const length = load<i32>(op, F.LENGTH);
  const units = load<i32>(op, F.UNITS);
  const xStride = load<usize>(op, F.X_STRIDE);
  const yStride = load<usize>(op, F.Y_STRIDE);
  const mode = load<i32>(op, F.FUNCTION) === F.RELU ? CUT : STORE;
  let x = load<usize>(op, F.X);
  let y = load<usize>(op, F.Y);
  const weights = load<usize>(op, F.W);
  const biases = load<usize>(op, F.B);
  let b = 0;
  for (; b + 4 <= count; b += 4) {
    let w = weights;
    let bias = biases;
    let out = y;
    let u = units;
    const x1 = x + xStride;
    const x2 = x1 + xStride;
    const x3 = x2 + xStride;
    for (; u >= 8; u -= 8) {
      const o1 = out + yStride;
      const o2 = o1 + yStride;
      rows4x8(x, x1, x2, x3, 1, length, 0, w, bias, out, o1, o2, o2 + yStride, mode);
      w += <usize>inputs << 5;
      bias += 32;
      out += 32;
    }
    if (u > 0) {
      const o1 = out + yStride;
      const o2 = o1 + yStride;
      rows4x4(x, x1, x2, x3, 1, length, 0, w, bias, out, o1, o2, o2 + yStride, mode);
    }
    x += xStride << 2;
    y += yStride << 2;
  }
  for (; b < count; b++) {
    let w = weights;
    let bias = biases;
    let out = y;
    let u = units;
    for (; u >= 32; u -= 32) {
      rows1x32(x, 1, length, 0, w, <usize>inputs << 5, bias, out, mode);
      w += <usize>inputs << 7;
      bias += 128;
      out += 128;
    }
    for (; u >= 8; u -= 8) {
      rows1x8(x, 1, length, 0, w, bias, out, mode);
      w += <usize>inputs << 5;
      bias += 32;
      out += 32;
    }
    if (u > 0) rows1x4(x, 1, length, 0, w, bias, out, mode);
    x += xStride;
    y += yStride;
  }
}

/** With `direct` the gradient of the weights is not kept: it goes straight into them, as a step of SGD. */
export function denseBackward(
  op: usize,
  count: i32,
  workspace: usize,
  norms: usize,
  scale: f64,
  direct: bool,
  rate: f32,
  decay: f32,
): void {
  if (load<usize>(op, F.GX) !== 0) denseInputGradient(op, count);
  const db = load<usize>(op, F.DB);
  if (db !== 0) addRows(load<usize>(op, F.GY), load<i32>(op, F.UNITS), count, db);
  const w: usize = direct ? load<usize>(op, F.W) : 0;
  if (direct && count === 1) stepOfOne(op, rate, decay);
  else if (count < F.PACK_FROM) denseWeightGradient(op, count, w, rate, decay);
  else denseWeightGradientPacked(op, count, workspace, w, rate, decay);
  if (norms !== 0) exampleNorms(op, count, norms, scale);
}

/** Of each example |delta|^2 (|x|^2 + 1), without bias |delta|^2 |x|^2: the squared norm of its own gradient, without forming that gradient. */
function exampleNorms(op: usize, count: i32, norms: usize, scale: f64): void {
  const inputs = load<i32>(op, F.INPUTS);
  const units = load<i32>(op, F.UNITS);
  const ofBias: f64 = load<usize>(op, F.DB) === 0 ? 0 : 1;
  let x = load<usize>(op, F.X);
  let gy = load<usize>(op, F.GY);
  for (let b = 0; b < count; b++) {
    const own = squares(gy, units) * (squares(x, inputs) + ofBias);
    store<f64>(norms, load<f64>(norms) + own * scale);
    norms += 8;
    x += load<usize>(op, F.X_STRIDE);
    gy += load<usize>(op, F.Y_STRIDE);
  }
}
