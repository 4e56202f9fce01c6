/** Draws the digits at their default settings, for the clock. */
import { digits } from '../../src/datasets/digits/digits.ts';
import { initialConfig } from '../../src/experiment/draft.ts';

declare global {
  interface Window {
    /** Milliseconds that drawing all pictures took, and their number. */
    drawDigits(dataSeed: number): { ms: number; pictures: number };
  }
}

window.drawDigits = (dataSeed) => {
  const from = performance.now();
  const { training, validation } = digits({ ...initialConfig(), dataset: 'digits', dataSeed });
  return { ms: performance.now() - from, pictures: training.count + validation.count };
};
