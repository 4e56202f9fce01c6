/** Sums of outer products: gradients of weights, four inputs (or taps of a filter) times a panel at a time. */
import { madd } from './math';

/** Where a gradient goes: to memory, or with `w` not 0 straight into the weights there, as a step of SGD. */
@inline
function put(out: usize, offset: usize, g: v128, w: usize, rate: f32, decay: f32): void {
  if (w === 0) {
    v128.store(out + offset, g);
    return;
  }
  const old = v128.load(w + offset);
  const slope = decay === 0 ? g : madd(g, f32x4.splat(decay), old);
  v128.store(w + offset, f32x4.sub(old, f32x4.mul(f32x4.splat(rate), slope)));
}

/** Adds up `count` outer products of four neighbouring inputs and 8 units. */
export function outer4x8(
  x: usize,
  xStep: usize,
  d: usize,
  dStep: usize,
  count: i32,
  out: usize,
  add: bool,
  w: usize,
  rate: f32,
  decay: f32,
): void {
  let a0 = add ? v128.load(out, 0) : f32x4.splat(0);
  let a1 = add ? v128.load(out, 16) : f32x4.splat(0);
  let b0 = add ? v128.load(out, 32) : f32x4.splat(0);
  let b1 = add ? v128.load(out, 48) : f32x4.splat(0);
  let c0 = add ? v128.load(out, 64) : f32x4.splat(0);
  let c1 = add ? v128.load(out, 80) : f32x4.splat(0);
  let d0 = add ? v128.load(out, 96) : f32x4.splat(0);
  let d1 = add ? v128.load(out, 112) : f32x4.splat(0);
  for (; count > 0; count--) {
    const g0 = v128.load(d, 0);
    const g1 = v128.load(d, 16);
    let v = v128.load_splat<f32>(x, 0);
    a0 = madd(a0, v, g0);
    a1 = madd(a1, v, g1);
    v = v128.load_splat<f32>(x, 4);
    b0 = madd(b0, v, g0);
    b1 = madd(b1, v, g1);
    v = v128.load_splat<f32>(x, 8);
    c0 = madd(c0, v, g0);
    c1 = madd(c1, v, g1);
    v = v128.load_splat<f32>(x, 12);
    d0 = madd(d0, v, g0);
    d1 = madd(d1, v, g1);
    x += xStep;
    d += dStep;
  }
  put(out, 0, a0, w, rate, decay);
  put(out, 16, a1, w, rate, decay);
  put(out, 32, b0, w, rate, decay);
  put(out, 48, b1, w, rate, decay);
  put(out, 64, c0, w, rate, decay);
  put(out, 80, c1, w, rate, decay);
  put(out, 96, d0, w, rate, decay);
  put(out, 112, d1, w, rate, decay);
}

/** Adds up `count` outer products of four neighbouring inputs and 4 units. */
export function outer4x4(
  x: usize,
  xStep: usize,
  d: usize,
  dStep: usize,
  count: i32,
  out: usize,
  add: bool,
  w: usize,
  rate: f32,
  decay: f32,
): void {
  let a0 = add ? v128.load(out, 0) : f32x4.splat(0);
  let b0 = add ? v128.load(out, 16) : f32x4.splat(0);
  let c0 = add ? v128.load(out, 32) : f32x4.splat(0);
  let d0 = add ? v128.load(out, 48) : f32x4.splat(0);
  for (; count > 0; count--) {
    const g0 = v128.load(d, 0);
    let v = v128.load_splat<f32>(x, 0);
    a0 = madd(a0, v, g0);
    v = v128.load_splat<f32>(x, 4);
    b0 = madd(b0, v, g0);
    v = v128.load_splat<f32>(x, 8);
    c0 = madd(c0, v, g0);
    v = v128.load_splat<f32>(x, 12);
    d0 = madd(d0, v, g0);
    x += xStep;
    d += dStep;
  }
  put(out, 0, a0, w, rate, decay);
  put(out, 16, b0, w, rate, decay);
  put(out, 32, c0, w, rate, decay);
  put(out, 48, d0, w, rate, decay);
}

