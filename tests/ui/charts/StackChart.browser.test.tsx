import { createRoot, type Root } from 'react-dom/client';
import { page } from 'vitest/browser';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import '../../../src/ui/theme.css';
import { formatBytes } from '../../../src/experiment/format.ts';
import { predictedMemory } from '../../../src/experiment/memoryPrediction.ts';
import { StackChart } from '../../../src/ui/charts/memory/StackChart.tsx';
import { sampleSizes } from '../../../src/ui/charts/memory/stackShape.ts';
import { configOf } from '../../experiment/support.ts';

const config = configOf({ optimizer: 'adam' });
const sampleAt = (batchSize: number) => ({
  batchSize,
  memory: predictedMemory(config, 'cpu', batchSize),
  layers: [],
});

let root: Root;
let host: HTMLElement;

beforeEach(async () => {
  await page.viewport(800, 600);
  host = document.body.appendChild(document.createElement('div'));
  host.style.cssText = 'display:flex;flex-direction:column;width:600px;height:300px;margin:0';
  root = createRoot(host);
});
afterEach(() => {
  root.unmount();
  host.remove();
});

async function show(batchSize: number, logBatch = false, limitBytes?: number): Promise<void> {
  root.render(
    <StackChart
      samples={sampleSizes(10_000, logBatch).map(sampleAt)}
      {...{ sampleAt, batchSize, logBatch, limitBytes }}
      batchColour="#aa0077"
      logBytes={false}
      fits={undefined}
      onBatchSize={() => undefined}
      onLimit={() => undefined}
    />,
  );
  await vi.waitFor(() =>
    expect([...host.querySelectorAll('[role=slider]')].at(-1)?.getAttribute('aria-valuenow')).toBe(
      String(batchSize),
    ),
  );
}

const area = () => host.querySelector<HTMLElement>('.cmp-area')!;
const readout = () => host.querySelector('.cmp-readout');

function point(type: 'pointermove' | 'pointerdown', pointerType: string, x: number, y = 150): void {
  const { left, top } = area().getBoundingClientRect();
  const at = { clientX: left + x, clientY: top + y };
  area().dispatchEvent(new PointerEvent(type, { bubbles: true, pointerType, ...at }));
}

it.each([
  ['a mouse over it', 'pointermove', 'mouse'],
  ['a touch', 'pointerdown', 'touch'],
] as const)('%s reads every part at the batch size there', async (_name, type, pointerType) => {
  await show(100);
  expect(readout()).toBeNull();
  point(type, pointerType, 400);
  await vi.waitFor(() => expect(readout()).not.toBeNull());
  const title = readout()!.querySelector('p')!.textContent;
  const batchSize = Number(title.replace(/[^\d]/g, ''));
  expect(batchSize).toBeGreaterThan(5000);
  expect(batchSize).toBeLessThan(8000);
  const { parts, total } = predictedMemory(config, 'cpu', batchSize);
  const rows = [...readout()!.querySelectorAll('tr')].map((row) =>
    [...row.children].map((cell) => cell.textContent).join(' '),
  );
  expect(rows).toEqual([
    `together ${formatBytes(total)}`,
    `activations ${formatBytes(parts.activations)}`,
    `workspace ${formatBytes(parts.workspace)}`,
    `input batch ${formatBytes(parts.batch)}`,
    `order, losses ${formatBytes(parts.bookkeeping)}`,
    `optimizer slots ${formatBytes(parts.optimizer)}`,
    `gradients ${formatBytes(parts.gradients)}`,
    `weights ${formatBytes(parts.weights)}`,
  ]);
  point(type, pointerType, 400, 299);
  await vi.waitFor(() => expect(readout()).toBeNull());
});

it('the slider says what an update holds at the cursor', async () => {
  await show(1000);
  const { parts, total } = predictedMemory(config, 'cpu', 1000);
  const said = host.querySelector('[role=slider]')!.getAttribute('aria-valuetext');
  expect(said).toContain(
    `batch size 1,000, ${formatBytes(total)}: activations ${formatBytes(parts.activations)}`,
  );
  expect(said).toContain(`weights ${formatBytes(parts.weights)}`);
});

it('no name of an area lies on the cursor', async () => {
  for (const batchSize of [5000, 9000, 9990]) {
    await show(batchSize);
    const cursor = host.querySelector('.stack-cursor')!;
    await vi.waitFor(() => expect(host.querySelectorAll('.stack-names text').length).toBeGreaterThan(0));
    const { left } = cursor.getBoundingClientRect();
    for (const name of host.querySelectorAll('.stack-names text')) {
      const box = name.getBoundingClientRect();
      expect(left < box.left || left > box.right, `${name.textContent} at ${batchSize}`).toBe(true);
    }
  }
});

it.each([
  [100, undefined, ['workspace', 'activations', 'input batch']],
  [9990, undefined, ['workspace', 'activations', 'input batch']],
  [3000, undefined, ['input batch']],
  // What lies above the limit is cut off: names stand where their areas still are.
  [100, 3e6, ['workspace', 'activations', 'input batch', 'optimizer slots']],
] as const)(
  'on a phone, cursor at %d, limit %s, %j are named, none over another',
  async (batchSize, limit, parts) => {
    host.style.width = '320px';
    await show(batchSize, true, limit);
    const names = () => [...host.querySelectorAll('.stack-names text')];
    await vi.waitFor(() => {
      const said = names().map((name) => name.textContent);
      for (const part of parts) expect(said.join()).toContain(part);
    });
    const boxes = names().map((name) => name.getBoundingClientRect());
    boxes.forEach((a, i) =>
      boxes.slice(i + 1).forEach((b) => {
        const beside = a.right <= b.left || b.right <= a.left;
        expect(beside || a.bottom - 2 <= b.top + 2 || b.bottom - 2 <= a.top + 2).toBe(true);
      }),
    );
  },
);
