import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST, readTalk, TALK_LIMIT, writeTalk } from '../../src/experiment/talkFile.ts';
import { talkWith, TALK } from './talkSupport.ts';

const refused = (text: string): string => {
  const found = readTalk(text);
  return 'error' in found ? found.error : '';
};
const changed = (change: Record<string, unknown>): string => JSON.stringify({ ...TALK, ...change });
const scene = (change: Record<string, unknown>): string =>
  changed({ scenes: [{ ...TALK.scenes[0], ...change }] });

it('is read as it was written', () => {
  expect(readTalk(writeTalk(TALK))).toEqual({ talk: TALK });
});

describe('what is refused, with the place and the value', () => {
  it.each<[string, string, string]>([
    ['nothing', '', 'not all of it is there'],
    ['half of a file', writeTalk(TALK).slice(0, 200), 'not all of it is there'],
    ['another format', changed({ format: 'batchscope-sweep' }), '“batchscope-sweep”'],
    ['a future version', changed({ version: 2 }), 'version should be 1, the newest'],
    ['no version', changed({ version: 0 }), 'version should be 1'],
    ['a list', '[]', 'an object'],
    ['no scenes', changed({ scenes: [] }), 'at least one scene'],
    ['scenes that are text', changed({ scenes: 'three' }), 'scenes should be a list'],
    ['too many scenes', changed({ scenes: Array(MOST.scenes + 1).fill(TALK.scenes[0]) }), 'at most 100'],
    ['a scene that is null', changed({ scenes: [null] }), 'scenes[0]'],
    ['a title that is a number', scene({ title: 3 }), 'scenes[0].title should be text'],
    ['a long title', scene({ title: 'x'.repeat(MOST.title + 1) }), 'scenes[0].title should be at most'],
    ['long notes', scene({ notes: 'x'.repeat(MOST.notes + 1) }), 'scenes[0].notes'],
    ['words that are null', scene({ words: null }), 'scenes[0].words'],
    ['nothing to show', scene({ show: {} }), 'scenes[0].show.kind'],
    ['an unknown kind', scene({ show: { kind: 'film' } }), '“film”'],
    ['an unknown preset', scene({ show: { kind: 'preset', preset: 'constructor' } }), '“constructor”'],
    ['an unknown axis', scene({ show: { kind: 'preset', preset: 'race', axis: 'years' } }), '“years”'],
    ['an empty epoch', scene({ show: { kind: 'epoch', examples: 0, batchSize: 1 } }), 'examples'],
    ['half an example', scene({ show: { kind: 'epoch', examples: 10, batchSize: 2.5 } }), 'batchSize'],
    [
      'a batch of more than all',
      scene({ show: { kind: 'epoch', examples: 10, batchSize: 11 } }),
      'at most the 10',
    ],
    ['results with markup', scene({ show: { kind: 'results', packed: '<b>' } }), 'packed'],
    ['a link elsewhere', scene({ show: { kind: 'memory', link: 'javascript:alert(1)//' } }), 'link'],
    ['megabytes', ' '.repeat(TALK_LIMIT + 1), 'characters long'],
  ])('%s', (_, text, why) => {
    expect(refused(text)).toContain(why);
  });
});

it('leaves out what it does not know, and no prototype comes with it', () => {
  const hostile = writeTalk(TALK).replace('"title"', '"__proto__": { "polluted": true }, "more": 1, "title"');
  const found = readTalk(hostile);
  expect(found).toEqual({ talk: TALK });
  expect('talk' in found && Object.keys(found.talk)).not.toContain('more');
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});

it('takes markup for text', () => {
  const html = '<img src=x onerror=alert(1)>';
  const found = readTalk(scene({ title: html }));
  expect('talk' in found && found.talk.scenes[0].title).toBe(html);
});

it('takes any text, and what it reads is read again as the same', () => {
  const near = fc.json().map((json) => writeTalk(TALK).replace(/"words": "[^"]*"/, `"words": ${json}`));
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json(), near), (text) => {
      const found = readTalk(text);
      if ('talk' in found) expect(readTalk(writeTalk(found.talk))).toEqual(found);
      else expect(found.error).not.toBe('');
    }),
    { numRuns: 4000 },
  );
});

it('takes a talk that was damaged anywhere', () => {
  const whole = writeTalk(TALK);
  fc.assert(
    fc.property(fc.nat(whole.length - 1), fc.nat(20), fc.string(), (at, length, put) => {
      const found = readTalk(whole.slice(0, at) + put + whole.slice(at + length));
      if ('talk' in found) expect(readTalk(writeTalk(found.talk))).toEqual(found);
      else expect(found.error).not.toBe('');
    }),
    { numRuns: 3000 },
  );
});

it('takes scenes with values of any kind in their places', () => {
  const keys = fc.constantFrom(
    'kind',
    'preset',
    'axis',
    'examples',
    'batchSize',
    'packed',
    'link',
    '__proto__',
  );
  fc.assert(
    fc.property(fc.dictionary(keys, fc.anything()), (show) => {
      let text: string;
      try {
        text = JSON.stringify({ ...TALK, scenes: [{ ...TALK.scenes[0], show }] });
      } catch {
        return;
      }
      const found = readTalk(text);
      expect('talk' in found ? found.talk.scenes.length : found.error.length).toBeGreaterThan(0);
    }),
    { numRuns: 3000 },
  );
});

it('has as many scenes as it may', () => {
  const most = talkWith(MOST.scenes);
  expect(readTalk(writeTalk(most))).toEqual({ talk: most });
});
