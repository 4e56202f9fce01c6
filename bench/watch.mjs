/** What the bench reads in a page: tasks that block its main thread, frames while it scrolls, and the middle of what was measured. */

export const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1];
};

/** Every task over 50 ms from now on is noted in `window.longTasks`; to be called before the page opens. */
export const noteLongTasks = (page) =>
  page.addInitScript(() => {
    window.longTasks = [];
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) window.longTasks.push({ startTime, duration });
    }).observe({ entryTypes: ['longtask'] });
  });

/** What issue 2 and 4 ask of a page that trains, after its first second. */
export const WANTED_TASKS = { longest: 100, usual: 50, calm: 0.95 };

/** Of the tasks of `seconds`: the longest, and the share of whole seconds without one over 50 ms. */
export function blocking(tasks, seconds) {
  const busy = tasks.filter(({ duration }) => duration > WANTED_TASKS.usual);
  return {
    longest: Math.max(0, ...tasks.map(({ duration }) => duration)),
    calm: 1 - new Set(busy.map(({ at }) => Math.floor(at / 1000))).size / Math.max(1, Math.ceil(seconds)),
  };
}

export const isCalm = ({ longest, calm }) => longest <= WANTED_TASKS.longest && calm >= WANTED_TASKS.calm;

/** 95th percentile of the milliseconds between frames while the page scrolls from top to bottom and back. */
export async function scrolled(browser, address, prepare) {
  const page = await browser.newPage({ viewport: { width: 1000, height: 800 } });
  try {
    await page.goto(address);
    await prepare(page);
    return await page.evaluate(async () => {
      const times = [];
      let last = performance.now();
      for (let step = 0; step < 240; step++) {
        const share = step < 120 ? step / 120 : (240 - step) / 120;
        scrollTo(0, share * (document.documentElement.scrollHeight - innerHeight));
        const now = await new Promise((resolve) => requestAnimationFrame(resolve));
        times.push(now - last);
        last = now;
      }
      return times.slice(5).sort((a, b) => a - b)[Math.floor(0.95 * 235)];
    });
  } finally {
    await page.close();
  }
}
