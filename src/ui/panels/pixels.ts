/** Drawing examples: pictures as pixels, points as marks whose shape and colour both name the class. */
import { penOf } from '../penOf.ts';

/** Draws one grey picture [height, width] (0 ink-free to 255 ink) onto a canvas of its own size. */
export function drawPicture(
  canvas: HTMLCanvasElement,
  pixels: Uint8Array,
  width: number,
  height: number,
  ink: readonly [number, number, number],
): void {
  canvas.width = width;
  canvas.height = height;
  const context = penOf(canvas);
  if (!context) return;
  const image = context.createImageData(width, height);
  for (let i = 0; i < width * height; i++) {
    image.data.set(ink, 4 * i);
    image.data[4 * i + 3] = pixels[i];
  }
  context.putImageData(image, 0, 0);
}

/** Class 0 a dot, 1 a triangle, 2 a square, 3 a diamond. */
export function markPath(
  context: CanvasRenderingContext2D,
  label: number,
  x: number,
  y: number,
  r: number,
): void {
  context.beginPath();
  switch (label % 4) {
    case 0:
      context.arc(x, y, r, 0, 2 * Math.PI);
      break;
    case 1:
      context.moveTo(x, y - 1.3 * r);
      context.lineTo(x + 1.2 * r, y + r);
      context.lineTo(x - 1.2 * r, y + r);
      break;
    case 2:
      context.rect(x - r, y - r, 2 * r, 2 * r);
      break;
    default:
      context.moveTo(x, y - 1.4 * r);
      context.lineTo(x + 1.4 * r, y);
      context.lineTo(x, y + 1.4 * r);
      context.lineTo(x - 1.4 * r, y);
  }
  context.closePath();
}

/** A canvas context scaled to CSS pixels, cleared. */
export function cssContext(canvas: HTMLCanvasElement): CanvasRenderingContext2D | null {
  const scale = Math.min(2, devicePixelRatio);
  canvas.width = Math.round(canvas.clientWidth * scale);
  canvas.height = Math.round(canvas.clientHeight * scale);
  const context = penOf(canvas);
  context?.setTransform(scale, 0, 0, scale, 0, 0);
  return context;
}

/** The colours of the first four classes, from the theme. */
export function classColors(element: Element): string[] {
  const style = getComputedStyle(element);
  return [0, 1, 2, 3].map((i) => style.getPropertyValue(`--c${i}`).trim());
}
