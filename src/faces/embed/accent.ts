/** The author's colour: read strictly, since it ends up in a style, and judged by the contrast of WCAG 2.2, 1.4.11. */

/** "#1f5fbf", "1f5fbf" or "15b" as #rrggbb; undefined for anything else. */
export function readColour(text: string): string | undefined {
  const [, digits] = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(text) ?? [];
  if (digits === undefined) return undefined;
  const whole = digits.length === 3 ? digits.replaceAll(/./g, '$&$&') : digits;
  return `#${whole.toLowerCase()}`;
}

function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const value = parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Of two colours as #rrggbb: 1 to 21. */
export function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

/** Black or white, whichever is read better on the colour. */
export const inkOn = (colour: string): string =>
  contrast(colour, '#ffffff') >= contrast(colour, '#000000') ? '#ffffff' : '#000000';

export type Theme = 'light' | 'dark';

const PAPERS: Readonly<Record<Theme, string>> = { light: '#ffffff', dark: '#1c1e21' };
const LEAST_CONTRAST = 3;

/** Whether a button of this colour is told from the frame's background. */
export const standsOut = (colour: string, theme: Theme): boolean =>
  contrast(colour, PAPERS[theme]) >= LEAST_CONTRAST;
