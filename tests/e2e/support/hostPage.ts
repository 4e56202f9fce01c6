import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';

/** What is said of an article around the embeds: nothing may run or be framed but what comes of the site. */
export const strictPolicy = (site: string): string => {
  const { origin } = new URL(site);
  return `default-src 'none'; script-src ${origin}; frame-src ${origin}; style-src 'self'; img-src ${origin}`;
};

const style = `
body { margin: 20px auto; max-width: 640px; font: 16px/1.5 sans-serif; }
img { max-width: 100%; }
`;

/** Somebody else's server, with one page per path and one policy for all. */
export async function hostSite(pages: Record<string, string>, policy?: string) {
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    if (path === '/style.css') return response.writeHead(200, { 'Content-Type': 'text/css' }).end(style);
    const body = Object.hasOwn(pages, path) ? pages[path] : undefined;
    if (body === undefined) return response.writeHead(404).end();
    response
      .writeHead(200, {
        'Content-Type': 'text/html; charset=utf-8',
        ...(policy === undefined ? {} : { 'Content-Security-Policy': policy }),
      })
      .end(
        `<!doctype html><html lang="en"><title>An article</title><link rel="stylesheet" href="/style.css">${body}`,
      );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}/`, close };
}

export const script = (site: string): string => `<script src="${site}widget.js" async></script>`;
export const text = (paragraphs: number): string =>
  Array.from(
    { length: paragraphs },
    (_, i) =>
      `<p>Paragraph ${i + 1}. A batch is a handful of examples, and its size decides how often a network learns from them.</p>`,
  ).join('');

/** The frame of the n-th embed of a page. */
export const embed = (page: Page, n = 0) =>
  page.locator('batch-scope').nth(n).locator('iframe').contentFrame();

/** Makes every page and frame that opens believe in so many cores. */
export const withCores = (page: Page, cores: number): Promise<unknown> =>
  page.addInitScript((count) => {
    Object.defineProperty(Navigator.prototype, 'hardwareConcurrency', { get: () => count });
  }, cores);

/** Counts what moves by itself from now on; the result is asked for later. */
export async function watchShifts(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    if (window !== top) return;
    const shifts: number[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if ('value' in entry) shifts.push(Number(entry.value));
    }).observe({ type: 'layout-shift', buffered: true });
  });
  return () =>
    page.evaluate(async () => {
      for (let frames = 0; frames < 3; frames++)
        await new Promise((resolve) => requestAnimationFrame(resolve));
      const { shifts } = window as unknown as { shifts: number[] };
      return shifts.reduce((sum, value) => sum + value, 0);
    });
}
