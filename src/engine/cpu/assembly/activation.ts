/** ReLU, tanh and sigmoid; slopes are written in terms of the output. */
import * as F from './fields';
import { sigmoid, tanh } from './math';

export function activationForward(op: usize, count: i32): void {
  const kind = load<i32>(op, F.FUNCTION);
  const bytes = load<usize>(op, F.Y_STRIDE) * <usize>count;
  let x = load<usize>(op, F.X);
  let y = load<usize>(op, F.Y);
  const end = x + bytes;
  if (kind === F.RELU) {
    for (; x < end; x += 16, y += 16) v128.store(y, f32x4.max(v128.load(x), f32x4.splat(0)));
  } else if (kind === F.TANH) {
    for (; x < end; x += 16, y += 16) v128.store(y, tanh(v128.load(x)));
  } else {
    for (; x < end; x += 16, y += 16) v128.store(y, sigmoid(v128.load(x)));
    clearPadding(load<usize>(op, F.Y), bytes, load<i32>(op, F.UNITS), load<i32>(op, F.TRUE_UNITS));
  }
}

/** Sets to 0 what follows `units` in every `padded` numbers. */
function clearPadding(y: usize, bytes: usize, padded: i32, units: i32): void {
  if (padded === units) return;
  const end = y + bytes;
  for (; y < end; y += <usize>padded << 2) {
    for (let u = units; u < padded; u++) store<f32>(y + (<usize>u << 2), 0);
  }
}

export function activationBackward(op: usize, count: i32): void {
  slope(op, load<i32>(op, F.FUNCTION), count);
}

/** gx = gy times the slope at y; where they lie in one place, in place. */
export function slope(op: usize, kind: i32, count: i32): void {
  let y = load<usize>(op, F.Y);
  const end = y + load<usize>(op, F.Y_STRIDE) * <usize>count;
  let g = load<usize>(op, F.GY);
  if (kind === F.RELU) {
    for (; y < end; y += 16, g += 16)
      v128.store(g, v128.and(v128.load(g), f32x4.gt(v128.load(y), f32x4.splat(0))));
  } else if (kind === F.TANH) {
    for (; y < end; y += 16, g += 16) {
      const v = v128.load(y);
      const d = v128.load(g);
      v128.store(g, f32x4.sub(d, f32x4.mul(f32x4.mul(d, v), v)));
    }
  } else {
    for (; y < end; y += 16, g += 16) {
      const v = v128.load(y);
      v128.store(g, f32x4.mul(v128.load(g), f32x4.sub(v, f32x4.mul(v, v))));
    }
  }
}
