/** OKLCH to sRGB and contrast, enough for one colour scale. Ottosson 2020; WCAG 2.2, relative luminance. */

/** sRGB, gamma-encoded, each in [0, 1]. */
export type Rgb = readonly [number, number, number];

const encode = (v: number) => (v <= 0.0031308 ? 12.92 * v : 1.055 * v ** (1 / 2.4) - 0.055);
const decode = (v: number) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);

function linearRgb(lightness: number, chroma: number, hue: number): Rgb {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

const inGamut = (rgb: Rgb) => rgb.every((v) => v >= -1e-4 && v <= 1 + 1e-4);

/** The colour of that lightness and hue, its chroma lowered until sRGB can show it. */
export function oklch(lightness: number, chroma: number, hue: number): Rgb {
  let low = 0;
  let high = chroma;
  if (!inGamut(linearRgb(lightness, chroma, hue)))
    for (let i = 0; i < 20; i++) {
      const middle = (low + high) / 2;
      if (inGamut(linearRgb(lightness, middle, hue))) low = middle;
      else high = middle;
    }
  else low = chroma;
  const [r, g, b] = linearRgb(lightness, low, hue).map((v) => encode(Math.min(1, Math.max(0, v))));
  return [r, g, b];
}

export function hex(rgb: Rgb): string {
  return `#${rgb
    .map((v) =>
      Math.round(255 * v)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}

export function parseHex(text: string): Rgb {
  const digits = /^#([0-9a-f]{6})$/i.exec(text.trim())?.[1];
  if (!digits) throw new RangeError(`expected a colour such as #1d1c1a, got ${text}`);
  const at = (i: number) => parseInt(digits.slice(i, i + 2), 16) / 255;
  return [at(0), at(2), at(4)];
}

/** Between two colours: `amount` 0 gives the first, 1 the second. */
export function mix(from: string, to: string, amount: number): string {
  const [a, b] = [parseHex(from), parseHex(to)];
  const part = (i: 0 | 1 | 2) => a[i] + amount * (b[i] - a[i]);
  return hex([part(0), part(1), part(2)]);
}

export function luminance(colour: string): number {
  const [r, g, b] = parseHex(colour).map(decode);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** WCAG contrast ratio, from 1 to 21. */
export function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}
