import { act } from 'react';
import { afterEach, expect, it } from 'vitest';
import { useSweepData } from '../../../src/state/compareHooks.ts';
import { RunsView } from '../../../src/ui/compare/RunsView.tsx';
import { compareOn, fakeShelf, fakeWorkers, settle } from '../../state/compareSupport.ts';
import { run, spec, speed } from '../../sweep/analyse/make.ts';
import { mount, type Mounted } from './mount.ts';

let mounted: Mounted;
afterEach(() => mounted.end());

function Runs() {
  const data = useSweepData();
  return data ? <RunsView data={data} /> : null;
}

it('shows runs that have ended, are under way and are to come, each with its state', async () => {
  const workers = fakeWorkers();
  const compare = compareOn(fakeShelf(), workers);
  mounted = mount(compare);
  compare.build();
  compare.edit({ batchSizes: '10, 100, 500', seeds: '1' });
  compare.start();
  await settle();
  await workers.finish();
  workers.tell({ share: 0.5 });
  compare.pause();
  mounted.render(<Runs />);
  const rows = () => [...mounted.place.querySelectorAll('tbody tr')];
  const states = () => rows().map((row) => row.querySelector('.run-status')?.textContent);
  expect(states()).toEqual(['done', 'paused, 50%', 'queued']);
  expect(rows().map((row) => row.querySelectorAll('button').length)).toEqual([2, 0, 0]);
  await act(() => compare.goOn());
  expect(states()).toEqual(['done', 'running, 50%', 'queued']);
});

it('says what was noted of a run', () => {
  const compare = compareOn(fakeShelf(), fakeWorkers());
  mounted = mount(compare);
  const about = spec();
  const marked = run(about, { batchSize: 8, accuracies: [0.1, 0.5], change: { notes: ['Another update.'] } });
  const data = { id: 'a', spec: about, preset: undefined, createdAt: 0, speeds: [], runs: [marked] };
  mounted.render(<RunsView data={data} />);
  expect(mounted.place.querySelector('.run-remark:not(th)')?.textContent).toBe('Another update.');
});

it('says what a training time is made of, where there is one', () => {
  const compare = compareOn(fakeShelf(), fakeWorkers());
  mounted = mount(compare);
  const about = spec();
  const ended = run(about, { batchSize: 8, accuracies: [0.1, 0.5] });
  const data = { id: 'a', spec: about, preset: undefined, createdAt: 0, speeds: [], runs: [ended] };
  const words = 'updates × the time of an update measured alone';
  mounted.render(<RunsView data={data} />);
  expect(mounted.place.textContent).not.toContain(words);
  mounted.render(<RunsView data={{ ...data, speeds: [speed(8, [2])] }} />);
  expect(mounted.place.textContent).toContain(words);
});
