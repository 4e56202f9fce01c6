import { act } from 'react';
import { afterEach, expect, it } from 'vitest';
import { Sweep } from '../../../src/ui/compare/Sweep.tsx';
import { compareOn, fakeShelf, fakeWorkers, settle } from '../../state/compareSupport.ts';
import { mount, type Mounted } from './mount.ts';

let mounted: Mounted;
afterEach(() => mounted.end());

it('offers more seeds where these cannot tell, and runs them', async () => {
  const workers = fakeWorkers();
  const compare = compareOn(fakeShelf(), workers);
  mounted = mount(compare);
  compare.build();
  compare.edit({ batchSizes: '10, 100', seeds: '2' });
  compare.start();
  await settle();
  mounted.render(<Sweep />);
  const button = () =>
    [...mounted.place.querySelectorAll('button')].find((b) => b.textContent.startsWith('Run '));
  await act(() => workers.finish([0.1, 0.8]));
  await act(() => workers.finish([0.1, 0.6]));
  await act(() => workers.finish([0.1, 0.7]));
  // Not while a run is missing.
  expect(button()).toBeUndefined();
  await act(() => workers.finish([0.1, 0.5]));
  expect(mounted.place.textContent).toContain('two seeds, which are too few to tell what is chance');
  expect(button()?.textContent).toContain('Run 1 more seed');
  await act(async () => {
    button()?.click();
    await settle();
  });
  expect(compare.data()?.spec.seeds).toBe(3);
  expect(button()).toBeUndefined();
});
