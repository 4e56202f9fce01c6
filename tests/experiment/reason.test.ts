import { expect, it } from 'vitest';
import { reasonOf, sentenceOf } from '../../src/experiment/reason.ts';

it.each([
  [new Error('It broke.'), 'It broke', 'It broke.'],
  ['It broke', 'It broke', 'It broke.'],
  [new Error('Is it offline?'), 'Is it offline?', 'Is it offline?'],
  [new Error(' '), 'no reason was given', 'no reason was given.'],
  [undefined, 'undefined', 'undefined.'],
])('%s is part of a sentence, or one, with no stop too many', (reason, part, sentence) => {
  expect(reasonOf(reason)).toBe(part);
  expect(sentenceOf(reason)).toBe(sentence);
});
