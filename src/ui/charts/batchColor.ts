/**
 * The colour of a batch size: orange (1) over red and violet to blue (65,536 and more), even in log2(B) and absolute, so
 * that a batch size looks the same in every chart and for every dataset. Lightness falls all the way, which carries the
 * order to eyes that cannot tell the hues apart; every step is readable as text on the paper (4.5:1).
 */
import { hex, mix, oklch } from './oklch.ts';

export type Theme = 'light' | 'dark';

/** log2 of the batch size at which the scale ends. */
const LARGEST = 16;

/**
 * Lightness, chroma and hue of OKLCH; the hue turns over orange, red, magenta, violet, blue. The bend keeps lightness
 * falling also for those who see no red, to whom the reds are dark and the violets are not.
 */
const PATH = {
  light: { lightness: [0.568, 0.35], bend: 1.4, chroma: 0.17, hue: 52, turn: -150 },
  dark: { lightness: [0.87, 0.63], bend: 1, chroma: 0.14, hue: 62, turn: -150 },
} as const;

const PAPER = { light: '#fbfaf8', dark: '#151618' } as const;

const known = new Map<string, string>();

export function batchColor(batchSize: number, theme: Theme): string {
  const place = batchSize >= 1 ? Math.min(1, Math.log2(batchSize) / LARGEST) : 0;
  const key = `${theme} ${place}`;
  let colour = known.get(key);
  if (colour === undefined) {
    const { lightness, bend, chroma, hue, turn } = PATH[theme];
    const [from, to] = lightness;
    colour = hex(oklch(from + place ** bend * (to - from), chroma, hue + place * turn));
    known.set(key, colour);
  }
  return colour;
}

/** The same, stepped back towards the paper for runs that are not in focus; still at least 3:1. */
export function dimmedBatchColor(batchSize: number, theme: Theme): string {
  return mix(batchColor(batchSize, theme), PAPER[theme], theme === 'light' ? 0.2 : 0.24);
}

/** The scale as a CSS gradient from 1 to `largest`, even in log2. */
export function batchGradient(largest: number, theme: Theme, direction = '90deg'): string {
  const top = Math.log2(Math.max(2, largest));
  const stops = Array.from({ length: 9 }, (_, i) => batchColor(2 ** ((top * i) / 8), theme));
  return `linear-gradient(${direction}, ${stops.join(', ')})`;
}
