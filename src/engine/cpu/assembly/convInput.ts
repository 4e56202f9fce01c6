/** The gradient of a convolution's input. */
import * as F from './fields';
import { rows1x4, rows1x8 } from './product1';
import { rows4x4 } from './product4x4';
import { rows4x8 } from './product4x8';
import { ADD } from './results';

/** gx: every delta times the transposed weights, added to the patch that it came from. */
export function convInputGradient(op: usize, count: i32, transposed: usize): void {
  const units = load<i32>(op, F.UNITS);
  const pixel = load<i32>(op, F.PIXEL);
  const size = load<i32>(op, F.SIZE);
  const outWidth = load<i32>(op, F.OUT_WIDTH);
  const places = load<i32>(op, F.OUT_HEIGHT) * outWidth;
  const length = size * pixel;
  const column = <usize>pixel << 2;
  const row = <usize>load<i32>(op, F.WIDTH) * column;
  const rowSkip = row - <usize>outWidth * column;
  const place = <usize>units << 2;
  const xStride = load<usize>(op, F.X_STRIDE);
  transpose(load<usize>(op, F.W), size, length, units, transposed);
  let picture = load<usize>(op, F.GX);
  let d = load<usize>(op, F.GY);
  for (let b = 0; b < count; b++) {
    memory.fill(picture, 0, xStride);
    let next = picture;
    let left = outWidth;
    let p = 0;
    for (; p + 4 <= places; p += 4) {
      let x0 = next;
      next += column;
      if (--left === 0) {
        next += rowSkip;
        left = outWidth;
      }
      let x1 = next;
      next += column;
      if (--left === 0) {
        next += rowSkip;
        left = outWidth;
      }
      let x2 = next;
      next += column;
      if (--left === 0) {
        next += rowSkip;
        left = outWidth;
      }
      let x3 = next;
      next += column;
      if (--left === 0) {
        next += rowSkip;
        left = outWidth;
      }
      const d1 = d + place;
      const d2 = d1 + place;
      const d3 = d2 + place;
      let w = transposed;
      for (let s = 0; s < size; s++) {
        let at: usize = 0;
        let n = length;
        for (; n >= 8; n -= 8) {
          rows4x8(d, d1, d2, d3, 1, units, 0, w, 0, x0 + at, x1 + at, x2 + at, x3 + at, ADD);
          w += place << 3;
          at += 32;
        }
        if (n > 0) {
          rows4x4(d, d1, d2, d3, 1, units, 0, w, 0, x0 + at, x1 + at, x2 + at, x3 + at, ADD);
          w += place << 2;
        }
        x0 += row;
        x1 += row;
        x2 += row;
        x3 += row;
      }
      d += place << 2;
    }
    for (; p < places; p++) {
      let x = next;
      let w = transposed;
      for (let s = 0; s < size; s++) {
        let at: usize = 0;
        let n = length;
        for (; n >= 8; n -= 8) {
          rows1x8(d, 1, units, 0, w, 0, x + at, ADD);
          w += place << 3;
          at += 32;
        }
        if (n > 0) {
          rows1x4(d, 1, units, 0, w, 0, x + at, ADD);
          w += place << 2;
        }
        x += row;
      }
      d += place;
      next += column;
      if (--left === 0) {
        next += rowSkip;
        left = outWidth;
      }
    }
    picture += xStride;
  }
}

/** Weights as panels of 8 (at the end of a segment perhaps 4) taps: [SIZE][panel][UNITS][8]. */
function transpose(w: usize, size: i32, length: i32, units: i32, out: usize): void {
  const taps = size * length;
  const full = units & ~7;
  for (let s = 0; s < size; s++) {
    for (let start = 0; start < length; start += 8) {
      const width = min(8, length - start);
      for (let u = 0; u < units; u++) {
        const wide = u < full;
        let at = wide
          ? w + ((<usize>((u & ~7) * taps + (u & 7))) << 2)
          : w + ((<usize>(full * taps + (u & 3))) << 2);
        const step: usize = wide ? 32 : 16;
        at += <usize>(s * length + start) * step;
        for (let j = 0; j < width; j++) {
          store<f32>(out, load<f32>(at));
          out += 4;
          at += step;
        }
      }
    }
  }
}
