/** Elementary functions without imports, so that every machine computes the same bits. */

const LOG2E: f32 = 1.4426950408889634;
const LN2_HIGH: f32 = 0.693359375;
const LN2_LOW: f32 = -2.12194440054690583e-4;

@inline
export function madd(c: v128, a: v128, b: v128): v128 {
  return f32x4.add(c, f32x4.mul(a, b));
}

/** exp(r) - 1 for |r| <= ln(2) / 2: Taylor's series to the seventh power, its rest below 6e-9. */
@inline
function reduced(r: v128): v128 {
  let p = madd(f32x4.splat(1.0 / 720.0), r, f32x4.splat(1.0 / 5040.0));
  p = madd(f32x4.splat(1.0 / 120.0), r, p);
  p = madd(f32x4.splat(1.0 / 24.0), r, p);
  p = madd(f32x4.splat(1.0 / 6.0), r, p);
  p = madd(f32x4.splat(0.5), r, p);
  return madd(r, f32x4.mul(r, r), p);
}

/** The whole number nearest to x / ln(2). */
@inline
function halvings(x: v128): v128 {
  return f32x4.nearest(f32x4.mul(x, f32x4.splat(LOG2E)));
}

@inline
function rest(x: v128, n: v128): v128 {
  return f32x4.sub(f32x4.sub(x, f32x4.mul(n, f32x4.splat(LN2_HIGH))), f32x4.mul(n, f32x4.splat(LN2_LOW)));
}

/** 2 to the power n, for whole n from -126 to 127. */
@inline
function power(n: v128): v128 {
  return i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23);
}

/** exp(x), x held to [-87, 88]; NaN stays NaN. */
@inline
export function exp(x: v128): v128 {
  const held = f32x4.min(f32x4.max(x, f32x4.splat(-87.0)), f32x4.splat(88.0));
  const n = halvings(held);
  const scale = power(n);
  return madd(scale, scale, reduced(rest(held, n)));
}

/** tanh(x) = e / (e + 2) with e = exp(2 |x|) - 1, exact to a few units in the last place near 0 as well. */
@inline
export function tanh(x: v128): v128 {
  const sign = v128.and(x, i32x4.splat(0x80000000));
  const twice = f32x4.min(f32x4.mul(f32x4.abs(x), f32x4.splat(2.0)), f32x4.splat(20.0));
  const n = halvings(twice);
  const scale = power(n);
  const e = madd(f32x4.sub(scale, f32x4.splat(1.0)), scale, reduced(rest(twice, n)));
  return v128.or(f32x4.div(e, f32x4.add(e, f32x4.splat(2.0))), sign);
}

/** 1 / (1 + exp(-x)). */
@inline
export function sigmoid(x: v128): v128 {
  return f32x4.div(f32x4.splat(1.0), f32x4.add(f32x4.splat(1.0), exp(f32x4.neg(x))));
}

/** Natural logarithm of a positive, normal x: series of the inverse hyperbolic tangent, to 1e-13. */
export function log(x: f64): f64 {
  if (!(x > 0 && x < Infinity)) return x === 0 ? -Infinity : x > 0 ? x : NaN;
  const bits = reinterpret<u64>(x);
  let exponent = <i32>((bits >> 52) & 0x7ff) - 1023;
  let m = reinterpret<f64>((bits & 0x000fffffffffffff) | 0x3ff0000000000000);
  if (m > 1.4142135623730951) {
    m *= 0.5;
    exponent++;
  }
  const f = (m - 1) / (m + 1);
  const s = f * f;
  let p = 1.0 / 17.0;
  p = p * s + 1.0 / 15.0;
  p = p * s + 1.0 / 13.0;
  p = p * s + 1.0 / 11.0;
  p = p * s + 1.0 / 9.0;
  p = p * s + 1.0 / 7.0;
  p = p * s + 1.0 / 5.0;
  p = p * s + 1.0 / 3.0;
  p = p * s + 1.0;
  return <f64>exponent * 0.6931471805599453 + 2 * f * p;
}

/** base to a whole power, by squaring. */
export function raise(base: f64, power: i32): f64 {
  let result = 1.0;
  for (let square = base; power > 0; power >>= 1, square *= square) if (power & 1) result *= square;
  return result;
}

/** Sum of the four numbers. */
@inline
export function total(v: v128): f32 {
  const halves = f32x4.add(v, i32x4.shuffle(v, v, 2, 3, 0, 1));
  return f32x4.extract_lane(halves, 0) + f32x4.extract_lane(halves, 1);
}

/** The sums of four vectors, as one vector. */
@inline
export function totals(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(i32x4.shuffle(a, b, 0, 2, 4, 6), i32x4.shuffle(a, b, 1, 3, 5, 7));
  const cd = f32x4.add(i32x4.shuffle(c, d, 0, 2, 4, 6), i32x4.shuffle(c, d, 1, 3, 5, 7));
  return f32x4.add(i32x4.shuffle(ab, cd, 0, 2, 4, 6), i32x4.shuffle(ab, cd, 1, 3, 5, 7));
}

/** Sum of the squares of `count` numbers (a multiple of 4), in float64: the square of a small float32 is none. */
export function squares(at: usize, count: i32): f64 {
  let sums = f64x2.splat(0);
  const end = at + (<usize>count << 2);
  while (at < end) {
    const v = v128.load(at);
    const low = f64x2.promote_low_f32x4(v);
    const high = f64x2.promote_low_f32x4(i32x4.shuffle(v, v, 2, 3, 0, 1));
    sums = f64x2.add(sums, f64x2.add(f64x2.mul(low, low), f64x2.mul(high, high)));
    at += 16;
  }
  return f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
}
