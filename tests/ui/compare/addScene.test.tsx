import { act } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { packSweep } from '../../../src/experiment/packed/packedSweep.ts';
import { encodeSweepLink } from '../../../src/experiment/sweepUrl.ts';
import { readCompareLink } from '../../../src/state/compareLink.ts';
import { createTalks, pageStorage } from '../../../src/state/talk.ts';
import { CompareActions } from '../../../src/ui/compare/CompareActions.tsx';
import { defaultTalk } from '../../../src/ui/talk/defaultTalk.ts';
import { madeSweep } from '../../experiment/packed/made.ts';
import { compareOn, fakeShelf, fakeWorkers, settle } from '../../state/compareSupport.ts';
import { mount, type Mounted } from './mount.ts';

const data = madeSweep({
  sizes: [64, 512],
  seeds: 1,
  epochs: 2,
  chance: 1,
  lrRule: 'fixed',
  diverges: 0,
  until: undefined,
});
let mounted: Mounted | undefined;
beforeEach(() => localStorage.clear());
afterEach(() => mounted?.end());

const button = (name: string): HTMLButtonElement | undefined =>
  [...(mounted?.place.querySelectorAll('button') ?? [])].find((one) => one.textContent === name);
const ADD = 'Add as a scene of your talk';

it('Share adds the sweep on the page to the talk, and links to its scene', async () => {
  const packed = await packSweep(data);
  if ('error' in packed) throw new Error(packed.error);
  const link = readCompareLink(encodeSweepLink(data.spec), `#r=${packed.text}`);
  const compare = compareOn(fakeShelf(), fakeWorkers(), { link });
  await vi.waitFor(() => expect(compare.store.getState().screen).toBe('sweep'));
  act(() => compare.select({ axis: 'seconds' }));
  mounted = mount(compare);
  mounted.render(<CompareActions />);
  await act(async () => button('Share')?.click());
  const first = defaultTalk();
  const place = first.scenes.length + 1;
  const opens = (): string | null | undefined => mounted?.place.querySelector('a')?.getAttribute('href');
  await act(async () => {
    button(ADD)?.click();
    await vi.waitFor(() => {
      if (!createTalks({ storage: pageStorage(), first }).store.getState().talk.scenes[place - 1])
        throw new Error('not yet');
    }, 5000);
    await settle();
  });
  expect(opens()).toBe(`lecture.html#${place}`);
  const { talk } = createTalks({ storage: pageStorage(), first }).store.getState();
  expect(talk.scenes).toHaveLength(place);
  expect(talk.scenes.at(-1)?.show).toMatchObject({ kind: 'results', axis: 'seconds' });
});

it('there is nothing to add before a sweep is on the page', async () => {
  const compare = compareOn(fakeShelf(), fakeWorkers());
  mounted = mount(compare);
  mounted.render(<CompareActions />);
  await act(async () => button('Share')?.click());
  expect(button(ADD)?.disabled).toBe(true);
});
