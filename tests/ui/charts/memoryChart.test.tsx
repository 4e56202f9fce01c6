import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { EngineName } from '../../../src/experiment/config.ts';
import { formatBytes } from '../../../src/experiment/format.ts';
import { predictedMemory } from '../../../src/experiment/memoryPrediction.ts';
import type { MemorySample } from '../../../src/experiment/run.ts';
import { MemoryChart, type MemoryChartProps } from '../../../src/ui/charts/MemoryChart.tsx';
import { configOf } from '../../experiment/support.ts';

let root: Root;
let page: HTMLElement;
beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  page = document.body.appendChild(document.createElement('div'));
  root = createRoot(page);
});
afterEach(() => {
  act(() => root.unmount());
  page.remove();
  vi.unstubAllGlobals();
});

const config = configOf({ model: 'mlp', optimizer: 'adam' });
const updateOf = (engine: EngineName, batchSize = 100) => ({ config, engine, batchSize });
const total = (engine: EngineName, batchSize = 100) => predictedMemory(config, engine, batchSize).total;
const at = { epoch: 1, examples: 100, seconds: 1 };
const samplesOf = (peakBytes: number, atRestBytes: number): MemorySample[] => [
  { ...at, update: 1, atRestBytes, peakBytes: undefined },
  { ...at, update: 9, atRestBytes, peakBytes },
];
const show = (props: MemoryChartProps): void => act(() => root.render(<MemoryChart {...props} />));
const figures = (): string[] =>
  [...page.querySelectorAll('.plot-memory-figures > div')].map((row) => row.textContent);

describe('what is predicted', () => {
  it.each([
    ['cpu', 'predicted, to the byte'],
    ['webgl', 'predicted, within 10%'],
    ['webgpu', 'predicted, within 10%'],
  ] as const)('is what the %s engine is predicted to hold, and how sure that is', (engine, label) => {
    show({ draft: updateOf(engine), run: undefined });
    expect(figures()).toEqual([`${label}${formatBytes(total(engine))}`]);
  });

  it('is told part by part, in figures, of the engine that is shown', () => {
    show({ draft: updateOf('cpu'), run: undefined });
    const { parts } = predictedMemory(config, 'cpu', 100);
    expect([...page.querySelectorAll('li')].map((li) => li.textContent)).toEqual([
      `weights ${formatBytes(parts.weights)}`,
      `gradients ${formatBytes(parts.gradients)}`,
      `optimizer slots ${formatBytes(parts.optimizer)}`,
      `order, losses ${formatBytes(parts.bookkeeping)}`,
      `input batch ${formatBytes(parts.batch)}`,
      `workspace ${formatBytes(parts.workspace)}`,
      `activations ${formatBytes(parts.activations)}`,
    ]);
  });

  it('is told by its help part by part too, with the textbook’s sum', () => {
    show({ draft: updateOf('cpu'), run: undefined });
    act(() => page.querySelector<HTMLElement>('[data-term="predicted"]')!.focus());
    expect(page.querySelector('[role=tooltip]')!.textContent).toMatch(
      /: weights .+, activations .+; the textbook’s sum, without workspace, is 2\.05 MB\.$/,
    );
  });
});

describe('what was measured', () => {
  it('stands beside the prediction, peak and rest in words, and says how far off the prediction was', async () => {
    const run = { ...updateOf('cpu'), samples: samplesOf(total('cpu'), 2_000_000), underWay: true };
    show({ draft: updateOf('cpu'), run });
    expect(figures()).toEqual([
      `predicted, exact${formatBytes(total('cpu'))}`,
      `in-update peak, measured${formatBytes(total('cpu'))}`,
      'at rest, measured2 MB',
    ]);
    await act(async () => void (await import('../../../src/ui/charts/MemorySteps.tsx')));
    expect(page.querySelector('.plot-memory-steps [role=img]')!.getAttribute('aria-label')).toBe(
      `Held by the engine after update 9: ${formatBytes(total('cpu'))} in an update, 2 MB at rest; predicted for one update ${formatBytes(total('cpu'))}`,
    );
    show({
      draft: updateOf('webgl'),
      run: { ...run, engine: 'webgl', samples: samplesOf(total('webgl') / 0.95, 1) },
    });
    expect(figures()[0]).toContain('predicted, 5.0% too low');
  });

  it('is read by keys, update by update', async () => {
    const run = { ...updateOf('cpu'), samples: samplesOf(3_000_000, 2_000_000), underWay: true };
    show({ draft: updateOf('cpu'), run });
    await act(async () => void (await import('../../../src/ui/charts/MemorySteps.tsx')));
    const slider = page.querySelector('[role=slider]')!;
    const told = () => slider.getAttribute('aria-valuetext');
    const press = (key: string) =>
      act(() => slider.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true })));
    expect(slider.closest('[role=img]')).toBeNull();
    expect(told()).toBe('update 9: 3 MB in an update, 2 MB at rest');
    press('ArrowLeft');
    expect(told()).toBe('update 1: 2 MB at rest');
    expect(page.querySelector('.plot-step')!.textContent).toBe(told());
  });

  it('says that what is held at rest is partly unused, where that is more than an update needed', () => {
    const run = { ...updateOf('cpu'), samples: samplesOf(1_900_000, 2_000_000), underWay: true };
    show({ draft: updateOf('cpu'), run });
    expect(figures()[2]).toBe('at rest, unused too2 MB');
  });

  it('of a run under way has its own prediction, whatever the controls say', () => {
    const run = { ...updateOf('cpu', 64), samples: samplesOf(5, 5), underWay: true };
    show({ draft: updateOf('cpu', 512), run });
    expect(page.querySelector('figcaption')!.textContent).toBe('cpu, B = 64');
    expect(figures()[0]).toContain(formatBytes(total('cpu', 64)));
  });

  it.each([
    ['batch size', updateOf('cpu', 512)],
    ['engine', updateOf('webgl', 64)],
  ])('with another %s is named, beside the prediction for what the controls say', (_, draft) => {
    const run = { ...updateOf('cpu', 64), samples: samplesOf(5, 5), underWay: false };
    show({ draft, run });
    expect(figures()[0]).toBe(
      `predicted, ${draft.engine === 'cpu' ? 'to the byte' : 'within 10%'}${formatBytes(total(draft.engine, draft.batchSize))}`,
    );
    expect(page.textContent).toContain('Measured in the run at 64 on cpu.');
    expect(page.querySelector('.plot-memory-steps')).toBeNull();
  });
});
