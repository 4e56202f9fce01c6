/** What is drawn on the canvases of the loss chart. */
import type { Locator, Page } from '@playwright/test';

const LOSS = '[aria-label="Loss"] canvas';

/** Milliseconds from a click on Train, made inside the page, to the first ink; `limitMs` when there was none till then. */
export function firstInk(page: Page, limitMs: number): Promise<number> {
  return page.evaluate(
    async ([canvases, limit]) => {
      const small = document.createElement('canvas');
      small.width = small.height = 64;
      const pen = small.getContext('2d', { willReadFrequently: true });
      if (!pen) throw new Error('no canvas');
      const inked = (): boolean => {
        pen.clearRect(0, 0, 64, 64);
        for (const canvas of document.querySelectorAll<HTMLCanvasElement>(canvases))
          if (canvas.width > 0) pen.drawImage(canvas, 0, 0, 64, 64);
        return pen.getImageData(0, 0, 64, 64).data.some((value) => value > 0);
      };
      if (inked()) throw new Error('there is ink before the click');
      const train = [...document.querySelectorAll('button')].find((b) => b.textContent === 'Train');
      if (!train) throw new Error('there is no Train');
      const from = performance.now();
      train.click();
      while (!inked() && performance.now() - from < limit) await new Promise(requestAnimationFrame);
      return Math.min(limit, performance.now() - from);
    },
    [LOSS, limitMs] as const,
  );
}

/** The hue, in degrees, of the mark in a row of the run list. */
export function hueOf(row: Locator): Promise<number> {
  return row.locator('.run-name i').evaluate((mark) => {
    const [r, g, b] = (getComputedStyle(mark).backgroundColor.match(/\d+/g) ?? []).map(Number);
    return (180 / Math.PI) * Math.atan2(Math.sqrt(3) * (g - b), 2 * r - g - b);
  });
}

/** Pixels of about that hue, whether its run is in focus or stepped back. */
export function inkOfHue(page: Page, hue: number): Promise<number> {
  return page.evaluate(
    ([canvases, wanted]) => {
      let count = 0;
      for (const canvas of document.querySelectorAll<HTMLCanvasElement>(canvases)) {
        if (canvas.width === 0) continue;
        const data = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
        for (let i = 0; i < data.length; i += 4) {
          const [r, g, b] = [data[i], data[i + 1], data[i + 2]];
          if (data[i + 3] < 128 || Math.max(r, g, b) - Math.min(r, g, b) < 40) continue;
          const found = (180 / Math.PI) * Math.atan2(Math.sqrt(3) * (g - b), 2 * r - g - b);
          const apart = Math.abs(found - wanted) % 360;
          if (Math.min(apart, 360 - apart) < 12) count++;
        }
      }
      return count;
    },
    [LOSS, hue] as const,
  );
}

/** Upright dotted lines: pixel columns in which ink begins anew over and over, as in no curve. */
export function dottedLines(page: Page): Promise<number> {
  return page.evaluate((canvases) => {
    let count = 0;
    for (const canvas of document.querySelectorAll<HTMLCanvasElement>(canvases)) {
      const { width, height } = canvas;
      if (width === 0) continue;
      const data = canvas.getContext('2d')?.getImageData(0, 0, width, height).data ?? [];
      const inked = (x: number, y: number): boolean => data[4 * (y * width + x) + 3] > 90;
      for (let x = 0; x < width; x++) {
        let dots = 0;
        for (let y = 1; y < height; y++) if (inked(x, y) && !inked(x, y - 1)) dots++;
        if (dots > height / 6) count++;
      }
    }
    return count;
  }, LOSS);
}

type Writing = typeof globalThis & { written: string[] };

/** Notes all text that is written on canvases; to be called before the page opens. */
export async function noteWriting(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const written: string[] = [];
    (globalThis as Writing).written = written;
    const { fillText } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
      if (this.canvas.isConnected && !written.includes(text)) written.push(text);
      fillText.call(this, text, ...rest);
    };
  });
}

export const writing = (page: Page): Promise<string[]> =>
  page.evaluate(() => (globalThis as Writing).written);
