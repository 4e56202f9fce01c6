/** The gradient of a convolution's weights, one example at a time. */
import * as F from './fields';
import { taps4x4, taps4x8 } from './outer';

/** Gradient of the weights from example `b`. */
export function convWeightGradient(op: usize, b: i32, dw: usize, add: bool): void {
  const pixel = load<i32>(op, F.PIXEL);
  const size = load<i32>(op, F.SIZE);
  const outWidth = load<i32>(op, F.OUT_WIDTH);
  const outHeight = load<i32>(op, F.OUT_HEIGHT);
  const units = load<i32>(op, F.UNITS);
  const length = size * pixel;
  const taps = size * length;
  const column = <usize>pixel << 2;
  const row = <usize>load<i32>(op, F.WIDTH) * column;
  const rowSkip = row - <usize>outWidth * column;
  const place = <usize>units << 2;
  const x = load<usize>(op, F.X) + load<usize>(op, F.X_STRIDE) * <usize>b;
  const gy = load<usize>(op, F.GY) + load<usize>(op, F.Y_STRIDE) * <usize>b;
  let i = 0;
  let start = x;
  for (let k = 0; k < taps; k += 4) {
    const valid = min(4, taps - k);
    const x0 = start + (<usize>i << 2);
    let x1 = x0;
    let x2 = x0;
    let x3 = x0;
    if (++i === length) {
      i = 0;
      start += row;
    }
    if (valid > 1) {
      x1 = start + (<usize>i << 2);
      if (++i === length) {
        i = 0;
        start += row;
      }
    }
    if (valid > 2) {
      x2 = start + (<usize>i << 2);
      if (++i === length) {
        i = 0;
        start += row;
      }
    }
    if (valid > 3) {
      x3 = start + (<usize>i << 2);
      if (++i === length) {
        i = 0;
        start += row;
      }
    }
    let d = gy;
    let out = dw;
    let u = units;
    for (; u >= 8; u -= 8) {
      const at = out + (<usize>k << 5);
      taps4x8(x0, x1, x2, x3, column, rowSkip, d, place, outHeight, outWidth, at, valid, add);
      d += 32;
      out += <usize>taps << 5;
    }
    if (u > 0) {
      const at = out + (<usize>k << 4);
      taps4x4(x0, x1, x2, x3, column, rowSkip, d, place, outHeight, outWidth, at, valid, add);
    }
  }
}
