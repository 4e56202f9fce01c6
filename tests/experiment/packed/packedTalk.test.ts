import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { lettersOf } from '../../../src/experiment/packed/bytes.ts';
import { deflate } from '../../../src/experiment/packed/deflate.ts';
import { packTalk, unpackTalk } from '../../../src/experiment/packed/packedTalk.ts';
import { createRandom } from '../../../src/science/random.ts';
import type { Talk } from '../../../src/experiment/talk.ts';
import { TALK_LIMIT } from '../../../src/experiment/talkFile.ts';
import { TALK } from '../talkSupport.ts';

const packed = async (talk: Talk): Promise<string> => {
  const made = await packTalk(talk);
  if ('error' in made) throw new Error(made.error);
  return made.text;
};
const refused = async (text: string): Promise<string> => {
  const found = await unpackTalk(text);
  return 'error' in found ? found.error : '';
};
const made = async (version: number, body: string): Promise<string> =>
  lettersOf(Uint8Array.from([version, ...(await deflate(new TextEncoder().encode(body)))]));

it('comes out of a link as it went in, in letters that addresses hold', async () => {
  const text = await packed(TALK);
  expect(text).toMatch(/^[\w-]+$/);
  expect(await unpackTalk(text)).toEqual({ talk: TALK });
});

it('says that a talk is too long for a link', async () => {
  const random = createRandom(1, 'notes');
  const noise = (): string =>
    Array.from({ length: 9000 }, () => String.fromCharCode(33 + random.integer(90))).join('');
  const scenes = Array.from({ length: 6 }, () => ({ ...TALK.scenes[0], notes: noise() }));
  const made = await packTalk({ ...TALK, scenes });
  expect('error' in made ? made.error : '').toMatch(/takes \d\d,\d{3} letters.* Export it as a file/);
});

it.each<[string, () => Promise<string> | string, string]>([
  ['nothing', () => '', 'there is none'],
  ['another alphabet', () => 'ä', 'letter'],
  ['a newer version', () => made(2, '{}'), 'newer Batchscope (version 2'],
  ['version 0', () => made(0, '{}'), '0 is not a version'],
  ['half of it', async () => (await packed(TALK)).slice(0, 120), 'damaged or not whole'],
  ['what unpacks to gigabytes', () => made(1, ' '.repeat(TALK_LIMIT + 1)), 'unpacks to more than'],
  ['what is no talk', () => made(1, '{"a": 1}'), 'format is missing; it should be batchscope-talk'],
  ['a very long one', () => 'A'.repeat(70_000), 'letters long'],
])('refuses %s', async (_, text, why) => {
  expect(await refused(await text())).toContain(why);
});

it('takes any text without throwing', async () => {
  const whole = await packed(TALK);
  const damaged = fc
    .tuple(fc.nat(whole.length), fc.string())
    .map(([at, put]) => whole.slice(0, at) + put + whole.slice(at + put.length));
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.string(), damaged), async (text) => {
      const found = await unpackTalk(text);
      expect('talk' in found ? found.talk.scenes.length : found.error.length).toBeGreaterThan(0);
    }),
    { numRuns: 1000 },
  );
});

it('says so where the browser cannot unpack', async () => {
  const text = await packed(TALK);
  vi.stubGlobal('DecompressionStream', undefined);
  try {
    expect(await unpackTalk(text)).toEqual({ error: expect.stringContaining('cannot') as string });
    vi.stubGlobal('DecompressionStream', function () {
      throw new ReferenceError('gone');
    });
    expect(await unpackTalk(text)).toEqual({ error: expect.stringContaining('cannot unpack') as string });
  } finally {
    vi.unstubAllGlobals();
  }
});
