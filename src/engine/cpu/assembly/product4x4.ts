/** As product4x8.ts, with the last panel of a matrix, where that has 4 columns. */
import { madd } from './math';
import { ADD, put } from './results';

/** Four rows times a panel of 4 columns, plus `bias` (unless added). */
export function rows4x4(
  a: usize,
  b: usize,
  c: usize,
  d: usize,
  segments: i32,
  length: i32,
  step: usize,
  w: usize,
  bias: usize,
  outA: usize,
  outB: usize,
  outC: usize,
  outD: usize,
  mode: i32,
): void {
  const start0 = mode === ADD ? f32x4.splat(0) : v128.load(bias, 0);
  let a0 = start0;
  let b0 = start0;
  let c0 = start0;
  let d0 = start0;
  const skip = step - (<usize>length << 2);
  for (; segments > 0; segments--) {
    let n = length;
    for (; n >= 4; n -= 4) {
      let w0 = v128.load(w, 0);
      let v = v128.load_splat<f32>(a, 0);
      a0 = madd(a0, v, w0);
      v = v128.load_splat<f32>(b, 0);
      b0 = madd(b0, v, w0);
      v = v128.load_splat<f32>(c, 0);
      c0 = madd(c0, v, w0);
      v = v128.load_splat<f32>(d, 0);
      d0 = madd(d0, v, w0);
      w0 = v128.load(w, 16);
      v = v128.load_splat<f32>(a, 4);
      a0 = madd(a0, v, w0);
      v = v128.load_splat<f32>(b, 4);
      b0 = madd(b0, v, w0);
      v = v128.load_splat<f32>(c, 4);
      c0 = madd(c0, v, w0);
      v = v128.load_splat<f32>(d, 4);
      d0 = madd(d0, v, w0);
      w0 = v128.load(w, 32);
      v = v128.load_splat<f32>(a, 8);
      a0 = madd(a0, v, w0);
      v = v128.load_splat<f32>(b, 8);
      b0 = madd(b0, v, w0);
      v = v128.load_splat<f32>(c, 8);
      c0 = madd(c0, v, w0);
      v = v128.load_splat<f32>(d, 8);
      d0 = madd(d0, v, w0);
      w0 = v128.load(w, 48);
      v = v128.load_splat<f32>(a, 12);
      a0 = madd(a0, v, w0);
      v = v128.load_splat<f32>(b, 12);
      b0 = madd(b0, v, w0);
      v = v128.load_splat<f32>(c, 12);
      c0 = madd(c0, v, w0);
      v = v128.load_splat<f32>(d, 12);
      d0 = madd(d0, v, w0);
      a += 16;
      b += 16;
      c += 16;
      d += 16;
      w += 64;
    }
    for (; n > 0; n--) {
      const w0 = v128.load(w, 0);
      let v = v128.load_splat<f32>(a);
      a0 = madd(a0, v, w0);
      v = v128.load_splat<f32>(b);
      b0 = madd(b0, v, w0);
      v = v128.load_splat<f32>(c);
      c0 = madd(c0, v, w0);
      v = v128.load_splat<f32>(d);
      d0 = madd(d0, v, w0);
      a += 4;
      b += 4;
      c += 4;
      d += 4;
      w += 16;
    }
    a += skip;
    b += skip;
    c += skip;
    d += skip;
  }
  put(outA, 0, a0, mode);
  put(outB, 0, b0, mode);
  put(outC, 0, c0, mode);
  put(outD, 0, d0, mode);
}
