import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSeriesStore } from '../../../src/state/series.ts';
import { placeDotLabels } from '../../../src/ui/charts/dotLabels.ts';
import { LiveChart } from '../../../src/ui/charts/LiveChart.tsx';
import { UpdatesPerEpochChart } from '../../../src/ui/charts/UpdatesPerEpochChart.tsx';

vi.mock('../../../src/ui/charts/dotLabels.ts', { spy: true });

let root: Root;
let page: HTMLElement;

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  // A layout, which this DOM has not.
  for (const [side, size] of [
    ['clientWidth', 400],
    ['clientHeight', 200],
  ] as const)
    vi.spyOn(HTMLElement.prototype, side, 'get').mockReturnValue(size);
  page = document.body.appendChild(document.createElement('div'));
  root = createRoot(page);
});
afterEach(() => {
  act(() => root.unmount());
  page.remove();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe('LiveChart', () => {
  const show = (logX = false) =>
    act(() =>
      root.render(
        <LiveChart
          title="Loss"
          kind="loss"
          runs={[]}
          series={createSeriesStore()}
          axis="epoch"
          logX={logX}
          logY={logX}
          theme="light"
          summary="No run yet."
        />,
      ),
    );
  it('is a named control with axes, a calm hint and a text alternative before the first run', () => {
    show();
    const area = page.querySelector('[role=slider]')!;
    expect(area.getAttribute('aria-label')).toBe('Loss, read by epoch');
    expect(area.getAttribute('tabindex')).toBe('0');
    expect(page.textContent).toContain('Press Train');
    expect(page.querySelector('.plot-alternative')!.textContent).toContain('No run yet.');
    expect(page.textContent).toContain('1 epoch');
  });
  it('stands on logarithmic axes without data', () => {
    show(true);
    expect(page.querySelector('svg')).not.toBeNull();
  });
});

describe('UpdatesPerEpochChart', () => {
  const show = (draftBatchSize: number | undefined, trainingCount = 10_000) =>
    act(() =>
      root.render(
        <UpdatesPerEpochChart
          trainingCount={trainingCount}
          remainder="keep"
          runs={[
            { id: 'a', batchSize: 8, trainingCount: 10_000, remainder: 'keep' as const, label: '8' },
            { id: 'b', batchSize: 100, trainingCount: 10_000, remainder: 'keep' as const, label: '100' },
          ]}
          draftBatchSize={draftBatchSize}
          theme="dark"
        />,
      ),
    );
  const numbers = () => [...page.querySelectorAll('.plot-marks text')].map((t) => t.textContent);

  it('labels every run and the drafted batch size with its updates', () => {
    show(64);
    expect(numbers()).toEqual(['157', '1,250', '100']);
    expect(page.querySelector('[role=img]')!.getAttribute('aria-label')).toContain(
      'batches of 64 make 157 updates (now chosen)',
    );
  });
  it('puts the ring round the dot of a run of the same batch size', () => {
    show(100);
    expect(numbers()).toEqual(['1,250', '100']);
    expect(page.querySelectorAll('.plot-marks circle')).toHaveLength(3);
  });
  it.each([0, -5, 2.5, NaN, 10_001, undefined])('leaves out the ring for %s', (draft) => {
    show(draft);
    expect(numbers()).toEqual(['1,250', '100']);
  });
  it('puts runs on another number of examples on a dotted curve of their own, and says so', () => {
    show(64);
    expect(page.querySelectorAll('.plot-marks polyline')).toHaveLength(0);
    show(64, 60_000);
    expect(numbers()).toEqual(['938', '1,250', '100']);
    const [curve, ...more] = [...page.querySelectorAll('.plot-marks polyline')];
    expect(more).toEqual([]);
    const [, dot] = [...page.querySelectorAll('.plot-marks circle')].map(
      (c) => `${Number(c.getAttribute('cx')).toFixed(1)},${Number(c.getAttribute('cy')).toFixed(1)}`,
    );
    expect(curve.getAttribute('points')?.split(' ')).toContain(dot);
    expect(page.querySelector('[role=img]')!.getAttribute('aria-label')).toContain(
      'batches of 8 make 1,250 updates in an epoch of 10,000',
    );
  });
  it('is not drawn anew for runs that look the same', () => {
    show(64);
    const drawn = vi.mocked(placeDotLabels);
    drawn.mockClear();
    show(64);
    expect(drawn).not.toHaveBeenCalled();
    show(32);
    expect(drawn).toHaveBeenCalled();
    expect(numbers()).toContain('313');
  });
  it('is read by keys, every batch size of its curve and of the runs, from the drafted one on', () => {
    show(64, 50);
    show(64, 1000);
    const slider = page.querySelector<HTMLElement>('[role=slider]')!;
    const told = () => slider.getAttribute('aria-valuetext');
    const press = (key: string) =>
      act(() => slider.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true })));
    expect(slider.closest('[role=img]')).toBeNull();
    expect(told()).toBe('batches of 64 make 16 updates');
    expect(page.querySelector('.plot-step')).toBeNull();
    press('Home');
    expect(told()).toBe('batches of 1 make 1,000 updates');
    expect(page.querySelector('.plot-step')!.textContent).toBe(told());
    for (let i = 0; i < 7; i++) press('ArrowRight');
    expect(slider.getAttribute('aria-valuenow')).toBe('8');
    expect(told()).toBe(
      'batches of 8 make 125 updates; batches of 8 make 1,250 updates in an epoch of 10,000',
    );
    press('End');
    expect(told()).toBe('batches of 1,000 make 1 update');
    const [dot] = [...page.querySelectorAll('.plot-marks circle')];
    press('Home');
    while (slider.getAttribute('aria-valuenow') !== '64') press('ArrowRight');
    const hair = page.querySelector<HTMLElement>('.plot-hair')!;
    expect(parseFloat(hair.style.left)).toBeCloseTo(Number(dot.getAttribute('cx')), 3);
    press('Escape');
    expect(page.querySelector('.plot-step')).toBeNull();
  });
  it('stands with one example', () => {
    show(1, 1);
    expect(numbers()).toContain('1');
  });
});
