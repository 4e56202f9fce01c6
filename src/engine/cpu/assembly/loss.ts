/** Losses of a batch of outputs, their gradients, scores and probabilities. */
import * as F from './fields';
import { exp, log, total } from './math';

/** Lanes below `count` of a quad set, the others clear. */
@inline
function lanes(count: i32): v128 {
  return i32x4.gt_s(i32x4.splat(count), i32x4(0, 1, 2, 3));
}

/** Probabilities of outputs `z`, written to `out` (it may be the same place); returns the log of their sum. */
function softmax(z: usize, classes: i32, out: usize): f64 {
  let top = f32x4.splat(-Infinity);
  for (let c = 0; c < classes; c += 4) {
    const v = v128.load(z + (<usize>c << 2));
    top = f32x4.max(top, v128.bitselect(v, f32x4.splat(-Infinity), lanes(classes - c)));
  }
  top = f32x4.max(top, i32x4.shuffle(top, top, 2, 3, 0, 1));
  top = f32x4.max(top, i32x4.shuffle(top, top, 1, 0, 3, 2));
  let sums = f32x4.splat(0);
  for (let c = 0; c < classes; c += 4) {
    const at = <usize>c << 2;
    const e = v128.and(exp(f32x4.sub(v128.load(z + at), top)), lanes(classes - c));
    sums = f32x4.add(sums, e);
    v128.store(out + at, e);
  }
  const sum = total(sums);
  const inverse = f32x4.splat(1 / sum);
  for (let c = 0; c < classes; c += 4) {
    const at = out + (<usize>c << 2);
    v128.store(at, f32x4.mul(v128.load(at), inverse));
  }
  return <f64>f32x4.extract_lane(top, 0) + log(<f64>sum);
}

/** The same where the answers are numbers: half the squared difference of the one output and its target. */
function numbersLossAndGradient(table: usize, count: i32, scale: f32): f64 {
  const stride = load<usize>(table, F.LOGITS_STRIDE);
  let z = load<usize>(table, F.LOGITS);
  let g = load<usize>(table, F.LOGITS_GRADIENT);
  let targets = load<usize>(table, F.BATCH_TARGETS);
  let sum: f64 = 0;
  for (let b = 0; b < count; b++) {
    const d = load<f32>(z) - load<f32>(targets);
    sum += (<f64>d * <f64>d) / 2;
    v128.store(g, f32x4(d * scale, 0, 0, 0));
    z += stride;
    g += stride;
    targets += 4;
  }
  return sum;
}

/** Sum of the losses of `count` examples; dLoss/dOutput times `scale` is written for the way back. */
export function lossAndGradient(table: usize, count: i32, scale: f32): f64 {
  if (load<usize>(table, F.BATCH_TARGETS) !== 0) return numbersLossAndGradient(table, count, scale);
  const classes = load<i32>(table, F.CLASSES);
  const stride = load<usize>(table, F.LOGITS_STRIDE);
  const softmaxLoss = load<i32>(table, F.LOSS) === F.SOFTMAX;
  const part = f32x4.splat(scale);
  let z = load<usize>(table, F.LOGITS);
  let g = load<usize>(table, F.LOGITS_GRADIENT);
  let labels = load<usize>(table, F.BATCH_LABELS);
  let sum: f64 = 0;
  for (let b = 0; b < count; b++) {
    const label = <usize>load<u8>(labels) << 2;
    if (softmaxLoss) {
      sum += softmax(z, classes, g) - <f64>load<f32>(z + label);
      store<f32>(g + label, load<f32>(g + label) - 1);
    } else {
      let own: f64 = 0;
      for (let at: usize = 0; at < stride; at += 4) {
        const d = load<f32>(z + at) - (at === label ? <f32>1 : <f32>0);
        own += <f64>d * <f64>d;
        store<f32>(g + at, d);
      }
      sum += own / 2;
    }
    for (let at: usize = 0; at < stride; at += 16) v128.store(g + at, f32x4.mul(v128.load(g + at), part));
    z += stride;
    g += stride;
    labels++;
  }
  return sum;
}

/** The same where the answers are numbers. */
function scoreNumbers(table: usize, count: i32): void {
  const stride = load<usize>(table, F.LOGITS_STRIDE);
  let z = load<usize>(table, F.LOGITS);
  let targets = load<usize>(table, F.BATCH_TARGETS);
  let sum = load<f64>(table, F.SCORE_RESULT);
  for (let b = 0; b < count; b++) {
    const d = <f64>load<f32>(z) - <f64>load<f32>(targets);
    sum += (d * d) / 2;
    z += stride;
    targets += 4;
  }
  store<f64>(table, sum, F.SCORE_RESULT);
}

/**
 * Adds the losses of the batch's outputs to the score, one by one, and how many are right: the same sum however the
 * examples are split into batches.
 */
export function scoreBatch(table: usize, count: i32): void {
  if (load<usize>(table, F.BATCH_TARGETS) !== 0) {
    scoreNumbers(table, count);
    return;
  }
  const classes = load<i32>(table, F.CLASSES);
  const stride = load<usize>(table, F.LOGITS_STRIDE);
  const softmaxLoss = load<i32>(table, F.LOSS) === F.SOFTMAX;
  const scratch = load<usize>(table, F.LOGITS_GRADIENT);
  let z = load<usize>(table, F.LOGITS);
  let labels = load<usize>(table, F.BATCH_LABELS);
  let sum = load<f64>(table, F.SCORE_RESULT);
  let right = load<f64>(table + 8, F.SCORE_RESULT);
  for (let b = 0; b < count; b++) {
    const label = <i32>load<u8>(labels);
    let best = 0;
    let top = load<f32>(z);
    for (let c = 1; c < classes; c++) {
      const v = load<f32>(z + (<usize>c << 2));
      if (v > top) {
        top = v;
        best = c;
      }
    }
    if (best === label && top === top) right += 1;
    if (softmaxLoss) sum += softmax(z, classes, scratch) - <f64>load<f32>(z + (<usize>label << 2));
    else {
      let own: f64 = 0;
      for (let c = 0; c < classes; c++) {
        const d = <f64>load<f32>(z + (<usize>c << 2)) - (c === label ? 1 : 0);
        own += d * d;
      }
      sum += own / 2;
    }
    z += stride;
    labels++;
  }
  store<f64>(table, sum, F.SCORE_RESULT);
  store<f64>(table + 8, right, F.SCORE_RESULT);
}

/** Turns the batch's outputs into probabilities, in place. */
export function probabilitiesOf(table: usize, count: i32): void {
  const stride = load<usize>(table, F.LOGITS_STRIDE);
  let z = load<usize>(table, F.LOGITS);
  for (let b = 0; b < count; b++) {
    softmax(z, load<i32>(table, F.CLASSES), z);
    z += stride;
  }
}
