import { act } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createRunRecord } from '../../../src/state/record.ts';
import { Questions } from '../../../src/ui/compare/Questions.tsx';
import { base, compareOn, fakeShelf, fakeWorkers } from '../../state/compareSupport.ts';
import { mount, type Mounted } from './mount.ts';

let page: Mounted;
const started = vi.fn();

beforeEach(() => {
  vi.useFakeTimers();
  started.mockClear();
  const workers = fakeWorkers();
  const startWorker = () => {
    started();
    return workers.start();
  };
  page = mount(compareOn(fakeShelf(), workers, { startWorker }));
});
afterEach(() => {
  page.end();
  vi.useRealTimers();
});

const foot = () => page.place.querySelector('.question-foot')?.lastElementChild?.textContent;
const later = () => act(() => vi.advanceTimersByTimeAsync(1000));
const train = (status: 'running' | 'paused') =>
  act(() =>
    page.explorer.store.setState({ runs: [{ ...createRunRecord('a', base(), 0), status }], activeId: 'a' }),
  );

it('starts no worker and times nothing beside a run of the Train page, and makes up for it after', async () => {
  train('running');
  page.render(<Questions />);
  await later();
  expect(started).not.toHaveBeenCalled();
  expect(foot()).toBe('not timed yet');
  train('paused');
  await later();
  expect(started).toHaveBeenCalled();
  expect(foot()).toMatch(/about|up to/);
});
