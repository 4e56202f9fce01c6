/**
 * A canvas context that draws on the processor. Small canvases that change ten times a second are drawn in a few
 * milliseconds there, while an accelerated one makes the page wait for the graphics process, for over a second where
 * that is emulated or busy training.
 */
export function penOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D | null {
  return canvas.getContext('2d', { willReadFrequently: true });
}
