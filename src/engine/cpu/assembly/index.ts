/** A whole training pass, many times in one call, and the forward pass alone. */
import { activationBackward, activationForward, slope } from './activation';
import { convBackward, convForward } from './conv';
import { denseBackward, denseForward } from './dense';
import * as F from './fields';
import { lossAndGradient, probabilitiesOf, scoreBatch } from './loss';
import { squares } from './math';
import { normBackward, normForward } from './norm';
import { descend, sgd } from './optimizer';
import { poolBackward, poolForward } from './pool';

/** What `train` writes down besides the losses. */
const GRADIENT_NORMS: i32 = 1;
const EXAMPLE_NORMS: i32 = 2;

/** Copies examples and labels (or targets) by index; numbers that only fill up are left 0. */
function gather(table: usize, indices: usize, count: i32): void {
  const size = load<i32>(table, F.ROW);
  const data = load<usize>(table, F.DATA);
  const labels = load<usize>(table, F.DATA_LABELS);
  const stride = load<usize>(table, F.BATCH_STRIDE);
  const channels = load<i32>(table, F.CHANNELS);
  const padded = load<i32>(table, F.CHANNEL_STRIDE);
  const row = <usize>size << 2;
  const targets = load<usize>(table, F.DATA_TARGETS);
  let toTarget = load<usize>(table, F.BATCH_TARGETS);
  let to = load<usize>(table, F.BATCH);
  let toLabel = load<usize>(table, F.BATCH_LABELS);
  for (let b = 0; b < count; b++) {
    const index = <usize>load<u32>(indices);
    indices += 4;
    let from = data + index * row;
    if (targets === 0) store<u8>(toLabel++, load<u8>(labels + index));
    else {
      store<f32>(toTarget, load<f32>(targets + (index << 2)));
      toTarget += 4;
    }
    if (channels !== padded) {
      let at = to;
      const pixels = load<i32>(table, F.PIXELS);
      for (let p = 0; p < pixels; p++) {
        for (let c = 0; c < channels; c++) {
          store<f32>(at + (<usize>c << 2), load<f32>(from));
          from += 4;
        }
        at += <usize>padded << 2;
      }
    } else if (size <= 16) {
      for (let at: usize = 0; at < row; at += 4) store<f32>(to + at, load<f32>(from + at));
    } else memory.copy(to, from, row);
    to += stride;
  }
}

/** `weight`: that of the update, for running statistics. */
function forwardOps(table: usize, count: i32, training: bool, weight: f64): void {
  const left = load<f64>(table, F.START_SHARE);
  let op = table + F.HEADER;
  const end = op + <usize>load<i32>(table, F.OPS) * F.OP;
  for (; op < end; op += F.OP) {
    switch (load<i32>(op, F.KIND)) {
      case F.DENSE:
        denseForward(op, count);
        break;
      case F.CONV:
        convForward(op, count);
        break;
      case F.POOL:
        poolForward(op, count);
        break;
      case F.NORM:
        normForward(op, count, training, weight, left);
        break;
      case F.ACTIVATION:
        activationForward(op, count);
        break;
      default:
        unreachable();
    }
  }
}

/**
 * The way back. With `direct` every operation's weights are changed as soon as nothing needs the old ones any more,
 * by a step of SGD, whose weight decay is times `weight`; otherwise gradients are left in memory.
 */
function backwardOps(
  table: usize,
  count: i32,
  norms: usize,
  scale: f64,
  direct: bool,
  rate: f32,
  weight: f64,
): void {
  const start = table + F.HEADER;
  const first = start + <usize>load<i32>(table, F.FIRST) * F.OP;
  const workspace = load<usize>(table, F.WORKSPACE);
  const decay = <f32>(load<f64>(table, F.DECAY) * weight);
  for (let op = start + <usize>load<i32>(table, F.OPS) * F.OP - F.OP; op >= first; op -= F.OP) {
    switch (load<i32>(op, F.KIND)) {
      case F.DENSE:
        if (load<i32>(op, F.FUNCTION) !== 0) slope(op, F.RELU, count);
        denseBackward(op, count, workspace, norms, scale, direct, rate, decay);
        if (direct && load<usize>(op, F.DB) !== 0)
          sgd(load<usize>(op, F.B), load<usize>(op, F.DB), load<i32>(op, F.UNITS), rate, 0);
        break;
      case F.CONV:
        if (load<i32>(op, F.FUNCTION) !== 0) slope(op, F.RELU, count);
        convBackward(op, count, workspace, norms, scale);
        if (direct) {
          const taps = load<i32>(op, F.SIZE) * load<i32>(op, F.SIZE) * load<i32>(op, F.PIXEL);
          const units = load<i32>(op, F.UNITS);
          sgd(load<usize>(op, F.W), load<usize>(op, F.DW), taps * units, rate, decay);
          sgd(load<usize>(op, F.B), load<usize>(op, F.DB), units, rate, 0);
        }
        break;
      case F.POOL:
        poolBackward(op, count);
        break;
      case F.NORM:
        normBackward(op, count);
        if (direct) {
          const units = load<i32>(op, F.UNITS);
          sgd(load<usize>(op, F.W), load<usize>(op, F.DW), units, rate, 0);
          sgd(load<usize>(op, F.B), load<usize>(op, F.DB), units, rate, 0);
        }
        break;
      case F.ACTIVATION:
        activationBackward(op, count);
        break;
      default:
        unreachable();
    }
  }
}

