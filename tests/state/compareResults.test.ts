import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { packSweep } from '../../src/experiment/packed/packedSweep.ts';
import { encodeSweepLink } from '../../src/experiment/sweepUrl.ts';
import type { Compare } from '../../src/state/compareTypes.ts';
import { readCompareLink } from '../../src/state/compareLink.ts';
import { heldSentence } from '../../src/sweep/analyse/held.ts';
import { verdict } from '../../src/sweep/analyse/verdict.ts';
import { madeSweep, type Making } from '../experiment/packed/made.ts';
import {
  compareOn,
  fakeShelf,
  fakeWorkers,
  settle,
  type FakeShelf,
  type FakeWorkers,
} from './compareSupport.ts';

const MAKING: Making = {
  sizes: [64, 512],
  seeds: 1,
  epochs: 2,
  chance: 1,
  lrRule: 'fixed',
  diverges: 0,
  until: undefined,
};
const data = madeSweep(MAKING);
const query = encodeSweepLink(data.spec);

let shelf: FakeShelf;
let workers: FakeWorkers;
let compare: Compare;
const open: Compare[] = [];
const page = (search: string, hash: string): Compare => {
  const made = compareOn(shelf, workers, { link: readCompareLink(search, hash) });
  open.push(made);
  return made;
};
async function packed(): Promise<string> {
  const made = await packSweep(data);
  if ('error' in made) throw new Error(made.error);
  return made.text;
}
const state = () => compare.store.getState();

beforeEach(() => {
  shelf = fakeShelf();
  workers = fakeWorkers();
});
afterEach(() => {
  for (const one of open.splice(0)) one.dispose();
});

it('a link with results shows them at once, trains nothing and keeps nothing', async () => {
  const own = { ...data, id: 'mine', runs: [] };
  shelf.sweeps.set('mine', own);
  const text = await packed();
  compare = page(query, `#r=${text}`);
  await vi.waitFor(() => expect(state().screen).toBe('sweep'));
  await settle();
  expect(verdict(compare.data() ?? data)).toBe(verdict(data));
  expect(state().linked?.notes.join(' ')).toContain('Losses are rounded');
  expect(compare.fragment()).toBe(`#r=${text}`);
  expect(compare.query()).toBe(query);
  expect(await compare.resultsLink()).toBe(`${query}#r=${text}`);
  await compare.goOn();
  await compare.retry();
  await settle();
  expect(workers.begun).toEqual([]);
  expect(shelf.log).toEqual([]);
  expect([...shelf.sweeps.values()]).toEqual([own]);
  compare.questions();
  expect(state().linked).toBeUndefined();
  expect(compare.fragment()).toBe('');
});

it('making its runs again is a sweep of its own, which is kept, and says whether they hold', async () => {
  compare = page(query, `#r=${await packed()}`);
  await vi.waitFor(() => expect(state().screen).toBe('sweep'));
  const linked = compare.data();
  compare.rerun();
  await settle();
  expect(state().linked).toBeUndefined();
  expect(compare.fragment()).toBe('');
  expect(compare.reference()).toBe(linked);
  await workers.finish();
  await workers.finish();
  expect(shelf.log).toEqual(['create sweep-2', 'run digits.mlp/b64/s1', 'run digits.mlp/b512/s1']);
  const here = compare.data();
  expect(linked && here && heldSentence(linked, here, true)).toMatch(
    /^2 of 2 runs do not hold: B = 64, seed 1 /,
  );
  compare.questions();
  compare.build();
  compare.start();
  await settle();
  expect(compare.reference()).toBeUndefined();
});

it('a broken one says what is wrong and leaves what is there', async () => {
  compare = page(query, '#r=AQ_brokn');
  await vi.waitFor(() => expect(state().screen).toBe('builder'));
  await settle();
  expect(state().notice).toEqual({
    kind: 'bad',
    text: 'The results in the link cannot be read: it is damaged or not whole.',
  });
  expect(state().draft.batchSizes).toBe('64, 512');
  await compare.openFragment(`#r=${await packed()}`);
  expect(state()).toMatchObject({ screen: 'sweep', notice: undefined });
  const shown = compare.data();
  await compare.openFragment('#r=');
  expect(state().notice?.text).toContain('there are none');
  expect(compare.data()).toBe(shown);
});

it('is not opened over a sweep under way', async () => {
  compare = page('', '');
  compare.build();
  compare.edit({ batchSizes: '10', seeds: '1' });
  compare.start();
  await vi.waitFor(() => expect(state().progress?.status).toBe('running'));
  const shown = state().sweepId;
  await compare.openFragment(`#r=${await packed()}`);
  expect(state().sweepId).toBe(shown);
  expect(state().notice?.text).toMatch(/^Pause or cancel/);
});

it('no link is made of too much, and why is said', async () => {
  const sizes = Array.from({ length: 32 }, (_, i) => 4 * i + 4);
  const large = madeSweep({ ...MAKING, sizes, seeds: 10, epochs: 1 });
  shelf.sweeps.set('large', { ...large, id: 'large' });
  compare = page('', '');
  await compare.open('large');
  expect(await compare.resultsLink()).toBeUndefined();
  expect(state().notice?.text).toMatch(/^The results of 320 runs are too many for a link/);
});
