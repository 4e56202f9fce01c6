/** Ink on paper: draws a Writing into a picture, and adds the grain of the paper. */
import type { Random } from '../../science/random.ts';
import type { Writing } from './hand.ts';

/**
 * Draws `writing` into the `size` × `size` picture that starts at pixels[at] and holds zeros: 1 inside the line, falling
 * to 0 over one pixel at its edge.
 */
export function ink(pixels: Float32Array, at: number, size: number, writing: Writing): void {
  const { segments, count, penPx } = writing;
  const reach = penPx + 0.5;
  const reach2 = reach * reach;
  for (let s = 0; s < count; s++) {
    const x0 = segments[4 * s];
    const y0 = segments[4 * s + 1];
    const dx = segments[4 * s + 2] - x0;
    const dy = segments[4 * s + 3] - y0;
    const length2 = dx * dx + dy * dy;
    const inverse = length2 > 0 ? 1 / length2 : 0;
    const left = Math.max(0, Math.ceil(Math.min(x0, x0 + dx) - reach));
    const right = Math.min(size - 1, Math.floor(Math.max(x0, x0 + dx) + reach));
    const top = Math.max(0, Math.ceil(Math.min(y0, y0 + dy) - reach));
    const bottom = Math.min(size - 1, Math.floor(Math.max(y0, y0 + dy) + reach));
    for (let y = top; y <= bottom; y++) {
      for (let x = left; x <= right; x++) {
        const px = x - x0;
        const py = y - y0;
        const along = Math.max(0, Math.min(1, (px * dx + py * dy) * inverse));
        const ex = px - along * dx;
        const ey = py - along * dy;
        const distance2 = ex * ex + ey * ey;
        if (distance2 >= reach2) continue;
        const value = Math.min(1, reach - Math.sqrt(distance2));
        const i = at + y * size + x;
        if (value > pixels[i]) pixels[i] = value;
      }
    }
  }
}

/** Standard deviation of the sum of four random bytes, each uniform on 0 … 255. */
const FOUR_BYTES = Math.sqrt((4 * (256 * 256 - 1)) / 12);

/**
 * Adds noise of standard deviation `noise` to pixels[at … at + count), then clips to [0, 1]. The noise is the sum of the
 * four bytes of one draw, close to normal and a tenth of the price.
 */
export function grain(pixels: Float32Array, at: number, count: number, noise: number, random: Random): void {
  if (noise <= 0) return;
  const unit = noise / FOUR_BYTES;
  for (let i = at; i < at + count; i++) {
    const b = random.bits();
    const sum = (b & 255) + ((b >>> 8) & 255) + ((b >>> 16) & 255) + (b >>> 24);
    pixels[i] = Math.max(0, Math.min(1, pixels[i] + unit * (sum - 510)));
  }
}
