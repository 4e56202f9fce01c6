/** Strokes of a live chart on its canvas. Nothing here knows of runs. */
import type { ColumnCache } from './columnCache.ts';
import type { Scale } from './scale.ts';

export type Pen = CanvasRenderingContext2D;

/** More points than this in a column on average, and only their extent can be seen. */
const DENSE = 3;

/** Pixel of a value, not so far outside that strokes become costly; NaN for what the axis cannot show. */
function clamped(y: Scale): (value: number) => number {
  const far = Math.abs(y.from - y.to);
  return (value) => Math.max(-far, Math.min(y.from + far, y.at(value)));
}

/** A curve from its pixel columns; parts that leave the plot are cut off by the clip. */
export function strokeColumns(pen: Pen, cache: ColumnCache, x: Scale, y: Scale): void {
  const at = clamped(y);
  let started = false;
  pen.beginPath();
  for (let i = cache.from; i < cache.to; i++) {
    const count = cache.count[i];
    if (count === 0) continue;
    const first = at(cache.first[i]);
    const last = at(cache.last[i]);
    if (Number.isNaN(first) || Number.isNaN(last)) continue;
    if (count <= DENSE || !started) {
      if (started) pen.lineTo(x.from + cache.firstX[i], first);
      else pen.moveTo(x.from + cache.firstX[i], first);
      started = true;
    }
    const low = at(cache.min[i]);
    const high = at(cache.max[i]);
    if (low - high > 1) {
      const middle = x.from + (cache.firstX[i] + cache.lastX[i]) / 2;
      pen.lineTo(middle, low);
      pen.lineTo(middle, high);
    }
    if (count > 1) pen.lineTo(x.from + cache.lastX[i], last);
  }
  pen.stroke();
}

/** The extent of a noisy curve: a line where points are few, else a bar in each pixel column, which costs far less. */
export function paintExtent(pen: Pen, cache: ColumnCache, x: Scale, y: Scale): void {
  let points = 0;
  for (let i = cache.from; i < cache.to; i++) points += cache.count[i];
  if (points <= DENSE * (cache.to - cache.from)) return strokeColumns(pen, cache, x, y);
  const at = clamped(y);
  const bottom = y.from + 1;
  let before = NaN;
  for (let i = cache.from; i < cache.to; i++) {
    if (cache.count[i] === 0) continue;
    const lowest = at(cache.min[i]);
    let high = at(cache.max[i]);
    if (Number.isNaN(high)) continue;
    let low = Number.isNaN(lowest) ? bottom : lowest;
    if (before < high) high = before;
    if (before > low) low = before;
    before = at(cache.last[i]);
    pen.fillRect(x.from + i, high, 1, Math.max(1, low - high));
  }
}

export interface Spot {
  x: number;
  y: number;
}

/** Of every pixel column the first, highest, lowest and last spot: the same line, however many there are. */
export function perColumn(spots: readonly Spot[]): Spot[] {
  const kept: Spot[] = [];
  for (let from = 0; from < spots.length;) {
    const column = Math.floor(spots[from].x);
    let to = from;
    let [highest, lowest] = [from, from];
    for (; to < spots.length && Math.floor(spots[to].x) === column; to++) {
      if (spots[to].y < spots[highest].y) highest = to;
      if (spots[to].y > spots[lowest].y) lowest = to;
    }
    const chosen = new Set([from, highest, lowest, to - 1].sort((a, b) => a - b));
    for (const i of chosen) kept.push(spots[i]);
    from = to;
  }
  return kept;
}

export function strokeLine(pen: Pen, spots: readonly Spot[], dash: readonly number[] = []): void {
  if (spots.length < 2) return;
  pen.setLineDash([...dash]);
  pen.beginPath();
  spots.forEach(({ x, y }, i) => (i === 0 ? pen.moveTo(x, y) : pen.lineTo(x, y)));
  pen.stroke();
  pen.setLineDash([]);
}

/** Dots at the spots, leaving out those nearer than `apart` to the one before; the last is always there. */
export function dots(
  pen: Pen,
  spots: readonly Spot[],
  radius: number,
  apart: number,
  fill: string | undefined,
): void {
  let before: Spot | undefined;
  spots.forEach((spot, i) => {
    const near = before && Math.hypot(spot.x - before.x, spot.y - before.y) < apart;
    if (near && i < spots.length - 1) return;
    before = spot;
    pen.beginPath();
    pen.arc(spot.x, spot.y, radius, 0, 2 * Math.PI);
    if (fill !== undefined) {
      pen.fillStyle = fill;
      pen.fill();
    } else pen.stroke();
  });
}

/** A small cross: here the loss stopped being a number. */
export function cross(pen: Pen, { x, y }: Spot, size: number): void {
  pen.beginPath();
  pen.moveTo(x - size, y - size);
  pen.lineTo(x + size, y + size);
  pen.moveTo(x - size, y + size);
  pen.lineTo(x + size, y - size);
  pen.stroke();
}

/** Text on a halo of the paper's colour, so that it stays readable over lines. */
export function haloText(pen: Pen, text: string, x: number, y: number, ink: string, paper: string): void {
  pen.lineWidth = 4;
  pen.lineJoin = 'round';
  pen.strokeStyle = paper;
  pen.strokeText(text, x, y);
  pen.fillStyle = ink;
  pen.fillText(text, x, y);
}
