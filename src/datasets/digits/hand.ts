/** A hand that writes: turns a glyph's skeleton into one sample of handwriting, never twice the same. */
import type { Random } from '../../science/random.ts';
import type { Glyph } from './glyphs.ts';

/**
 * How far the hand strays from the skeleton. Lengths are shares of the digit's height unless they are in pixels; unless
 * it says otherwise a number is the standard deviation of a normal draw, cut at 2.5 of them.
 */
export interface Hand {
  heightPx: number;
  /** Height and width are multiplied by exp of such a draw. */
  heightScale: number;
  widthScale: number;
  /** Sideways per unit of height. */
  slant: number;
  rotationRad: number;
  /** Uniform, this far to either side, across and along. */
  shiftPx: number;
  /** Elastic bend: amplitude of the slow waves that move every point. */
  bend: number;
  /** Tremor: each corner of the skeleton is moved by this much. */
  tremor: number;
  /** Half the width of the pen's line, uniform from least to most. */
  penPx: readonly [number, number];
}

/** Segments [x0, y0, x1, y1] in pixels and the half-width of the pen. */
export interface Writing {
  segments: Float64Array;
  count: number;
  penPx: number;
}

/** Straight pieces between two points of a skeleton. */
const PIECES = 4;
const MOST_POINTS = 32;

const clamp = (x: number, limit: number): number => Math.max(-limit, Math.min(limit, x));

/** A writer for pictures of `size` × `size` pixels; the Writing it returns is reused by its next call. */
export function createWriter(hand: Hand, size: number): (glyph: Glyph, random: Random) => Writing {
  const writing: Writing = { segments: new Float64Array(4 * PIECES * MOST_POINTS), count: 0, penPx: 1 };
  const xs = new Float64Array(MOST_POINTS);
  const ys = new Float64Array(MOST_POINTS);

  return (glyph, random) => {
    const draw = (sigma: number): number => sigma * clamp(random.normal(), 2.5);
    const height = hand.heightPx * Math.exp(draw(hand.heightScale));
    const width = hand.heightPx * Math.exp(draw(hand.widthScale));
    const slant = draw(hand.slant);
    const angle = draw(hand.rotationRad);
    const cos = Math.cos(angle);
    const sin = Math.sin(angle);
    const centreX = (size - 1) / 2 + hand.shiftPx * (2 * random.uniform() - 1);
    const centreY = (size - 1) / 2 + hand.shiftPx * (2 * random.uniform() - 1);
    const bendX = draw(hand.bend);
    const bendY = draw(hand.bend);
    const phaseX = 2 * Math.PI * random.uniform();
    const phaseY = 2 * Math.PI * random.uniform();
    const waveX = 3 + 3 * random.uniform();
    const waveY = 3 + 3 * random.uniform();
    const pixel = (x: number, y: number): [number, number] => {
      const bentX = x + bendX * Math.sin(waveX * y + phaseX) - slant * y;
      const bentY = y + bendY * Math.sin(waveY * x + phaseY);
      const wide = bentX * width;
      const high = bentY * height;
      return [centreX + wide * cos - high * sin, centreY + wide * sin + high * cos];
    };

    writing.count = 0;
    writing.penPx = hand.penPx[0] + (hand.penPx[1] - hand.penPx[0]) * random.uniform();
    const segment = (x0: number, y0: number, x1: number, y1: number): void => {
      const at = 4 * writing.count++;
      writing.segments[at] = x0;
      writing.segments[at + 1] = y0;
      writing.segments[at + 2] = x1;
      writing.segments[at + 3] = y1;
    };
    for (const { smooth, xy } of glyph) {
      const n = xy.length / 2;
      for (let i = 0; i < n; i++) {
        xs[i] = xy[2 * i] + draw(hand.tremor);
        ys[i] = xy[2 * i + 1] + draw(hand.tremor);
      }
      let [x0, y0] = pixel(xs[0], ys[0]);
      for (let i = 0; i + 1 < n; i++) {
        for (let k = 1; k <= PIECES; k++) {
          const t = k / PIECES;
          const [x1, y1] = pixel(between(xs, i, n, t, smooth), between(ys, i, n, t, smooth));
          segment(x0, y0, x1, y1);
          x0 = x1;
          y0 = y1;
        }
      }
    }
    return writing;
  };
}

/** The point at `t` between v[i] and v[i + 1]: a straight line, or Catmull and Rom's spline (1974). */
function between(v: Float64Array, i: number, n: number, t: number, smooth: boolean): number {
  const b = v[i];
  const c = v[i + 1];
  if (!smooth) return b + (c - b) * t;
  const a = i > 0 ? v[i - 1] : 2 * b - c;
  const d = i + 2 < n ? v[i + 2] : 2 * c - b;
  return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
}
