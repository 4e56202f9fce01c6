import { useState } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { page, userEvent } from 'vitest/browser';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import '../../../../src/ui/theme.css';
import '../../../../src/ui/controls/controls.css';
import type { SweepData } from '../../../../src/experiment/sweep.ts';
import { batchColor } from '../../../../src/ui/charts/batchColor.ts';
import { figurePng, figureSvg } from '../../../../src/ui/compare/exportChart.ts';
import type { Selection, SelectionEvents } from '../../../../src/ui/compare/views/props.ts';
import { GeneralisationView } from '../../../../src/ui/compare/views/GeneralisationView.tsx';
import { NoiseView } from '../../../../src/ui/compare/views/NoiseView.tsx';
import { RaceView } from '../../../../src/ui/compare/views/RaceView.tsx';
import { SpeedView } from '../../../../src/ui/compare/views/SpeedView.tsx';
import { TargetView } from '../../../../src/ui/compare/views/TargetView.tsx';
import { simulated } from './support/simulated.ts';

const VIEWS = {
  race: RaceView,
  target: TargetView,
  noise: NoiseView,
  speed: SpeedView,
  generalisation: GeneralisationView,
};
type Name = keyof typeof VIEWS;

const ALL = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048];

let root: Root;
let host: HTMLElement;
let selection: Selection;

beforeEach(() => {
  document.documentElement.dataset.theme = 'light';
  host = document.body.appendChild(document.createElement('main'));
  root = createRoot(host);
});
afterEach(() => {
  root.unmount();
  host.remove();
});

const START: Selection = {
  ...{ axis: 'epochs', metric: 'accuracy', split: 'validation' },
  target: { metric: 'accuracy', value: 0.8 },
  ...{ hiddenBatches: new Set<number>(), hoverBatch: undefined, scrub: undefined },
};

/** The view with a page around it that remembers what is chosen. */
function Holder({ name, data, from }: { name: Name; data: SweepData; from: Partial<Selection> }) {
  const [chosen, choose] = useState<Selection>({ ...START, ...from });
  selection = chosen;
  const put = (change: Partial<Selection>) => choose((old) => ({ ...old, ...change }));
  const on: SelectionEvents = {
    axis: (axis) => put({ axis }),
    metric: (metric) => put({ metric }),
    split: (split) => put({ split }),
    target: (target) => put({ target }),
    hover: (hoverBatch) => put({ hoverBatch }),
    toggle: (batchSize) => put({ hiddenBatches: new Set([...chosen.hiddenBatches, batchSize]) }),
    scrub: (scrub) => put({ scrub }),
  };
  const View = VIEWS[name];
  return <View data={data} selection={chosen} on={on} size="full" />;
}

async function show(name: Name, data: SweepData, from: Partial<Selection> = {}, width = 1000) {
  await page.viewport(width, 720);
  root.render(<Holder name={name} data={data} from={from} />);
  await vi.waitFor(() => expect(host.querySelector('.cmp-axes text, .cmp-empty')).not.toBeNull());
}

const texts = (selector: string) => [...host.querySelectorAll<SVGTextElement>(`svg.cmp-plot ${selector}`)];
const boxes = (selector: string) => texts(selector).map((t) => t.getBoundingClientRect());
const overlap = (a: DOMRect, b: DOMRect) =>
  a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 3 && b.top < a.bottom - 3;

it('the words on several tasks are folded before they push the chart out of a laptop’s sight', async () => {
  await page.viewport(1440, 900);
  const arms: SweepData['spec']['arms'] = [
    { dataset: 'digits', model: 'mlp' },
    { dataset: 'digits', model: 'softmax' },
    { dataset: 'spirals', model: 'mlp' },
  ];
  root.render(<Holder name="target" data={simulated({ arms, seeds: 2, points: 60 })} from={{}} />);
  await vi.waitFor(() => expect(host.querySelectorAll('.cmp-sentence p').length).toBe(3));
  const height = () => host.querySelector('.cmp-said')!.getBoundingClientRect().height;
  await vi.waitFor(() => expect(height()).toBeLessThan(150));
  const folded = height();
  await userEvent.click(page.getByRole('button', { name: 'Read on' }));
  await vi.waitFor(() => expect(height()).toBeGreaterThan(folded + 40));
});

describe.each([1000, 390])('figures %i pixels wide', (width) => {
  it.each(Object.keys(VIEWS) as Name[])(
    '%s keeps all its text inside and its axis numbers apart',
    async (name) => {
      await show(name, simulated({ batchSizes: ALL, seeds: 2, points: 60 }), {}, width);
      for (const chart of host.querySelectorAll('svg.cmp-plot')) {
        const area = chart.getBoundingClientRect();
        for (const text of chart.querySelectorAll('text')) {
          const box = text.getBoundingClientRect();
          expect(parseFloat(getComputedStyle(text).fontSize)).toBeGreaterThanOrEqual(12);
          expect([text.textContent, box.left >= area.left - 2 && box.right <= area.right + 2]).toEqual([
            text.textContent,
            true,
          ]);
          expect(box.top).toBeGreaterThanOrEqual(area.top - 2);
          expect(box.bottom).toBeLessThanOrEqual(area.bottom + 2);
        }
        const numbers = [...chart.querySelectorAll('.cmp-axes text')].map((t) => t.getBoundingClientRect());
        numbers.forEach((a, i) => numbers.slice(i + 1).forEach((b) => expect(overlap(a, b)).toBe(false)));
      }
      expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
    },
  );
});

