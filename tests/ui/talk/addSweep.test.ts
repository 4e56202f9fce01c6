import { expect, it } from 'vitest';
import { unpackSweep } from '../../../src/experiment/packed/packedSweep.ts';
import { createTalks, type Keep } from '../../../src/state/talk.ts';
import { verdict } from '../../../src/sweep/analyse/verdict.ts';
import { addSweep } from '../../../src/ui/talk/addSweep.ts';
import { defaultTalk } from '../../../src/ui/talk/defaultTalk.ts';
import { madeSweep } from '../../experiment/packed/made.ts';

const made = madeSweep({
  sizes: [64, 512],
  seeds: 1,
  epochs: 2,
  chance: 1,
  lrRule: 'fixed',
  diverges: 0,
  until: undefined,
});

function memory(): Keep {
  const held = new Map<string, string>();
  return {
    getItem: (key) => held.get(key) ?? null,
    setItem: (key, value) => void held.set(key, value),
  };
}

it('puts a sweep with its results and its axis behind the talk that is kept', async () => {
  const storage = memory();
  const { length } = defaultTalk().scenes;
  expect(await addSweep(made, 'updates', storage)).toEqual({ at: length });
  expect(await addSweep(made, 'epochs', storage)).toEqual({ at: length + 1 });
  const { talk } = createTalks({ storage, first: defaultTalk() }).store.getState();
  expect(talk.scenes.slice(0, length)).toEqual(defaultTalk().scenes);
  const [scene, usual] = talk.scenes.slice(length);
  if (scene.show.kind !== 'results' || usual.show.kind !== 'results') throw new Error('no results');
  expect(scene.show.axis).toBe('updates');
  expect(usual.show.axis).toBeUndefined();
  const found = await unpackSweep(scene.show.packed);
  expect('data' in found && verdict(found.data)).toBe(verdict(made));
});

it('says why there is no scene', async () => {
  expect(await addSweep({ ...made, runs: [], speeds: [] }, 'epochs', memory())).toEqual({
    error: 'There are no results yet.',
  });
  expect(await addSweep(made, 'epochs', undefined)).toEqual({
    error: expect.stringContaining('keeps nothing') as string,
  });
});