/**
 * ceil(count / batch) updates over the indices in place, each over gradients summed from parts of `part` examples.
 * `updates` were done before. With norms of gradients, that of each part's mean gradient is written down as well.
 * `whole`: what the gradients of fewer examples are divided by, with their weight in decay and running statistics; 0 for
 * their own number. Losses and norms are those of means all the same.
 */
export function train(
  table: usize,
  count: i32,
  batch: i32,
  part: i32,
  rate: f64,
  updates: i32,
  flags: i32,
  whole: i32,
): void {
  let indices = load<usize>(table, F.INDICES);
  let losses = load<usize>(table, F.LOSSES);
  let norms = load<usize>(table, F.NORMS);
  let partNorms = load<usize>(table, F.PART_NORMS);
  let exampleNorms = load<usize>(table, F.EXAMPLE_NORMS);
  const gradients = load<usize>(table, F.GRADIENTS);
  const accumulator = load<usize>(table, F.ACCUMULATOR);
  const numbers = load<i32>(table, F.DECAYED) + load<i32>(table, F.UNDECAYED);
  const direct = load<i32>(table, F.OPTIMIZER) === F.SGD && part >= batch && (flags & GRADIENT_NORMS) === 0;
  for (let start = 0; start < count; start += batch) {
    const size = min(batch, count - start);
    const divisor = <f64>(whole > size ? whole : size);
    const weight = <f64>size / divisor;
    let sum: f64 = 0;
    for (let done = 0; done < size; done += part) {
      const own = min(part, size - done);
      gather(table, indices, own);
      indices += <usize>own << 2;
      forwardOps(table, own, true, weight);
      sum += lossAndGradient(table, own, <f32>(1.0 / divisor));
      const wanted = (flags & EXAMPLE_NORMS) !== 0;
      if (wanted) memory.fill(exampleNorms, 0, <usize>own << 3);
      backwardOps(table, own, wanted ? exampleNorms : 0, divisor * divisor, direct, <f32>rate, weight);
      if (wanted) exampleNorms += <usize>own << 3;
      if (part < batch) {
        if (flags & GRADIENT_NORMS) {
          const share = divisor / <f64>own;
          store<f64>(partNorms, squares(gradients, numbers) * share * share);
          partNorms += 8;
        }
        collect(gradients, accumulator, numbers, done > 0);
      }
    }
    const summed = part < batch ? accumulator : gradients;
    store<f32>(losses, <f32>(sum / <f64>size));
    losses += 4;
    if (flags & GRADIENT_NORMS) {
      store<f64>(norms, squares(summed, numbers) / (weight * weight));
      norms += 8;
    }
    updates++;
    if (!direct) descend(table, summed, rate, updates, weight);
  }
}

function collect(from: usize, to: usize, numbers: i32, add: bool): void {
  const end = from + (<usize>numbers << 2);
  for (; from < end; from += 16, to += 16) {
    const v = v128.load(from);
    v128.store(to, add ? f32x4.add(v128.load(to), v) : v);
  }
}

/** Forward pass, in evaluation mode, of `count` examples that lie in the batch; their score is added to that so far. */
export function score(table: usize, count: i32): void {
  forwardOps(table, count, false, 0);
  scoreBatch(table, count);
}

/** The same, with class probabilities in place of the outputs, unless the answers are numbers. */
export function predict(table: usize, count: i32): void {
  forwardOps(table, count, false, 0);
  if (load<usize>(table, F.DATA_TARGETS) === 0) probabilitiesOf(table, count);
}

/** Only the descent, along the gradients in place. */
export function step(table: usize, rate: f64, updates: i32): void {
  descend(table, load<usize>(table, F.GRADIENTS), rate, updates + 1, 1);
}
