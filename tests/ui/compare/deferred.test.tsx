import { useEffect } from 'react';
import { createRoot } from 'react-dom/client';
import { flushSync } from 'react-dom';
import { afterEach, expect, it, vi } from 'vitest';
import type { SweepData } from '../../../src/experiment/sweep.ts';
import { CompareContext, useCompareState, useLiveData } from '../../../src/state/compareHooks.ts';
import { DrawnLater, useSize } from '../../../src/ui/charts/useSize.ts';
import { compareOn, fakeShelf, fakeWorkers, settle } from '../../state/compareSupport.ts';

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  document.body.replaceChildren();
});

const PARTS = 40;
const PART_MS = 10;

function busyFor(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

it('a drawing that takes longer than the time between updates is shown, and not begun anew', async () => {
  const workers = fakeWorkers();
  const compare = compareOn(fakeShelf(), workers);
  compare.build();
  compare.edit({ batchSizes: '10', seeds: '1' });
  compare.start();
  await settle();

  const begun = new Set<SweepData>();
  const shown = new Set<SweepData>();
  function Part({ data, first }: { data: SweepData; first: boolean }) {
    if (first) begun.add(data);
    busyFor(PART_MS);
    return null;
  }
  function Revision() {
    return <output>{useCompareState((s) => s.revision)}</output>;
  }
  function Drawing() {
    const data = useLiveData();
    useEffect(() => {
      if (data) shown.add(data);
    }, [data]);
    return data && Array.from({ length: PARTS }, (_, i) => <Part key={i} data={data} first={i === 0} />);
  }
  const root = createRoot(document.body.appendChild(document.createElement('div')));
  root.render(
    <CompareContext value={compare}>
      <Revision />
      <Drawing />
    </CompareContext>,
  );
  let update = 0;
  const telling = setInterval(() => {
    const evaluation = {
      split: 'validation',
      update: ++update,
      epoch: 0,
      examples: update,
      seconds: 0,
    } as const;
    workers.tell({
      share: 0,
      looks: {
        evaluations: [{ ...evaluation, loss: 1, accuracy: 0.5, count: 100 }],
        noise: [],
        gradients: [],
      },
    });
  }, 20);
  try {
    await vi.waitFor(() => expect(shown.size).toBeGreaterThan(3), { timeout: 25_000, interval: 50 });
  } finally {
    clearInterval(telling);
  }
  expect(begun.size - shown.size).toBeLessThanOrEqual(1);
  root.unmount();
  compare.dispose();
});

it('a chart that is drawn later has no size in the task that puts it on the page', async () => {
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(300);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(200);
  const laidOut: (() => void)[] = [];
  vi.stubGlobal(
    'ResizeObserver',
    class {
      constructor(readonly act: () => void) {}
      observe = () => laidOut.push(this.act);
      disconnect = () => undefined;
    },
  );
  function Chart() {
    const [box, { width }] = useSize<HTMLDivElement>();
    return <div ref={box}>{width} </div>;
  }
  const place = document.body.appendChild(document.createElement('div'));
  const root = createRoot(place);
  const two = (
    <>
      <Chart />
      <DrawnLater value={true}>
        <Chart />
      </DrawnLater>
    </>
  );
  flushSync(() => root.render(two));
  expect(place.textContent).toBe('300 0 ');
  for (const act of laidOut) act();
  await vi.waitFor(() => expect(place.textContent).toBe('300 300 '));
  flushSync(() => root.unmount());
});

it('a chart has its size in the task that puts it on the page', () => {
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(300);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(200);
  function Chart() {
    const [box, { width }] = useSize<HTMLDivElement>();
    return <div ref={box}>{width}</div>;
  }
  const place = document.body.appendChild(document.createElement('div'));
  const root = createRoot(place);
  flushSync(() => root.render(<Chart />));
  expect(place.textContent).toBe('300');
  flushSync(() => root.unmount());
});
