/** Products of one row, for what is left when rows go four by four; panels and segments as in product4x8.ts. */
import { madd } from './math';
import { ADD, put } from './results';

/** One row times 4 panels of 8 columns, `panel` bytes apart. */
export function rows1x32(
  a: usize,
  segments: i32,
  length: i32,
  step: usize,
  w: usize,
  panel: usize,
  bias: usize,
  out: usize,
  mode: i32,
): void {
  let a0 = mode === ADD ? f32x4.splat(0) : v128.load(bias, 0);
  let a1 = mode === ADD ? f32x4.splat(0) : v128.load(bias, 16);
  let a2 = mode === ADD ? f32x4.splat(0) : v128.load(bias, 32);
  let a3 = mode === ADD ? f32x4.splat(0) : v128.load(bias, 48);
  let a4 = mode === ADD ? f32x4.splat(0) : v128.load(bias, 64);
  let a5 = mode === ADD ? f32x4.splat(0) : v128.load(bias, 80);
  let a6 = mode === ADD ? f32x4.splat(0) : v128.load(bias, 96);
  let a7 = mode === ADD ? f32x4.splat(0) : v128.load(bias, 112);
  let w1 = w + panel;
  let w2 = w1 + panel;
  let w3 = w2 + panel;
  const skip = step - (<usize>length << 2);
  for (; segments > 0; segments--) {
    for (let n = length; n > 0; n--) {
      const v = v128.load_splat<f32>(a);
      a0 = madd(a0, v, v128.load(w, 0));
      a1 = madd(a1, v, v128.load(w, 16));
      a2 = madd(a2, v, v128.load(w1, 0));
      a3 = madd(a3, v, v128.load(w1, 16));
      a4 = madd(a4, v, v128.load(w2, 0));
      a5 = madd(a5, v, v128.load(w2, 16));
      a6 = madd(a6, v, v128.load(w3, 0));
      a7 = madd(a7, v, v128.load(w3, 16));
      a += 4;
      w += 32;
      w1 += 32;
      w2 += 32;
      w3 += 32;
    }
    a += skip;
  }
  put(out, 0, a0, mode);
  put(out, 16, a1, mode);
  put(out, 32, a2, mode);
  put(out, 48, a3, mode);
  put(out, 64, a4, mode);
  put(out, 80, a5, mode);
  put(out, 96, a6, mode);
  put(out, 112, a7, mode);
}

/** One row times a panel of 8 columns, plus `bias` (unless added); sums in the same order as of four rows. */
export function rows1x8(
  a: usize,
  segments: i32,
  length: i32,
  step: usize,
  w: usize,
  bias: usize,
  out: usize,
  mode: i32,
): void {
  let a0 = mode === ADD ? f32x4.splat(0) : v128.load(bias, 0);
  let a1 = mode === ADD ? f32x4.splat(0) : v128.load(bias, 16);
  const skip = step - (<usize>length << 2);
  for (; segments > 0; segments--) {
    for (let n = length; n > 0; n--) {
      const v = v128.load_splat<f32>(a);
      a0 = madd(a0, v, v128.load(w, 0));
      a1 = madd(a1, v, v128.load(w, 16));
      a += 4;
      w += 32;
    }
    a += skip;
  }
  put(out, 0, a0, mode);
  put(out, 16, a1, mode);
}

/** One row times a panel of 4 columns, plus `bias` (unless added); sums in the same order as of four rows. */
export function rows1x4(
  a: usize,
  segments: i32,
  length: i32,
  step: usize,
  w: usize,
  bias: usize,
  out: usize,
  mode: i32,
): void {
  let a0 = mode === ADD ? f32x4.splat(0) : v128.load(bias, 0);
  const skip = step - (<usize>length << 2);
  for (; segments > 0; segments--) {
    for (let n = length; n > 0; n--) {
      const v = v128.load_splat<f32>(a);
      a0 = madd(a0, v, v128.load(w, 0));
      a += 4;
      w += 16;
    }
    a += skip;
  }
  put(out, 0, a0, mode);
}
