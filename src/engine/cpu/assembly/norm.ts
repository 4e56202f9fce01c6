/**
 * Batch normalisation over all rows [count * pixels, UNITS] (Ioffe & Szegedy 2015, algorithms 1 and 2), with the biased
 * variance both for normalising and for the running average. Sums run in float64 from every 64 rows on. Running averages
 * begin at 0 and 1; evaluation takes off what is left of that.
 */
import * as F from './fields';
import { madd } from './math';
import { narrow } from './rows';

const RUN: i32 = 64;

@inline
function low(sum: v128, v: v128): v128 {
  return f64x2.add(sum, f64x2.promote_low_f32x4(v));
}

@inline
function high(sum: v128, v: v128): v128 {
  return f64x2.add(sum, f64x2.promote_low_f32x4(i32x4.shuffle(v, v, 2, 3, 0, 1)));
}

/** Mean over the rows of x, or with `centred` of its squared distance from `mean`. */
function average(x: usize, stride: usize, rows: i32, mean: v128, centred: bool): v128 {
  let a = f64x2.splat(0);
  let b = a;
  for (let start = 0; start < rows; start += RUN) {
    const end = min(rows, start + RUN);
    let sum = f32x4.splat(0);
    for (let r = start; r < end; r++) {
      const v = f32x4.sub(v128.load(x), mean);
      sum = f32x4.add(sum, centred ? f32x4.mul(v, v) : v);
      x += stride;
    }
    a = low(a, sum);
    b = high(b, sum);
  }
  const share = f64x2.splat(1.0 / <f64>rows);
  return narrow(f64x2.mul(a, share), f64x2.mul(b, share));
}

/**
 * `weight`: how much of a move the running averages make. `start`: the share of their start that is taken off in
 * evaluation mode.
 */
export function normForward(op: usize, count: i32, training: bool, weight: f64, start: f64): void {
  const stride = <usize>load<i32>(op, F.UNITS) << 2;
  const rows = <i32>((load<usize>(op, F.Y_STRIDE) / stride) * <usize>count);
  const epsilon = f32x4.splat(load<f32>(op, F.NORM_EPSILON));
  const move = (1.0 - <f64>load<f32>(op, F.NORM_MOMENTUM)) * weight;
  const left = f32x4.splat(<f32>start);
  const grow = f32x4.splat(<f32>(1.0 / (1.0 - start)));
  const x = load<usize>(op, F.X);
  const y = load<usize>(op, F.Y);
  const one = f32x4.splat(1);
  for (let quad: usize = 0; quad < stride; quad += 16) {
    const running = load<usize>(op, F.RUNNING) + quad;
    let mean = v128.load(running);
    let variance = v128.load(running + stride);
    if (training) {
      const oldMean = mean;
      const oldVariance = variance;
      mean = average(x + quad, stride, rows, f32x4.splat(0), false);
      variance = average(x + quad, stride, rows, mean, true);
      const a = f32x4.splat(<f32>(1.0 - move));
      const b = f32x4.splat(<f32>move);
      v128.store(running, madd(f32x4.mul(a, oldMean), b, mean));
      v128.store(running + stride, madd(f32x4.mul(a, oldVariance), b, variance));
    } else if (start > 0) {
      mean = f32x4.mul(mean, grow);
      variance = f32x4.max(f32x4.mul(f32x4.sub(variance, left), grow), f32x4.splat(0));
    }
    const inverse = f32x4.div(one, f32x4.sqrt(f32x4.add(variance, epsilon)));
    const stats = load<usize>(op, F.STATS) + quad;
    v128.store(stats, mean);
    v128.store(stats + stride, inverse);
    const factor = f32x4.mul(v128.load(load<usize>(op, F.W) + quad), inverse);
    const shift = v128.load(load<usize>(op, F.B) + quad);
    let from = x + quad;
    let to = y + quad;
    for (let r = 0; r < rows; r++) {
      v128.store(to, madd(shift, f32x4.sub(v128.load(from), mean), factor));
      from += stride;
      to += stride;
    }
  }
}

export function normBackward(op: usize, count: i32): void {
  const stride = <usize>load<i32>(op, F.UNITS) << 2;
  const rows = <i32>((load<usize>(op, F.Y_STRIDE) / stride) * <usize>count);
  const toGradient = load<usize>(op, F.GX) - load<usize>(op, F.X);
  const share = 1.0 / <f64>rows;
  for (let quad: usize = 0; quad < stride; quad += 16) {
    const stats = load<usize>(op, F.STATS) + quad;
    const mean = v128.load(stats);
    const inverse = v128.load(stats + stride);
    let a = f64x2.splat(0), b = a, c = a, d = a;
    let g = load<usize>(op, F.GY) + quad;
    let x = load<usize>(op, F.X) + quad;
    for (let start = 0; start < rows; start += RUN) {
      const end = min(rows, start + RUN);
      let plain = f32x4.splat(0);
      let weighted = plain;
      for (let r = start; r < end; r++) {
        const v = v128.load(g);
        plain = f32x4.add(plain, v);
        weighted = madd(weighted, v, f32x4.sub(v128.load(x), mean));
        g += stride;
        x += stride;
      }
      a = low(a, plain);
      b = high(b, plain);
      c = low(c, weighted);
      d = high(d, weighted);
    }
    const shiftGradient = narrow(a, b);
    const scaleGradient = f32x4.mul(narrow(c, d), inverse);
    v128.store(load<usize>(op, F.DB) + quad, shiftGradient);
    v128.store(load<usize>(op, F.DW) + quad, scaleGradient);
    if (load<usize>(op, F.GX) === 0) continue;
    const factor = f32x4.mul(v128.load(load<usize>(op, F.W) + quad), inverse);
    const part = f32x4.splat(<f32>share);
    const common = f32x4.mul(shiftGradient, part);
    const slope = f32x4.mul(f32x4.mul(scaleGradient, part), inverse);
    g = load<usize>(op, F.GY) + quad;
    x = load<usize>(op, F.X) + quad;
    for (let r = 0; r < rows; r++) {
      const centred = f32x4.sub(v128.load(x), mean);
      const rest = f32x4.sub(f32x4.sub(v128.load(g), common), f32x4.mul(centred, slope));
      v128.store(x + toGradient, f32x4.mul(factor, rest));
      g += stride;
      x += stride;
    }
  }
}
