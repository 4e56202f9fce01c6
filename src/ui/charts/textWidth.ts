/** Width of a text in CSS pixels, in the page's own font; estimated where there is no page. */

/** Widths remembered; the numbers of a growing curve are new again and again. */
const MOST = 2000;

let pen: CanvasRenderingContext2D | null | undefined;
let family = '';
const known = new Map<string, number>();

export function textWidth(text: string, sizePx: number, weight = 400): number {
  if (typeof document === 'undefined') return estimate(text, sizePx, weight);
  if (pen === undefined) {
    pen = document.createElement('canvas').getContext('2d');
    // Read once: asking for a style has the browser work out all that has changed on the page.
    family = getComputedStyle(document.body).fontFamily || 'sans-serif';
  }
  if (!pen) return 0.6 * sizePx * text.length;
  const font = `${weight} ${sizePx}px ${family}`;
  const key = `${font} ${text}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  pen.font = font;
  const { width } = pen.measureText(text);
  if (known.size >= MOST) known.clear();
  known.set(key, width);
  return width;
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
