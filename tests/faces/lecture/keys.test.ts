import { expect, it } from 'vitest';
import { KEYS, readKey } from '../../../src/faces/lecture/keys.ts';

const press = (key: string, more = {}) => ({
  ...{ key, ctrlKey: false, metaKey: false, altKey: false, repeat: false },
  ...more,
});

it.each([
  ['ArrowRight', 'next'],
  ['PageDown', 'next'],
  ['ArrowLeft', 'back'],
  ['PageUp', 'back'],
  [' ', 'play'],
  ['r', 'reset'],
  ['R', 'reset'],
  ['b', 'blank'],
  ['f', 'full'],
  ['l', 'here'],
  ['?', 'help'],
  ['Escape', 'close'],
])('%j means %s', (key, act) => expect(readKey(press(key), 'page')).toBe(act));

it('a digit means that scene', () => {
  for (let n = 1; n <= 9; n++) expect(readKey(press(String(n)), 'page')).toBe(n);
  expect(readKey(press('0'), 'page')).toBeUndefined();
});

it('no key means two things', () => {
  const all = KEYS.flatMap(({ keys }) => keys);
  expect(new Set(all).size).toBe(all.length);
});

it('leaves to the browser, to a field and to a button what is theirs', () => {
  for (const more of [{ ctrlKey: true }, { metaKey: true }, { altKey: true }])
    expect(readKey(press('r', more), 'page')).toBeUndefined();
  for (const key of ['r', ' ', '3', 'ArrowRight', 'b']) expect(readKey(press(key), 'text')).toBeUndefined();
  expect(readKey(press('Escape'), 'text')).toBe('close');
  expect(readKey(press(' '), 'button')).toBeUndefined();
  expect(readKey(press('ArrowRight'), 'button')).toBe('next');
  expect(readKey(press('ArrowRight'), 'choice')).toBeUndefined();
  expect(readKey(press('b'), 'choice')).toBe('blank');
});

it('leaves a panel its scrolling, and starts nothing under it', () => {
  for (const key of [' ', 'PageDown', 'PageUp', 'Home', 'End', 'ArrowRight', 'l', 'r', '3'])
    expect(readKey(press(key), 'panel'), key).toBeUndefined();
  expect(['Escape', '?', 'e', 'b', 'f'].map((key) => readKey(press(key), 'panel'))).toEqual([
    'close',
    'help',
    'edit',
    'blank',
    'full',
  ]);
});

it('a key that is held down goes through scenes and speeds, and does nothing by turns', () => {
  const held = (key: string) => readKey(press(key, { repeat: true }), 'page');
  expect(['ArrowRight', 'ArrowLeft', '+', '-'].map(held)).toEqual(['next', 'back', 'faster', 'slower']);
  for (const key of [' ', 'l', 'b', 'n', 'e', 'f', '?']) expect(held(key), key).toBeUndefined();
});
