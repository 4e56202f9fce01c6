import { expect, it } from 'vitest';
import { entryOf, linkedTalk } from '../../../src/faces/lecture/linked.ts';

it('a talk of a link is shown again after a reload, when the address names a scene', () => {
  expect(linkedTalk('#t=abc', null)).toBe('#t=abc');
  expect(linkedTalk('#4', structuredClone(entryOf('#t=abc')))).toBe('#t=abc');
  expect(linkedTalk('#t=new', entryOf('#t=abc'))).toBe('#t=new');
});

it.each([null, undefined, 3, 'talk', {}, { talk: 3 }])(
  'is the reader’s own where the history holds %j',
  (state) => expect(linkedTalk('#4', state)).toBe(''),
);
