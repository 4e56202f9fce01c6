/** Handwritten digits without a hand: 28 × 28 pictures drawn from strokes, as many as are asked for. */
import type { DataSettings, Dataset } from '../dataset.ts';
import { drawDataset } from '../split.ts';
import { GLYPHS } from './glyphs.ts';
import { createWriter, type Hand } from './hand.ts';
import { grain, ink } from './ink.ts';

const SIZE = 28;

/** Chosen so that batch size matters: docs/digits.md. */
const HAND: Hand = {
  heightPx: 20,
  heightScale: 0.06,
  widthScale: 0.08,
  slant: 0.15,
  rotationRad: 0.06,
  shiftPx: 2.7,
  bend: 0.035,
  tremor: 0.018,
  penPx: [1.4, 2.3],
};

/**
 * Digits drawn from the strokes of glyphs.ts: inputs [28, 28, 1] in [0, 1], ink 1 on paper 0, labels the digit. `noise`
 * is the standard deviation of the pixel noise. Throws RangeError for settings out of range.
 */
export function digits(settings: DataSettings): Dataset {
  const write = createWriter(HAND, SIZE);
  const recipe = { id: 'digits' as const, inputShape: [SIZE, SIZE, 1], classes: 10 };
  return drawDataset(recipe, settings, (digit, random, inputs, at) => {
    const glyphs = GLYPHS[digit];
    ink(inputs, at, SIZE, write(glyphs[random.integer(glyphs.length)], random));
    grain(inputs, at, SIZE * SIZE, settings.noise, random);
  });
}
