/**
 * Convolutions of stride 1 without padding. A patch is SIZE segments of a picture's rows, so that the products of
 * dense layers work on it in place; weights are panels [SIZE * SIZE * PIXEL, UNITS].
 */
import { convInputGradient } from './convInput';
import { convWeightGradient } from './convWeights';
import * as F from './fields';
import { squares } from './math';
import { rows1x4, rows1x8 } from './product1';
import { rows4x4 } from './product4x4';
import { rows4x8 } from './product4x8';
import { CUT, STORE } from './results';
import { addRows } from './rows';

export function convForward(op: usize, count: i32): void {
  const units = load<i32>(op, F.UNITS);
  const pixel = load<i32>(op, F.PIXEL);
  const size = load<i32>(op, F.SIZE);
  const outWidth = load<i32>(op, F.OUT_WIDTH);
  const places = load<i32>(op, F.OUT_HEIGHT) * outWidth;
  const length = size * pixel;
  const panel = (<usize>(size * length)) << 5;
  const column = <usize>pixel << 2;
  const row = <usize>load<i32>(op, F.WIDTH) * column;
  const rowSkip = row - <usize>outWidth * column;
  const place = <usize>units << 2;
  const mode = load<i32>(op, F.FUNCTION) === F.RELU ? CUT : STORE;
  const weights = load<usize>(op, F.W);
  const biases = load<usize>(op, F.B);
  let picture = load<usize>(op, F.X);
  let y = load<usize>(op, F.Y);
  for (let b = 0; b < count; b++) {
    let next = picture;
    let left = outWidth;
    let p = 0;
    for (; p + 4 <= places; p += 4) {
      const x0 = next;
      next += column;
      if (--left === 0) {
        next += rowSkip;
        left = outWidth;
      }
      const x1 = next;
      next += column;
      if (--left === 0) {
        next += rowSkip;
        left = outWidth;
      }
      const x2 = next;
      next += column;
      if (--left === 0) {
        next += rowSkip;
        left = outWidth;
      }
      const x3 = next;
      next += column;
      if (--left === 0) {
        next += rowSkip;
        left = outWidth;
      }
      let w = weights;
      let bias = biases;
      let out = y;
      let u = units;
      const y1 = place;
      const y2 = y1 + place;
      const y3 = y2 + place;
      for (; u >= 8; u -= 8) {
        rows4x8(x0, x1, x2, x3, size, length, row, w, bias, out, out + y1, out + y2, out + y3, mode);
        w += panel;
        bias += 32;
        out += 32;
      }
      if (u > 0)
        rows4x4(x0, x1, x2, x3, size, length, row, w, bias, out, out + y1, out + y2, out + y3, mode);
      y += place << 2;
    }
    for (; p < places; p++) {
      let w = weights;
      let bias = biases;
      let out = y;
      let u = units;
      for (; u >= 8; u -= 8) {
        rows1x8(next, size, length, row, w, bias, out, mode);
        w += panel;
        bias += 32;
        out += 32;
      }
      if (u > 0) rows1x4(next, size, length, row, w, bias, out, mode);
      y += place;
      next += column;
      if (--left === 0) {
        next += rowSkip;
        left = outWidth;
      }
    }
    picture += load<usize>(op, F.X_STRIDE);
  }
}

export function convBackward(op: usize, count: i32, workspace: usize, norms: usize, scale: f64): void {
  const places = load<i32>(op, F.OUT_HEIGHT) * load<i32>(op, F.OUT_WIDTH);
  const units = load<i32>(op, F.UNITS);
  const gy = load<usize>(op, F.GY);
  const db = load<usize>(op, F.DB);
  if (load<usize>(op, F.GX) !== 0) convInputGradient(op, count, workspace);
  const dw = load<usize>(op, F.DW);
  if (norms === 0) {
    for (let b = 0; b < count; b++) convWeightGradient(op, b, dw, b > 0);
  } else {
    const size = load<i32>(op, F.SIZE);
    const numbers = size * size * load<i32>(op, F.PIXEL) * units;
    const bytes = <usize>numbers << 2;
    const own = workspace + bytes;
    for (let b = 0; b < count; b++) {
      convWeightGradient(op, b, workspace, false);
      addRows(gy + load<usize>(op, F.Y_STRIDE) * <usize>b, units, places, own);
      const norm = squares(workspace, numbers) + squares(own, units);
      store<f64>(norms, load<f64>(norms) + norm * scale);
      norms += 8;
      for (let at: usize = 0; at < bytes; at += 16) {
        const now = v128.load(workspace + at);
        v128.store(dw + at, b > 0 ? f32x4.add(v128.load(dw + at), now) : now);
      }
    }
  }
  addRows(gy, units, places * count, db);
}
