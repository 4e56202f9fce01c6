import { describe, expect, it } from 'vitest';
import { packTalk } from '../../src/experiment/packed/packedTalk.ts';
import { MOST, writeTalk } from '../../src/experiment/talkFile.ts';
import { createTalks, type Keep } from '../../src/state/talk.ts';
import { TALK, talkWith } from '../experiment/talkSupport.ts';

const FIRST = talkWith(2);

function memory(held = new Map<string, string>()): { storage: Keep; held: Map<string, string> } {
  return {
    held,
    storage: {
      getItem: (key) => held.get(key) ?? null,
      setItem: (key, value) => void held.set(key, value),
    },
  };
}
const throwing = (error: Error): Keep => {
  const refuse = (): never => {
    throw error;
  };
  return { getItem: () => null, setItem: refuse };
};

it('begins with the talk that comes with Batchscope, and keeps nothing before it is changed', () => {
  const { storage, held } = memory();
  expect(createTalks({ storage, first: FIRST }).store.getState()).toEqual({
    talk: FIRST,
    notKept: undefined,
    linked: false,
  });
  expect(held.size).toBe(0);
});

it('keeps a talk for the next visit', () => {
  const { storage } = memory();
  createTalks({ storage, first: FIRST }).keep(TALK);
  expect(createTalks({ storage, first: FIRST }).store.getState().talk).toEqual(TALK);
});

it('shows a talk of a link without keeping it; of a broken one it says why and shows what it had', async () => {
  const { storage, held } = memory();
  const talks = createTalks({ storage, first: FIRST });
  const packed = await packTalk(TALK);
  if ('error' in packed) throw new Error(packed.error);
  expect(await talks.open('#3')).toBeUndefined();
  expect(await talks.open(`#t=${packed.text.slice(0, 90)}`)).toContain('not whole');
  expect(talks.store.getState().talk).toEqual(FIRST);
  expect(await talks.open(`#t=${packed.text}`)).toBeUndefined();
  expect(talks.store.getState()).toMatchObject({ talk: TALK, linked: true });
  expect(held.size).toBe(0);
  talks.keep(TALK);
  expect(talks.store.getState().linked).toBe(false);
});

it('shows what another page keeps, so that a later change does not undo it', async () => {
  const { storage, held } = memory();
  const talks = createTalks({ storage, first: FIRST });
  createTalks({ storage, first: FIRST }).add(TALK.scenes[5]);
  talks.refresh();
  expect(talks.store.getState().talk.scenes).toHaveLength(3);
  held.clear();
  talks.refresh();
  expect(talks.store.getState().talk.scenes, 'what is shown outlives the storage').toHaveLength(3);
  const packed = await packTalk(TALK);
  if ('error' in packed) throw new Error(packed.error);
  await talks.open(`#t=${packed.text}`);
  createTalks({ storage, first: FIRST }).keep(FIRST);
  talks.refresh();
  expect(talks.store.getState().talk, 'of a link').toEqual(TALK);
});

it('adds a scene at the end, up to the most', () => {
  const { storage } = memory();
  const talks = createTalks({ storage, first: talkWith(MOST.scenes - 1) });
  expect(talks.add(TALK.scenes[0])).toEqual({ at: MOST.scenes - 1 });
  expect(talks.store.getState().talk.scenes.at(-1)).toEqual(TALK.scenes[0]);
  expect(talks.add(TALK.scenes[0])).toEqual({ error: 'A talk has at most 100 scenes.' });
  expect(talks.store.getState().talk.scenes).toHaveLength(MOST.scenes);
});

describe('where storage fails', () => {
  it('works without any, and says so', () => {
    const talks = createTalks({ storage: undefined, first: FIRST });
    expect(talks.store.getState().notKept).toContain('keeps nothing');
    talks.keep(TALK);
    expect(talks.store.getState()).toEqual({
      talk: TALK,
      notKept: expect.stringContaining('export') as string,
      linked: false,
    });
    talks.refresh();
    expect(talks.store.getState().talk).toEqual(TALK);
  });

  it('says that it is full, and that it is refused', () => {
    const full = new DOMException('full', 'QuotaExceededError');
    for (const [error, why] of [
      [full, 'no room'],
      [new Error('refused'), 'keeps nothing'],
    ] as const) {
      const talks = createTalks({ storage: throwing(error), first: FIRST });
      talks.keep(TALK);
      expect(talks.store.getState().talk).toEqual(TALK);
      expect(talks.store.getState().notKept).toContain(why);
    }
  });

  it('leaves a talk that it cannot read where it is, until another is kept', () => {
    const { storage, held } = memory();
    createTalks({ storage, first: FIRST }).keep(TALK);
    const [key] = [...held.keys()];
    const half = writeTalk(TALK).slice(0, 100);
    held.set(key, half);
    const talks = createTalks({ storage, first: FIRST });
    expect(talks.store.getState().talk).toEqual(FIRST);
    expect(talks.store.getState().notKept).toContain('cannot be read');
    expect(held.get(key)).toBe(half);
    expect(talks.add(TALK.scenes[0])).toEqual({ error: expect.stringContaining('cannot be read') as string });
    expect(held.get(key)).toBe(half);
    talks.keep(FIRST);
    expect(held.get(key)).toBe(writeTalk(FIRST));
    expect(talks.store.getState().notKept).toBeUndefined();
  });
});
