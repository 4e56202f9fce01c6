/** The gradient of a dense layer's input. */
import * as F from './fields';
import { madd, totals } from './math';

/** gx = gy wT: four inputs of one example at a time, each a product of two rows. */
export function denseInputGradient(op: usize, count: i32): void {
  const inputs = load<i32>(op, F.INPUTS);
  const units = load<i32>(op, F.UNITS);
  const full = units >> 3;
  const rest = (units & 4) !== 0;
  const panel = <usize>inputs << 5;
  const xStride = load<usize>(op, F.X_STRIDE);
  const yStride = load<usize>(op, F.Y_STRIDE);
  let gx = load<usize>(op, F.GX);
  let gy = load<usize>(op, F.GY);
  const weights = load<usize>(op, F.W);
  const last = weights + panel * <usize>full;
  let b = 0;
  for (; b + 2 <= count; b += 2) {
    for (let i = 0; i < inputs; i += 4) {
      let a0 = f32x4.splat(0), a1 = a0, a2 = a0, a3 = a0;
      let b0 = a0, b1 = a0, b2 = a0, b3 = a0;
      let w = weights + (<usize>i << 5);
      let g = gy;
      let h = gy + yStride;
      for (let p = 0; p < full; p++) {
        let ga = v128.load(g);
        let gb = v128.load(h);
        let v = v128.load(w);
        a0 = madd(a0, ga, v);
        b0 = madd(b0, gb, v);
        v = v128.load(w, 32);
        a1 = madd(a1, ga, v);
        b1 = madd(b1, gb, v);
        v = v128.load(w, 64);
        a2 = madd(a2, ga, v);
        b2 = madd(b2, gb, v);
        v = v128.load(w, 96);
        a3 = madd(a3, ga, v);
        b3 = madd(b3, gb, v);
        ga = v128.load(g, 16);
        gb = v128.load(h, 16);
        v = v128.load(w, 16);
        a0 = madd(a0, ga, v);
        b0 = madd(b0, gb, v);
        v = v128.load(w, 48);
        a1 = madd(a1, ga, v);
        b1 = madd(b1, gb, v);
        v = v128.load(w, 80);
        a2 = madd(a2, ga, v);
        b2 = madd(b2, gb, v);
        v = v128.load(w, 112);
        a3 = madd(a3, ga, v);
        b3 = madd(b3, gb, v);
        w += panel;
        g += 32;
        h += 32;
      }
      if (rest) {
        w = last + (<usize>i << 4);
        const ga = v128.load(g);
        const gb = v128.load(h);
        let v = v128.load(w);
        a0 = madd(a0, ga, v);
        b0 = madd(b0, gb, v);
        v = v128.load(w, 16);
        a1 = madd(a1, ga, v);
        b1 = madd(b1, gb, v);
        v = v128.load(w, 32);
        a2 = madd(a2, ga, v);
        b2 = madd(b2, gb, v);
        v = v128.load(w, 48);
        a3 = madd(a3, ga, v);
        b3 = madd(b3, gb, v);
      }
      const at = gx + (<usize>i << 2);
      v128.store(at, totals(a0, a1, a2, a3));
      v128.store(at + xStride, totals(b0, b1, b2, b3));
    }
    gx += xStride << 1;
    gy += yStride << 1;
  }
  if (b === count) return;
  for (let i = 0; i < inputs; i += 4) {
    let a0 = f32x4.splat(0), a1 = a0, a2 = a0, a3 = a0;
    let w = weights + (<usize>i << 5);
    let g = gy;
    for (let p = 0; p < full; p++) {
      let ga = v128.load(g);
      a0 = madd(a0, ga, v128.load(w));
      a1 = madd(a1, ga, v128.load(w, 32));
      a2 = madd(a2, ga, v128.load(w, 64));
      a3 = madd(a3, ga, v128.load(w, 96));
      ga = v128.load(g, 16);
      a0 = madd(a0, ga, v128.load(w, 16));
      a1 = madd(a1, ga, v128.load(w, 48));
      a2 = madd(a2, ga, v128.load(w, 80));
      a3 = madd(a3, ga, v128.load(w, 112));
      w += panel;
      g += 32;
    }
    if (rest) {
      w = last + (<usize>i << 4);
      const ga = v128.load(g);
      a0 = madd(a0, ga, v128.load(w));
      a1 = madd(a1, ga, v128.load(w, 16));
      a2 = madd(a2, ga, v128.load(w, 32));
      a3 = madd(a3, ga, v128.load(w, 48));
    }
    v128.store(gx + (<usize>i << 2), totals(a0, a1, a2, a3));
  }
}
