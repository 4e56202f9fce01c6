import { createRoot, type Root } from 'react-dom/client';
import { page, userEvent } from 'vitest/browser';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import '../../../src/ui/theme.css';
import { createSeriesStore, type SeriesStore } from '../../../src/state/series.ts';
import { batchColor } from '../../../src/ui/charts/batchColor.ts';
import type { ChartRun } from '../../../src/ui/charts/chartRun.ts';
import { LiveChart } from '../../../src/ui/charts/LiveChart.tsx';
import { parseHex } from '../../../src/ui/charts/oklch.ts';
import { addEvaluation, columnsOf } from './support/fakeRuns.ts';

let root: Root;
let host: HTMLElement;
let series: SeriesStore;

const run = (id: string, batchSize: number, live = false): ChartRun => ({
  id,
  label: `${batchSize}`,
  batchSize,
  hidden: false,
  live,
  retuned: false,
});

beforeEach(async () => {
  await page.viewport(800, 600);
  document.documentElement.dataset.theme = 'light';
  host = document.body.appendChild(document.createElement('div'));
  host.style.cssText = 'display:flex;flex-direction:column;width:600px;height:300px;margin:0';
  root = createRoot(host);
  series = createSeriesStore();
});
afterEach(() => {
  root.unmount();
  host.remove();
});

function show(runs: ChartRun[], more: { kind?: 'loss' | 'accuracy'; logX?: boolean; logY?: boolean } = {}) {
  root.render(
    <LiveChart
      title="Loss"
      kind={more.kind ?? 'loss'}
      runs={runs}
      series={series}
      axis="update"
      logX={more.logX ?? false}
      logY={more.logY ?? false}
      theme="light"
      focusId="a"
      summary="A run."
    />,
  );
}

const ends = () => [...host.querySelectorAll<HTMLElement>('.plot-end')];

/** Rows of a canvas column, in CSS pixels, where the colour is strong. */
function rowsOf(colour: string, x: number): number[] {
  const wanted = parseHex(colour).map((v) => Math.round(255 * v));
  const rows = new Set<number>();
  for (const canvas of host.querySelectorAll('canvas')) {
    const ratio = canvas.width / canvas.clientWidth;
    const { data } = canvas.getContext('2d')!.getImageData(Math.round(x * ratio), 0, 1, canvas.height);
    for (let y = 0; y < canvas.height; y++) {
      const [r, g, b, alpha] = data.subarray(4 * y, 4 * y + 4);
      const near = [r, g, b].every((v, i) => Math.abs(v - wanted[i]) < 12);
      if (alpha > 200 && near) rows.add(Math.floor(y / ratio));
    }
  }
  return [...rows];
}

/** A place on the chart from its ticks: pixel of x and y within the plot area. */
function ticksOf(axis: 'x' | 'y'): { value: number; at: number }[] {
  const area = host.querySelector('.plot-area')!.getBoundingClientRect();
  const texts = host.querySelectorAll<SVGTextElement>(`.plot-ticks.is-${axis} text`);
  return [...texts].map((text) => {
    const box = text.getBoundingClientRect();
    const at = axis === 'x' ? box.left + box.width / 2 - area.left : box.top + box.height / 2 - area.top;
    return { value: parseFloat((text.textContent ?? '').replace(',', '')), at };
  });
}

function interpolate(ticks: { value: number; at: number }[], value: number): number {
  const [a, b] = [ticks[0], ticks[1]];
  return a.at + ((value - a.value) / (b.value - a.value)) * (b.at - a.at);
}

const soon = <T,>(check: () => T) => vi.waitFor(check, { timeout: 5000 });
const drawn = () => soon(() => expect(ends().length).toBeGreaterThan(0));

