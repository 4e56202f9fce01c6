import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Compare } from '../../../src/state/compareTypes.ts';
import { CompareContext } from '../../../src/state/compareHooks.ts';
import type { Progress } from '../../../src/state/compareStore.ts';
import { SweepProgress } from '../../../src/ui/compare/SweepProgress.tsx';
import { compareOn, fakeShelf, fakeWorkers } from '../../state/compareSupport.ts';
import { spec } from '../../sweep/analyse/make.ts';

const data = { id: 'a', spec: spec(), preset: undefined, createdAt: 0, speeds: [], runs: [] };
const progress = (change: Partial<Progress>): Progress => ({
  status: 'running',
  done: 0,
  total: 40,
  secondsLeft: 20,
  active: [{ id: 'b8', label: 'B = 8, seed 1', share: 0.5, secondsLeft: 9 }],
  error: undefined,
  ...change,
});

let compare: Compare;
let root: Root;
let place: HTMLElement;
beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  place = document.body.appendChild(document.createElement('div'));
  root = createRoot(place);
  compare = compareOn(fakeShelf(), fakeWorkers());
});
afterEach(() => {
  act(() => root.unmount());
  place.remove();
  compare.dispose();
  vi.unstubAllGlobals();
});

function show(change: Partial<Progress>): void {
  act(() => {
    compare.store.setState({ progress: progress(change) });
    root.render(
      <CompareContext value={compare}>
        <SweepProgress data={data} />
      </CompareContext>,
    );
  });
}
const said = () => place.querySelector('[role="status"]')?.textContent ?? '';
const buttons = () => [...place.querySelectorAll('button')].map((one) => one.textContent);

it('tells screen readers the quarters, not every change', () => {
  const heard = new Set<string>();
  for (let done = 0; done < 40; done++) {
    show({ done, secondsLeft: 40 - done });
    heard.add(said());
  }
  expect([...heard]).toEqual(['The comparison has begun.', '25% done.', '50% done.', '75% done.']);
  show({ status: 'paused', done: 10 });
  expect(said()).toBe('Paused.');
});

it('says how far it is and how long it takes, in all and for each run', () => {
  show({ done: 10 });
  expect(place.textContent).toContain('10 of 40');
  expect(place.textContent).toContain('about 20 s left');
  expect(place.querySelector('.active')?.textContent).toContain('about 9 s left');
  expect(place.querySelector('progress')?.value).toBeCloseTo(10.5 / 40);
  show({ active: [{ id: 'b8', label: 'B = 8, seed 1', share: 0.9, secondsLeft: 1.5 }] });
  expect(place.querySelector('.active')?.textContent).toContain('a few seconds left');
  show({ active: [] });
  expect(place.textContent).toContain('getting the data ready');
});

it('has the buttons that make sense', () => {
  show({});
  expect(buttons()).toEqual(['Pause', 'Cancel']);
  show({ status: 'paused' });
  expect(buttons()).toEqual(['Resume', 'Cancel']);
  const error = { code: 'offline' as const, message: 'There is no connection.', advice: 'Try later.' };
  show({ status: 'failed', error });
  expect(buttons()).toEqual(['Try again', 'Cancel']);
  expect(place.querySelector('[role="alert"]')?.textContent).toContain('There is no connection.');
});

it('offers to go on with a sweep that was interrupted', () => {
  show({});
  act(() => compare.store.setState({ progress: undefined }));
  expect(buttons()).toEqual(['Go on', 'Discard']);
  expect(place.textContent).toContain('0 of 2 runs are done');
});
