import { beforeEach, expect, it } from 'vitest';
import { createProgress, START } from '../../../src/faces/learn/progress.ts';

const KEY = 'batchscope-learn';
let kept: Map<string, string>;
let full: boolean;

const storage = () =>
  ({
    getItem: (key) => kept.get(key) ?? null,
    setItem(key, value) {
      if (full) throw new DOMException('full', 'QuotaExceededError');
      kept.set(key, value);
    },
    removeItem: (key) => void kept.delete(key),
  }) as Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> as Storage;

beforeEach(() => {
  kept = new Map();
  full = false;
});

it('keeps guesses and answers for the next visit, and forgets them when it is told to', () => {
  const store = createProgress(storage);
  expect(store.getState()).toEqual({ ...START, guesses: {}, checks: {}, kept: true });
  expect(kept.size).toBe(0);
  store.setState({ guesses: { race: '8' }, examples: 500 });
  store.setState({ checks: { double: 'same' } });
  const next = createProgress(storage).getState();
  expect([next.guesses, next.checks, next.examples]).toEqual([
    { race: '8' },
    { double: 'same' },
    START.examples,
  ]);
  store.setState({ guesses: {}, checks: {} });
  expect(kept.size).toBe(0);
});

it('works without storage, and says so', () => {
  const store = createProgress(() => {
    throw new DOMException('denied', 'SecurityError');
  });
  expect(store.getState().kept).toBe(false);
  store.setState({ guesses: { race: '8' } });
  expect(store.getState().guesses).toEqual({ race: '8' });
});

it('says so where storage turns out to be full', () => {
  const store = createProgress(storage);
  full = true;
  store.setState({ guesses: { race: '8' } });
  expect([store.getState().kept, store.getState().guesses]).toEqual([false, { race: '8' }]);
});

it.each(['{', '[]', 'null', '{"guesses":3,"checks":{"a":{}}}', '{"guesses":{"race":7},"checks":{}}'])(
  'begins afresh where what is kept is %s',
  (text) => {
    kept.set(KEY, text);
    const { guesses, checks, kept: works } = createProgress(storage).getState();
    expect([guesses, checks, works]).toEqual([{}, {}, true]);
  },
);

it('keeps no more of a hostile store than a page could have written', () => {
  const many = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`k${i}`, 'x'.repeat(1000)]));
  kept.set(KEY, JSON.stringify({ guesses: many, checks: {} }));
  const { guesses } = createProgress(storage).getState();
  expect(Object.keys(guesses)).toHaveLength(100);
  expect(Object.values(guesses).every((text) => text.length <= 40)).toBe(true);
});
