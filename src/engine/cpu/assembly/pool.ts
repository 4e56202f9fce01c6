/** Max pooling, stride = size; left-over rows and columns are dropped. Channels are a multiple of 4. */
import * as F from './fields';

export function poolForward(op: usize, count: i32): void {
  const size = load<i32>(op, F.SIZE);
  const pixel = <usize>load<i32>(op, F.PIXEL) << 2;
  const row = pixel * <usize>load<i32>(op, F.WIDTH);
  const outHeight = load<i32>(op, F.OUT_HEIGHT);
  const outWidth = load<i32>(op, F.OUT_WIDTH);
  let y = load<usize>(op, F.Y);
  let picture = load<usize>(op, F.X);
  for (let b = 0; b < count; b++) {
    for (let r = 0; r < outHeight; r++) {
      let x = picture + row * <usize>(r * size);
      for (let c = 0; c < outWidth; c++) {
        for (let q: usize = 0; q < pixel; q += 16) {
          v128.store(y, largest(x + q, size, pixel, row));
          y += 16;
        }
        x += pixel * <usize>size;
      }
    }
    picture += load<usize>(op, F.X_STRIDE);
  }
}

@inline
function largest(x: usize, size: i32, pixel: usize, row: usize): v128 {
  if (size === 2) {
    const top = f32x4.max(v128.load(x), v128.load(x + pixel));
    return f32x4.max(top, f32x4.max(v128.load(x + row), v128.load(x + row + pixel)));
  }
  let best = v128.load(x);
  for (let i = 0; i < size; i++) {
    let at = x;
    for (let j = 0; j < size; j++) {
      best = f32x4.max(best, v128.load(at));
      at += pixel;
    }
    x += row;
  }
  return best;
}

/** The gradient goes to the first of the largest. */
export function poolBackward(op: usize, count: i32): void {
  const size = load<i32>(op, F.SIZE);
  const pixel = <usize>load<i32>(op, F.PIXEL) << 2;
  const row = pixel * <usize>load<i32>(op, F.WIDTH);
  const outHeight = load<i32>(op, F.OUT_HEIGHT);
  const outWidth = load<i32>(op, F.OUT_WIDTH);
  const xStride = load<usize>(op, F.X_STRIDE);
  const height = load<i32>(op, F.HEIGHT);
  const width = load<i32>(op, F.WIDTH);
  const toGradient = load<usize>(op, F.GX) - load<usize>(op, F.X);
  let gy = load<usize>(op, F.GY);
  let picture = load<usize>(op, F.X);
  if (outHeight * size !== height || outWidth * size !== width)
    memory.fill(picture + toGradient, 0, xStride * <usize>count);
  for (let b = 0; b < count; b++) {
    for (let r = 0; r < outHeight; r++) {
      let x = picture + row * <usize>(r * size);
      for (let c = 0; c < outWidth; c++) {
        for (let q: usize = 0; q < pixel; q += 16) {
          const best = largest(x + q, size, pixel, row);
          let g = v128.load(gy);
          gy += 16;
          let line = x + q;
          for (let i = 0; i < size; i++) {
            let at = line;
            for (let j = 0; j < size; j++) {
              const here = f32x4.eq(v128.load(at), best);
              v128.store(at + toGradient, v128.and(g, here));
              g = v128.andnot(g, here);
              at += pixel;
            }
            line += row;
          }
        }
        x += pixel * <usize>size;
      }
    }
    picture += xStride;
  }
}
