import { act } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { packSweep } from '../../../src/experiment/packed/packedSweep.ts';
import { encodeSweepLink } from '../../../src/experiment/sweepUrl.ts';
import { readCompareLink } from '../../../src/state/compareLink.ts';
import { verdict } from '../../../src/sweep/analyse/verdict.ts';
import { CompareActions } from '../../../src/ui/compare/CompareActions.tsx';
import { Sweep } from '../../../src/ui/compare/Sweep.tsx';
import { madeSweep } from '../../experiment/packed/made.ts';
import { compareOn, fakeShelf, fakeWorkers, settle } from '../../state/compareSupport.ts';
import { mount, type Mounted } from './mount.ts';

vi.mock('../../../src/ui/compare/Stage.tsx', () => ({ Stage: () => null }));

const data = madeSweep({
  sizes: [64, 512],
  seeds: 1,
  epochs: 2,
  chance: 1,
  lrRule: 'tuned',
  diverges: 0,
  until: undefined,
});
let mounted: Mounted | undefined;
afterEach(() => mounted?.end());

const button = (name: string): HTMLButtonElement | undefined =>
  [...(mounted?.place.querySelectorAll('button') ?? [])].find((one) => one.textContent === name);

it('a link’s results stand there with their answer, where they are from, and what is not in them', async () => {
  const packed = await packSweep({ ...data, runs: data.runs });
  if ('error' in packed) throw new Error(packed.error);
  const workers = fakeWorkers();
  const link = readCompareLink(encodeSweepLink(data.spec), `#r=${packed.text}`);
  const compare = compareOn(fakeShelf(), workers, { link });
  await vi.waitFor(() => expect(compare.store.getState().screen).toBe('sweep'));
  mounted = mount(compare);
  mounted.render(
    <>
      <CompareActions />
      <Sweep />
    </>,
  );
  const said = (): string => mounted?.place.querySelector('[aria-label="From a link"]')?.textContent ?? '';
  expect(said()).toContain('From a link: recorded elsewhere on 31 January 2030, thinned.');
  expect(said()).toContain('Losses are rounded');
  expect(mounted.place.querySelector('.verdict')?.textContent).toBe(verdict(data));

  const written: string[] = [];
  vi.stubGlobal('navigator', {
    clipboard: { writeText: (text: string) => Promise.resolve(written.push(text)) },
  });
  await act(async () => button('Share')?.click());
  await act(async () => {
    button('Link with results')?.click();
    await settle();
  });
  expect(written).toEqual([expect.stringMatching(new RegExp(`view=compare.*#r=${packed.text}$`)) as string]);

  await act(async () => {
    button('Re-run here')?.click();
    await settle();
  });
  expect(said()).toBe('');
  expect(mounted.place.querySelector('.held')?.textContent).toMatch(/^Making the link’s runs again/);
  expect(workers.running()).toHaveLength(1);
});