/** The same for four taps of a filter over `rows` rows of `count` places; the first `valid` are stored. */
export function taps4x8(
  x: usize,
  y: usize,
  z: usize,
  t: usize,
  xStep: usize,
  xSkip: usize,
  d: usize,
  dStep: usize,
  rows: i32,
  count: i32,
  out: usize,
  valid: i32,
  add: bool,
): void {
  let a0 = f32x4.splat(0);
  let a1 = f32x4.splat(0);
  let b0 = f32x4.splat(0);
  let b1 = f32x4.splat(0);
  let c0 = f32x4.splat(0);
  let c1 = f32x4.splat(0);
  let d0 = f32x4.splat(0);
  let d1 = f32x4.splat(0);
  for (; rows > 0; rows--) {
    for (let n = count; n > 0; n--) {
      const g0 = v128.load(d, 0);
      const g1 = v128.load(d, 16);
      let v = v128.load_splat<f32>(x);
      a0 = madd(a0, v, g0);
      a1 = madd(a1, v, g1);
      v = v128.load_splat<f32>(y);
      b0 = madd(b0, v, g0);
      b1 = madd(b1, v, g1);
      v = v128.load_splat<f32>(z);
      c0 = madd(c0, v, g0);
      c1 = madd(c1, v, g1);
      v = v128.load_splat<f32>(t);
      d0 = madd(d0, v, g0);
      d1 = madd(d1, v, g1);
      x += xStep;
      y += xStep;
      z += xStep;
      t += xStep;
      d += dStep;
    }
    x += xSkip;
    y += xSkip;
    z += xSkip;
    t += xSkip;
  }
  v128.store(out, add ? f32x4.add(a0, v128.load(out, 0)) : a0, 0);
  v128.store(out, add ? f32x4.add(a1, v128.load(out, 16)) : a1, 16);
  if (valid < 2) return;
  v128.store(out, add ? f32x4.add(b0, v128.load(out, 32)) : b0, 32);
  v128.store(out, add ? f32x4.add(b1, v128.load(out, 48)) : b1, 48);
  if (valid < 3) return;
  v128.store(out, add ? f32x4.add(c0, v128.load(out, 64)) : c0, 64);
  v128.store(out, add ? f32x4.add(c1, v128.load(out, 80)) : c1, 80);
  if (valid < 4) return;
  v128.store(out, add ? f32x4.add(d0, v128.load(out, 96)) : d0, 96);
  v128.store(out, add ? f32x4.add(d1, v128.load(out, 112)) : d1, 112);
}

/** The same for four taps of a filter over `rows` rows of `count` places; the first `valid` are stored. */
export function taps4x4(
  x: usize,
  y: usize,
  z: usize,
  t: usize,
  xStep: usize,
  xSkip: usize,
  d: usize,
  dStep: usize,
  rows: i32,
  count: i32,
  out: usize,
  valid: i32,
  add: bool,
): void {
  let a0 = f32x4.splat(0);
  let b0 = f32x4.splat(0);
  let c0 = f32x4.splat(0);
  let d0 = f32x4.splat(0);
  for (; rows > 0; rows--) {
    for (let n = count; n > 0; n--) {
      const g0 = v128.load(d, 0);
      let v = v128.load_splat<f32>(x);
      a0 = madd(a0, v, g0);
      v = v128.load_splat<f32>(y);
      b0 = madd(b0, v, g0);
      v = v128.load_splat<f32>(z);
      c0 = madd(c0, v, g0);
      v = v128.load_splat<f32>(t);
      d0 = madd(d0, v, g0);
      x += xStep;
      y += xStep;
      z += xStep;
      t += xStep;
      d += dStep;
    }
    x += xSkip;
    y += xSkip;
    z += xSkip;
    t += xSkip;
  }
  v128.store(out, add ? f32x4.add(a0, v128.load(out, 0)) : a0, 0);
  if (valid < 2) return;
  v128.store(out, add ? f32x4.add(b0, v128.load(out, 16)) : b0, 16);
  if (valid < 3) return;
  v128.store(out, add ? f32x4.add(c0, v128.load(out, 32)) : c0, 32);
  if (valid < 4) return;
  v128.store(out, add ? f32x4.add(d0, v128.load(out, 48)) : d0, 48);
}
