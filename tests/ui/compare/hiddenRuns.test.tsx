import { act } from 'react';
import { afterEach, expect, it } from 'vitest';
import { Sweep } from '../../../src/ui/compare/Sweep.tsx';
import { compareOn, fakeShelf, fakeWorkers, settle } from '../../state/compareSupport.ts';
import { mount, type Mounted } from './mount.ts';

let mounted: Mounted;
afterEach(() => mounted.end());

it('says that hidden runs count in no sentence, as long as some are hidden', async () => {
  const workers = fakeWorkers();
  const compare = compareOn(fakeShelf(), workers);
  mounted = mount(compare);
  compare.build();
  compare.edit({ batchSizes: '10, 100', seeds: '1' });
  compare.start();
  await settle();
  await workers.finish();
  mounted.render(<Sweep />);
  const words = '1 run hidden in the table of runs: no sentence, fit or chart counts it.';
  expect(mounted.place.textContent).not.toContain(words);
  const id = compare.data()?.runs[0].trial.id ?? '';
  act(() => compare.toggleRun(id));
  expect(mounted.place.textContent).toContain(words);
  act(() => compare.toggleRun(id));
  expect(mounted.place.textContent).not.toContain(words);
});
