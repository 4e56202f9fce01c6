/** Width of a text in CSS pixels, in the page's own font. */

let pen: CanvasRenderingContext2D | null | undefined;

export function textWidth(text: string, sizePx: number, weight = 400): number {
  pen ??= document.createElement('canvas').getContext('2d');
  if (!pen) return 0.6 * sizePx * text.length;
  pen.font = `${weight} ${sizePx}px ${getComputedStyle(document.body).fontFamily || 'sans-serif'}`;
  return pen.measureText(text).width;
}
