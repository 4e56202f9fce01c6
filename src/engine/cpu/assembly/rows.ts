/** Sums over rows that lie one after the other. */

/** Rows added in float32 before the sum goes on in float64. */
const RUN: i32 = 64;

/** out = sum over `count` rows of `width` numbers (a multiple of 4). */
export function addRows(at: usize, width: i32, count: i32, out: usize): void {
  const stride = <usize>width << 2;
  for (let quad: usize = 0; quad < stride; quad += 16) {
    let from = at + quad;
    if (count <= RUN) {
      let sum = v128.load(from);
      for (let r = 1; r < count; r++) {
        from += stride;
        sum = f32x4.add(sum, v128.load(from));
      }
      v128.store(out + quad, sum);
      continue;
    }
    let low = f64x2.splat(0);
    let high = low;
    for (let start = 0; start < count; start += RUN) {
      const end = min(count, start + RUN);
      let sum = f32x4.splat(0);
      for (let r = start; r < end; r++) {
        sum = f32x4.add(sum, v128.load(from));
        from += stride;
      }
      low = f64x2.add(low, f64x2.promote_low_f32x4(sum));
      high = f64x2.add(high, f64x2.promote_low_f32x4(i32x4.shuffle(sum, sum, 2, 3, 0, 1)));
    }
    v128.store(out + quad, narrow(low, high));
  }
}

/** Two pairs of float64 as four float32. */
@inline
export function narrow(low: v128, high: v128): v128 {
  const a = f32x4.demote_f64x2_zero(low);
  const b = f32x4.demote_f64x2_zero(high);
  return i32x4.shuffle(a, b, 0, 1, 4, 5);
}
