import { act } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { Stage } from '../../../src/ui/compare/Stage.tsx';
import { compareOn, fakeShelf, fakeWorkers, settle } from '../../state/compareSupport.ts';
import { measured } from '../../sweep/analyse/make.ts';
import { mount, type Mounted } from './mount.ts';

let mounted: Mounted;
afterEach(() => mounted.end());

const place = { update: 0, examples: 0, epoch: 0, seconds: 0 };

it('draws the noise of runs under way', async () => {
  const workers = fakeWorkers();
  const compare = compareOn(fakeShelf(), workers);
  mounted = mount(compare);
  compare.startPreset('noise');
  await settle();
  mounted.render(<Stage />);
  expect(mounted.place.textContent).toContain('Nothing has run yet');
  const look = { ...place, split: 'validation', loss: 1, accuracy: 0.5, count: 100 } as const;
  const sample = { ...place, small: 1, large: 8, population: 6000, ...measured(200, 2) };
  act(() => workers.tell({ share: 0, looks: { evaluations: [look], noise: [sample], gradients: [] } }));
  await vi.waitFor(() => expect(mounted.place.textContent).not.toContain('Nothing has run yet'));
  expect(mounted.place.textContent).toContain('band: 95% interval of the examples drawn');
});
