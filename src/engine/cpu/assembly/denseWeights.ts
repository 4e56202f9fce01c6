/** The gradient of a dense layer's weights, kept or taken as a step of SGD at once. */
import * as F from './fields';
import { madd } from './math';
import { outer4x4, outer4x8 } from './outer';

/** The step of SGD along the gradient of one example, which is an outer product. */
export function stepOfOne(op: usize, rate: f32, decay: f32): void {
  const inputs = load<i32>(op, F.INPUTS);
  const x = load<usize>(op, F.X);
  const end = x + (<usize>inputs << 2);
  const zero = f32x4.splat(0);
  const step = f32x4.splat(rate);
  const part = f32x4.splat(decay);
  let gy = load<usize>(op, F.GY);
  let w = load<usize>(op, F.W);
  let u = load<i32>(op, F.UNITS);
  for (; u >= 8; u -= 8) {
    const g0 = v128.load(gy);
    const g1 = v128.load(gy, 16);
    for (let at = x; at < end; at += 4) {
      const v = v128.load_splat<f32>(at);
      const w0 = v128.load(w);
      const w1 = v128.load(w, 16);
      let s0 = madd(zero, v, g0);
      let s1 = madd(zero, v, g1);
      if (decay !== 0) {
        s0 = madd(s0, part, w0);
        s1 = madd(s1, part, w1);
      }
      v128.store(w, f32x4.sub(w0, f32x4.mul(step, s0)));
      v128.store(w, f32x4.sub(w1, f32x4.mul(step, s1)), 16);
      w += 32;
    }
    gy += 32;
  }
  if (u === 0) return;
  const g0 = v128.load(gy);
  for (let at = x; at < end; at += 4) {
    const w0 = v128.load(w);
    let s0 = madd(zero, v128.load_splat<f32>(at), g0);
    if (decay !== 0) s0 = madd(s0, part, w0);
    v128.store(w, f32x4.sub(w0, f32x4.mul(step, s0)));
    w += 16;
  }
}

/** dw = xT gy, straight from where both lie. */
export function denseWeightGradient(op: usize, count: i32, w: usize, rate: f32, decay: f32): void {
  const inputs = load<i32>(op, F.INPUTS);
  const xStride = load<usize>(op, F.X_STRIDE);
  const yStride = load<usize>(op, F.Y_STRIDE);
  const x = load<usize>(op, F.X);
  let gy = load<usize>(op, F.GY);
  let out = load<usize>(op, F.DW);
  let u = load<i32>(op, F.UNITS);
  for (; u >= 8; u -= 8) {
    for (let i = 0; i < inputs; i += 4) {
      outer4x8(x + (<usize>i << 2), xStride, gy, yStride, count, out, false, w, rate, decay);
      out += 128;
      if (w !== 0) w += 128;
    }
    gy += 32;
  }
  if (u === 0) return;
  for (let i = 0; i < inputs; i += 4) {
    outer4x4(x + (<usize>i << 2), xStride, gy, yStride, count, out, false, w, rate, decay);
    out += 64;
    if (w !== 0) w += 64;
  }
}

/** The same, with both packed so that what is read together lies together. */
export function denseWeightGradientPacked(
  op: usize,
  count: i32,
  workspace: usize,
  w: usize,
  rate: f32,
  decay: f32,
): void {
  const inputs = load<i32>(op, F.INPUTS);
  const units = load<i32>(op, F.UNITS);
  const xStride = load<usize>(op, F.X_STRIDE);
  const yStride = load<usize>(op, F.Y_STRIDE);
  const dw = load<usize>(op, F.DW);
  const deltas = workspace + <usize>(min(F.PART, count) * F.STRIP * 4);
  for (let from = 0; from < count; from += F.PART) {
    const rows = min(F.PART, count - from);
    const gy = load<usize>(op, F.GY) + yStride * <usize>from;
    const x = load<usize>(op, F.X) + xStride * <usize>from;
    const into: usize = from + rows === count ? w : 0;
    packPanels(gy, yStride, units, rows, deltas);
    for (let i = 0; i < inputs; i += F.STRIP) {
      const quads = min(F.STRIP, inputs - i) >> 2;
      packQuads(x + (<usize>i << 2), xStride, quads, rows, workspace);
      let out = dw;
      let d = deltas;
      let u = units;
      for (; u >= 8; u -= 8) {
        let at = out + (<usize>i << 5);
        let strip = workspace;
        for (let q = 0; q < quads; q++) {
          outer4x8(strip, 16, d, 32, rows, at, from > 0, into === 0 ? 0 : into + (at - dw), rate, decay);
          strip += <usize>rows << 4;
          at += 128;
        }
        d += <usize>rows << 5;
        out += <usize>inputs << 5;
      }
      if (u > 0) {
        let at = out + (<usize>i << 4);
        let strip = workspace;
        for (let q = 0; q < quads; q++) {
          outer4x4(strip, 16, d, 16, rows, at, from > 0, into === 0 ? 0 : into + (at - dw), rate, decay);
          strip += <usize>rows << 4;
          at += 64;
        }
      }
    }
  }
}

function packQuads(x: usize, stride: usize, quads: i32, rows: i32, to: usize): void {
  const step = <usize>rows << 4;
  for (let r = 0; r < rows; r++) {
    let at = to;
    for (let q = 0; q < quads; q++) {
      v128.store(at, v128.load(x + (<usize>q << 4)));
      at += step;
    }
    to += 16;
    x += stride;
  }
}

function packPanels(d: usize, stride: usize, units: i32, rows: i32, to: usize): void {
  let u = units;
  for (; u >= 8; u -= 8) {
    let from = d;
    for (let r = 0; r < rows; r++) {
      v128.store(to, v128.load(from));
      v128.store(to, v128.load(from, 16), 16);
      to += 32;
      from += stride;
    }
    d += 32;
  }
  if (u === 0) return;
  for (let r = 0; r < rows; r++) {
    v128.store(to, v128.load(d));
    to += 16;
    d += stride;
  }
}
