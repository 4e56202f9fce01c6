/** Optimisers; formulas in experiment/optimizer.ts. Trainable numbers lie together, those that decay first. */
import * as F from './fields';
import { madd, raise } from './math';

/** Changes the weights along `gradients`; `update` counts from 1; weight decay is times `weight`. */
export function descend(table: usize, gradients: usize, rate: f64, update: i32, weight: f64): void {
  const decayed = load<i32>(table, F.DECAYED);
  const undecayed = load<i32>(table, F.UNDECAYED);
  const decay = <f32>(load<f64>(table, F.DECAY) * weight);
  const at = <usize>decayed << 2;
  const weights = load<usize>(table, F.WEIGHTS);
  const slots = load<usize>(table, F.SLOTS);
  const second = <usize>(decayed + undecayed) << 2;
  const kind = load<i32>(table, F.OPTIMIZER);
  if (kind === F.SGD) {
    sgd(weights, gradients, decayed, <f32>rate, decay);
    sgd(weights + at, gradients + at, undecayed, <f32>rate, 0);
  } else if (kind === F.MOMENTUM) {
    const keep = <f32>load<f64>(table, F.BETA1);
    momentum(weights, gradients, slots, decayed, <f32>rate, decay, keep);
    momentum(weights + at, gradients + at, slots + at, undecayed, <f32>rate, 0, keep);
  } else {
    const beta1 = load<f64>(table, F.BETA1);
    const beta2 = load<f64>(table, F.BETA2);
    const step = <f32>(rate / (1 - raise(beta1, update)));
    const scale = <f32>(1 / (1 - raise(beta2, update)));
    const epsilon = <f32>load<f64>(table, F.EPSILON);
    adam(weights, gradients, slots, second, decayed, step, scale, epsilon, beta1, beta2, decay);
    adam(weights + at, gradients + at, slots + at, second, undecayed, step, scale, epsilon, beta1, beta2, 0);
  }
}

/** w -= rate (g + decay w) over `count` numbers. */
export function sgd(w: usize, g: usize, count: i32, rate: f32, decay: f32): void {
  const end = w + (<usize>count << 2);
  const step = f32x4.splat(rate);
  if (decay === 0) {
    for (; w < end; w += 16, g += 16) v128.store(w, f32x4.sub(v128.load(w), f32x4.mul(step, v128.load(g))));
    return;
  }
  const part = f32x4.splat(decay);
  for (; w < end; w += 16, g += 16) {
    const old = v128.load(w);
    v128.store(w, f32x4.sub(old, f32x4.mul(step, madd(v128.load(g), part, old))));
  }
}

function momentum(w: usize, g: usize, v: usize, count: i32, rate: f32, decay: f32, keep: f32): void {
  const end = w + (<usize>count << 2);
  const step = f32x4.splat(rate);
  const part = f32x4.splat(decay);
  const kept = f32x4.splat(keep);
  for (; w < end; w += 16, g += 16, v += 16) {
    const old = v128.load(w);
    const now = madd(madd(v128.load(g), part, old), kept, v128.load(v));
    v128.store(v, now);
    v128.store(w, f32x4.sub(old, f32x4.mul(step, now)));
  }
}

function adam(
  w: usize,
  g: usize,
  m: usize,
  second: usize,
  count: i32,
  rate: f32,
  scale: f32,
  epsilon: f32,
  beta1: f64,
  beta2: f64,
  decay: f32,
): void {
  const end = w + (<usize>count << 2);
  const part = f32x4.splat(decay);
  const keep1 = f32x4.splat(<f32>beta1);
  const keep2 = f32x4.splat(<f32>beta2);
  const take1 = f32x4.splat(<f32>(1 - beta1));
  const take2 = f32x4.splat(<f32>(1 - beta2));
  const step = f32x4.splat(rate);
  const grow = f32x4.splat(scale);
  const least = f32x4.splat(epsilon);
  for (; w < end; w += 16, g += 16, m += 16) {
    const old = v128.load(w);
    const now = madd(v128.load(g), part, old);
    const mean = madd(f32x4.mul(keep1, v128.load(m)), take1, now);
    const square = madd(f32x4.mul(keep2, v128.load(m + second)), take2, f32x4.mul(now, now));
    v128.store(m, mean);
    v128.store(m + second, square);
    const size = f32x4.add(f32x4.sqrt(f32x4.mul(square, grow)), least);
    v128.store(w, f32x4.sub(old, f32x4.div(f32x4.mul(step, mean), size)));
  }
}