describe('the race', () => {
  it('keeps the labels of twelve curves that end together apart', async () => {
    await show('race', simulated({ batchSizes: ALL, seeds: 2, points: 60 }));
    const ends = boxes('.cmp-ends text');
    expect(ends).toHaveLength(ALL.length);
    ends.forEach((a, i) => ends.slice(i + 1).forEach((b) => expect(overlap(a, b)).toBe(false)));
  });

  it('draws every batch size in its one colour', async () => {
    await show('race', simulated({ batchSizes: [8, 512], seeds: 2, points: 60 }));
    const probe = document.body.appendChild(document.createElement('i'));
    const seen = [8, 512].map((batchSize) => {
      probe.style.color = batchColor(batchSize, 'light');
      return getComputedStyle(probe).color;
    });
    probe.remove();
    expect(texts('.cmp-ends text').map((t) => getComputedStyle(t).fill)).toEqual(seen);
  });

  it('lets the target be dragged, and does not scroll or point meanwhile', async () => {
    await show('race', simulated({ seeds: 2, points: 60 }));
    const handle = page.getByRole('slider', { name: 'Target: validation accuracy' }).element();
    const { left, top, width, height } = handle.getBoundingClientRect();
    const at = (dy: number) => ({
      ...{ bubbles: true, pointerId: 1, isPrimary: true },
      ...{ clientX: left + width / 2, clientY: top + height / 2 + dy },
    });
    // A synthetic pointer cannot be captured.
    const captured = vi.spyOn(HTMLElement.prototype, 'hasPointerCapture').mockReturnValue(true);
    vi.spyOn(HTMLElement.prototype, 'setPointerCapture').mockReturnValue();
    handle.dispatchEvent(new PointerEvent('pointerdown', at(0)));
    handle.dispatchEvent(new PointerEvent('pointermove', at(60)));
    await vi.waitFor(() => expect(selection.target!.value).toBeLessThan(0.75));
    expect(selection.target!.value * 200).toBeCloseTo(Math.round(selection.target!.value * 200), 6);
    captured.mockRestore();
    const before = selection.target!.value;
    (handle as HTMLElement).focus();
    await userEvent.keyboard('{ArrowUp}');
    await vi.waitFor(() => expect(selection.target!.value).toBeCloseTo(before + 0.005, 6));
  });

  it('reads the curves under the pointer and makes the nearest strong', async () => {
    await show('race', simulated({ seeds: 2, points: 60 }));
    const area = host.querySelector('.cmp-area')!;
    const end = boxes('.cmp-ends text')[0];
    const box = area.getBoundingClientRect();
    area.dispatchEvent(
      new PointerEvent('pointermove', {
        ...{ bubbles: true, pointerType: 'mouse' },
        ...{ clientX: box.left + 0.6 * box.width, clientY: end.top + end.height / 2 },
      }),
    );
    await vi.waitFor(() => expect(host.querySelector('.cmp-readout')?.textContent).toMatch(/epoch \d/));
    expect(selection.hoverBatch).toBeDefined();
  });
});

describe('a saved picture', () => {
  const words = { title: 'Which?', sentence: 'It <depends> & so on.', settings: 'Digits · 3 seeds' };
  it.each(['light', 'dark'] as const)('stands on its own in the %s theme', async (theme) => {
    document.documentElement.dataset.theme = theme;
    await show('noise', simulated({ seeds: 2, points: 60 }));
    await vi.waitFor(() => expect(host.querySelectorAll('svg.cmp-plot')).toHaveLength(3));
    const { svg, width, height } = figureSvg(host.querySelector<HTMLElement>('.cmp-panels')!, words);
    expect(svg).not.toMatch(/var\(|class=|NaN/);
    const read = new DOMParser().parseFromString(svg, 'image/svg+xml');
    expect(read.querySelector('parsererror')).toBeNull();
    for (const said of Object.values(words)) expect(read.documentElement.textContent).toContain(said);
    expect(read.querySelectorAll('svg > svg')).toHaveLength(3);
    const card = getComputedStyle(document.documentElement).getPropertyValue('--card').trim();
    expect(read.querySelector('rect')!.getAttribute('fill')).toBe(card);
    const png = await createImageBitmap(await figurePng({ svg, width, height }));
    expect([png.width, png.height]).toEqual([2 * width, 2 * height]);
  });

  it('looks like the figure: its ink is where the chart has ink', async () => {
    await show('race', simulated({ batchSizes: [8, 512], seeds: 2, points: 60 }));
    const picture = figureSvg(host.querySelector<HTMLElement>('.cmp-panels')!, words);
    const png = await createImageBitmap(await figurePng(picture, 1));
    const canvas = new OffscreenCanvas(png.width, png.height);
    const pen = canvas.getContext('2d')!;
    pen.drawImage(png, 0, 0);
    const wanted = [8, 512].map((b) =>
      batchColor(b, 'light')
        .match(/\w\w/g)!
        .map((h) => parseInt(h, 16)),
    );
    const { data } = pen.getImageData(0, 0, png.width, png.height);
    for (const [r, g, b] of wanted) {
      let inked = 0;
      for (let i = 0; i < data.length; i += 4)
        if (Math.abs(data[i] - r) + Math.abs(data[i + 1] - g) + Math.abs(data[i + 2] - b) < 24) inked++;
      expect(inked).toBeGreaterThan(200);
    }
  });
});
