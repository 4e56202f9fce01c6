/** Width of a text in CSS pixels, in the page's own font; estimated where there is no page. */

let pen: CanvasRenderingContext2D | null | undefined;

export function textWidth(text: string, sizePx: number, weight = 400): number {
  if (typeof document === 'undefined') return estimate(text, sizePx, weight);
  pen ??= document.createElement('canvas').getContext('2d');
  if (!pen) return 0.6 * sizePx * text.length;
  pen.font = `${weight} ${sizePx}px ${getComputedStyle(document.body).fontFamily || 'sans-serif'}`;
  return pen.measureText(text).width;
}

/** Shares of the size, as in the widest of the usual sans-serif fonts: what is estimated may be wide, not cut off. */
const WIDTHS: readonly (readonly [RegExp, number])[] = [
  [/[ijl.,:;'|! ]/, 0.32],
  [/[ftr()-]/, 0.4],
  [/[mwMW%@—→]/, 0.95],
  [/[A-Z√]/, 0.71],
];
const USUAL = 0.62;
const BOLD = 1.1;

function estimate(text: string, sizePx: number, weight: number): number {
  let share = 0;
  for (const letter of text) share += WIDTHS.find(([some]) => some.test(letter))?.[1] ?? USUAL;
  return share * sizePx * (weight >= 600 ? BOLD : 1);
}
