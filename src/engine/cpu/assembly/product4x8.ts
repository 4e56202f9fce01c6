/**
 * Register-blocked products of four rows at a time, with panels of 8 columns. A panel holds 8 (the last one perhaps 4)
 * neighbouring columns of a matrix, row after row; rows of the left matrix may consist of segments, as the patches of a
 * picture do.
 */
import { madd } from './math';
import { ADD, put } from './results';

/** Four rows times a panel of 8 columns, plus `bias` (unless added). */
export function rows4x8(
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
  const start1 = mode === ADD ? f32x4.splat(0) : v128.load(bias, 16);
  let a0 = start0;
  let a1 = start1;
  let b0 = start0;
  let b1 = start1;
  let c0 = start0;
  let c1 = start1;
  let d0 = start0;
  let d1 = start1;
  const skip = step - (<usize>length << 2);
  for (; segments > 0; segments--) {
    let n = length;
    for (; n >= 4; n -= 4) {
      let w0 = v128.load(w, 0);
      let w1 = v128.load(w, 16);
      let v = v128.load_splat<f32>(a, 0);
      a0 = madd(a0, v, w0);
      a1 = madd(a1, v, w1);
      v = v128.load_splat<f32>(b, 0);
      b0 = madd(b0, v, w0);
      b1 = madd(b1, v, w1);
      v = v128.load_splat<f32>(c, 0);
      c0 = madd(c0, v, w0);
      c1 = madd(c1, v, w1);
      v = v128.load_splat<f32>(d, 0);
      d0 = madd(d0, v, w0);
      d1 = madd(d1, v, w1);
      w0 = v128.load(w, 32);
      w1 = v128.load(w, 48);
      v = v128.load_splat<f32>(a, 4);
      a0 = madd(a0, v, w0);
      a1 = madd(a1, v, w1);
      v = v128.load_splat<f32>(b, 4);
      b0 = madd(b0, v, w0);
      b1 = madd(b1, v, w1);
      v = v128.load_splat<f32>(c, 4);
      c0 = madd(c0, v, w0);
      c1 = madd(c1, v, w1);
      v = v128.load_splat<f32>(d, 4);
      d0 = madd(d0, v, w0);
      d1 = madd(d1, v, w1);
      w0 = v128.load(w, 64);
      w1 = v128.load(w, 80);
      v = v128.load_splat<f32>(a, 8);
      a0 = madd(a0, v, w0);
      a1 = madd(a1, v, w1);
      v = v128.load_splat<f32>(b, 8);
      b0 = madd(b0, v, w0);
      b1 = madd(b1, v, w1);
      v = v128.load_splat<f32>(c, 8);
      c0 = madd(c0, v, w0);
      c1 = madd(c1, v, w1);
      v = v128.load_splat<f32>(d, 8);
      d0 = madd(d0, v, w0);
      d1 = madd(d1, v, w1);
      w0 = v128.load(w, 96);
      w1 = v128.load(w, 112);
      v = v128.load_splat<f32>(a, 12);
      a0 = madd(a0, v, w0);
      a1 = madd(a1, v, w1);
      v = v128.load_splat<f32>(b, 12);
      b0 = madd(b0, v, w0);
      b1 = madd(b1, v, w1);
      v = v128.load_splat<f32>(c, 12);
      c0 = madd(c0, v, w0);
      c1 = madd(c1, v, w1);
      v = v128.load_splat<f32>(d, 12);
      d0 = madd(d0, v, w0);
      d1 = madd(d1, v, w1);
      a += 16;
      b += 16;
      c += 16;
      d += 16;
      w += 128;
    }
    for (; n > 0; n--) {
      const w0 = v128.load(w, 0);
      const w1 = v128.load(w, 16);
      let v = v128.load_splat<f32>(a);
      a0 = madd(a0, v, w0);
      a1 = madd(a1, v, w1);
      v = v128.load_splat<f32>(b);
      b0 = madd(b0, v, w0);
      b1 = madd(b1, v, w1);
      v = v128.load_splat<f32>(c);
      c0 = madd(c0, v, w0);
      c1 = madd(c1, v, w1);
      v = v128.load_splat<f32>(d);
      d0 = madd(d0, v, w0);
      d1 = madd(d1, v, w1);
      a += 4;
      b += 4;
      c += 4;
      d += 4;
      w += 32;
    }
    a += skip;
    b += skip;
    c += skip;
    d += skip;
  }
  put(outA, 0, a0, mode);
  put(outA, 16, a1, mode);
  put(outB, 0, b0, mode);
  put(outB, 16, b1, mode);
  put(outC, 0, c0, mode);
  put(outC, 16, c1, mode);
  put(outD, 0, d0, mode);
  put(outD, 16, d1, mode);
}