describe('LiveChart in a browser', () => {
  it('draws the curve where the axes say that the data are', async () => {
    series.create('a');
    series.append('a', { columns: columnsOf(new Array<number>(500).fill(1)) });
    addEvaluation(series, 'a', 0, { loss: 2.3, accuracy: 0.1 });
    addEvaluation(series, 'a', 500, { loss: 1, accuracy: 0.1 });
    show([run('a', 100)]);
    await drawn();
    await soon(() => {
      const x = interpolate(ticksOf('x'), 250);
      const y = interpolate(ticksOf('y'), 1);
      const rows = rowsOf(batchColor(100, 'light'), x);
      expect(rows.length).toBeGreaterThan(0);
      for (const row of rows) expect(Math.abs(row - y)).toBeLessThan(4);
    });
  });

  it('draws what is appended, without being rendered again', async () => {
    series.create('a');
    series.append('a', { columns: columnsOf(new Array<number>(100).fill(2)) });
    show([{ ...run('a', 8, true), planned: { update: 1000 } }]);
    await drawn();
    const x = await soon(() => {
      expect(ticksOf('x').at(-1)!.value).toBe(1000);
      return interpolate(ticksOf('x'), 700);
    });
    expect(rowsOf(batchColor(8, 'light'), x)).toEqual([]);
    series.append('a', { columns: columnsOf(new Array<number>(900).fill(2), 100, 100) });
    await soon(() => expect(rowsOf(batchColor(8, 'light'), x).length).toBeGreaterThan(0));
  });

  it('reads the values of every visible run by pointer and by key', async () => {
    for (const [id, loss] of [
      ['a', 1.25],
      ['b', 0.5],
      ['c', 2],
    ] as const) {
      series.create(id);
      series.append(id, { columns: columnsOf(new Array<number>(400).fill(loss)) });
      addEvaluation(series, id, 400, { loss: loss + 0.1, accuracy: 0.5 });
    }
    show([run('a', 100), run('b', 8), { ...run('c', 512), hidden: true }]);
    await drawn();
    const area = page.getByRole('slider', { name: 'Loss' });
    await userEvent.hover(area, { position: { x: 200, y: 80 } });
    await soon(() => {
      const rows = [...host.querySelectorAll('.plot-readout tbody tr')].map((tr) => tr.textContent);
      expect(rows).toEqual(['1001.2501.350', '80.5000.600']);
    });
    await userEvent.hover(page.getByRole('heading', { name: 'Loss' }));
    await soon(() => expect(host.querySelector('.plot-readout')).toBeNull());

    (area.element() as HTMLElement).focus();
    await userEvent.keyboard('{Home}{ArrowRight}');
    await soon(() =>
      expect(area.element().getAttribute('aria-valuetext')).toMatch(
        /^update \d; batch size 100: training 1\.250, validation 1\.350; batch size 8: training 0\.500/,
      ),
    );
    // The pointer rests on the title, which explains itself: the first Escape is for that.
    await userEvent.keyboard('{Escape}{Escape}');
    await soon(() => expect(host.querySelector('.plot-readout')).toBeNull());
  });

  it('keeps the labels of runs that end together apart and inside', async () => {
    const sizes = [100, 8, 512, 4096, 64];
    sizes.forEach((size, i) => {
      series.create(`r${i}`);
      series.append(`r${i}`, { columns: columnsOf(new Array<number>(300).fill(1 + i / 1000), size) });
    });
    show(sizes.map((size, i) => run(`r${i}`, size)));
    await soon(() => expect(ends()).toHaveLength(5));
    const area = host.querySelector('.plot-area')!.getBoundingClientRect();
    const boxes = ends()
      .map((node) => node.getBoundingClientRect())
      .sort((a, b) => a.top - b.top);
    boxes.forEach((box, i) => {
      expect(box.right).toBeLessThanOrEqual(area.right + 0.5);
      expect(box.top).toBeGreaterThanOrEqual(area.top - 0.5);
      if (i > 0) expect(box.top).toBeGreaterThanOrEqual(boxes[i - 1].bottom - 1.01);
    });
  });

  it('leaves 0 out of logarithmic axes and lives through a loss that is no number', async () => {
    series.create('a');
    addEvaluation(series, 'a', 0, { loss: 2.3, accuracy: 0.1 });
    series.append('a', { columns: columnsOf([2, 0, 1, 1e-9, 0.5, NaN]) });
    show([run('a', 100)], { logX: true, logY: true });
    await drawn();
    await soon(() => expect(ticksOf('x').length).toBeGreaterThan(1));
    expect(ticksOf('x')[0].value).toBeGreaterThan(0);
  });

  it('keeps its text at one size when the chart grows', async () => {
    series.create('a');
    series.append('a', { columns: columnsOf([2, 1]) });
    show([run('a', 100)]);
    await drawn();
    const size = () => getComputedStyle(host.querySelector('.plot-ticks.is-y text')!).fontSize;
    expect(size()).toBe('11px');
    const before = host.querySelector('canvas')!.clientWidth;
    host.style.width = '300px';
    await soon(() => expect(host.querySelector('canvas')!.clientWidth).toBeLessThan(before - 200));
    await soon(() => expect(host.querySelector('svg.plot-frame')!.getBoundingClientRect().width).toBe(300));
    expect(size()).toBe('11px');
  });
});
