import { describe, expect, it } from 'vitest';
import { batchColor, batchGradient, dimmedBatchColor } from '../../../src/ui/charts/batchColor.ts';
import { contrast, luminance, parseHex, type Rgb } from '../../../src/ui/charts/oklch.ts';

const SIZES = Array.from({ length: 17 * 4 - 3 }, (_, i) => Math.round(2 ** (i / 4)));
const BACKGROUNDS = { light: ['#fbfaf8', '#ffffff'], dark: ['#151618', '#1c1e21'] } as const;
const THEMES = ['light', 'dark'] as const;

/** Machado, Oliveira & Fernandes 2009, severity 1, on linear RGB. */
const BLINDNESS = {
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** Ottosson 2020: how far apart two colours are to the eye, in OKLab. */
function distance(one: string, other: string): number {
  const lab = (colour: string): number[] => {
    const [r, g, b] = linear(colour);
    const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
    const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
    const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
    return [
      0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
      1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
      0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
    ];
  };
  const from = lab(one);
  return Math.hypot(...lab(other).map((v, i) => v - from[i]));
}

const linear = (colour: string): number[] =>
  parseHex(colour).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));

function luminanceSeenBy(matrix: number[][], colour: string): number {
  const light = linear(colour);
  const [r, g, b] = matrix.map((row) =>
    Math.min(1, Math.max(0, row[0] * light[0] + row[1] * light[1] + row[2] * light[2])),
  ) as unknown as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

const powers = Array.from({ length: 17 }, (_, k) => 2 ** k);

function expectFalling(values: readonly number[]): void {
  for (let i = 1; i < values.length; i++) expect(values[i]).toBeLessThan(values[i - 1]);
}

describe.each(THEMES)('batch colours, %s', (theme) => {
  it('read as text on paper and card at every size', () => {
    for (const size of SIZES)
      for (const background of BACKGROUNDS[theme])
        expect(contrast(batchColor(size, theme), background), `${size}`).toBeGreaterThanOrEqual(4.5);
  });
  it('stay at 3:1 when dimmed', () => {
    for (const size of SIZES)
      for (const background of BACKGROUNDS[theme])
        expect(contrast(dimmedBatchColor(size, theme), background), `${size}`).toBeGreaterThanOrEqual(3);
  });
  it('fall in luminance from small to large', () =>
    expectFalling(powers.map((size) => luminance(batchColor(size, theme)))));
  it.each(Object.entries(BLINDNESS))('fall in luminance with %s', (_, matrix) =>
    expectFalling(powers.map((size) => luminanceSeenBy(matrix, batchColor(size, theme)))),
  );
  it('differ for every power of two, and to the eye', () => {
    const steps = powers
      .slice(1)
      .map((size, i) => distance(batchColor(powers[i], theme), batchColor(size, theme)));
    expect(Math.min(...steps)).toBeGreaterThan(0.02);
  });
  it('end at 65,536 and survive what is no batch size', () => {
    expect(batchColor(100_000, theme)).toBe(batchColor(65_536, theme));
    expect(batchColor(60_000, theme)).not.toBe(batchColor(65_536, theme));
    for (const odd of [0, -5, NaN]) expect(batchColor(odd, theme)).toBe(batchColor(1, theme));
  });
});

it('runs from orange over red and violet to blue', () => {
  const [r1, g1, b1] = parseHex(batchColor(1, 'light'));
  expect(r1).toBeGreaterThan(g1);
  expect(g1).toBeGreaterThan(b1);
  const [r2, , b2] = parseHex(batchColor(65_536, 'light'));
  expect(b2).toBeGreaterThan(2 * r2);
});

it('gives the scale as a gradient', () => {
  const gradient = batchGradient(10_000, 'light');
  expect(gradient).toContain(batchColor(1, 'light'));
  expect(gradient).toContain(batchColor(10_000, 'light'));
});
