import fc from 'fast-check';
import { expect, it } from 'vitest';
import { unpackSweep } from '../../src/experiment/packed/packedSweep.ts';
import { unpackTalk } from '../../src/experiment/packed/packedTalk.ts';
import { FIELD_ORDER } from '../../src/experiment/fields.ts';
import { decodeSweepLink, isCompareLink, LOOK_KEYS, SWEEP_KEYS } from '../../src/experiment/sweepUrl.ts';
import { decodeLink } from '../../src/experiment/url.ts';
import { pageOf } from '../../src/faces/app/address.ts';
import { readAddress } from '../../src/faces/embed/params.ts';
import { linkedTalk } from '../../src/faces/lecture/linked.ts';
import { readCompareLink, RESULTS_MARK } from '../../src/state/compareLink.ts';
import { TALK_MARK } from '../../src/state/talk.ts';

const KEYS = [
  ...FIELD_ORDER,
  ...SWEEP_KEYS,
  ...LOOK_KEYS,
  'v',
  'hide',
  'theme',
  'accent',
  'lang',
  '__proto__',
];

/** Any sequence of UTF-16 units: whole characters, halves of them, escapes whole and broken. */
const text = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 4 }),
      fc.integer({ min: 0xd800, max: 0xdfff }).map((unit) => String.fromCharCode(unit)),
      fc.constantFrom('%', '%ED%A0%80', '%00', '+', '&', '=', '#', ',', ':', '-', '9', 'e'),
    ),
    { maxLength: 24 },
  )
  .map((parts) => parts.join(''));
const query = fc.oneof(
  text,
  fc
    .array(fc.tuple(fc.oneof(fc.constantFrom(...KEYS), text), text), { maxLength: 40 })
    .map((pairs) => pairs.map((pair) => pair.join('=')).join('&')),
);

const readers: [name: string, read: (query: string) => readonly string[]][] = [
  ['decodeLink', (link) => decodeLink(link).notes],
  ['decodeSweepLink', (link) => decodeSweepLink(link).notes],
  ['readCompareLink', (link) => readCompareLink(link, `${RESULTS_MARK}${link}`).notes],
  ['readAddress', (link) => readAddress(link).notes],
  [
    'the settings of readAddress',
    (link) => {
      const { settings } = readAddress(link);
      expect(settings).toMatch(/^[\w%.~!*'()=&-]*$/);
      return decodeSweepLink(settings).notes;
    },
  ],
  [
    'those that say what kind of link it is',
    (link) => {
      isCompareLink(link);
      pageOf(link);
      linkedTalk(`${TALK_MARK}${link}`, null);
      return [];
    },
  ],
];

it.each(readers)('%s takes any text, with at most 12 notes that can be read', (_, read) => {
  fc.assert(
    fc.property(query, (link) => {
      const notes = read(link);
      expect(notes.length).toBeLessThanOrEqual(12);
      for (const note of notes) expect(note).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
    }),
    { numRuns: 1500 },
  );
});

it.each([
  ['unpackSweep', unpackSweep],
  ['unpackTalk', unpackTalk],
])('%s refuses in words what was never packed', async (_, unpack) => {
  await fc.assert(
    fc.asyncProperty(text, async (packed) => {
      expect(await unpack(packed)).toEqual({ error: expect.any(String) as string });
    }),
    { numRuns: 300 },
  );
});

it('half a character is named as unreadable, and the rest of the link counts', () => {
  const { look, settings, notes } = readAddress('theme=dark&x=\ud800&\udc00=1&batchSizes=8,64');
  expect(look.theme).toBe('dark');
  expect(settings).toBe('batchSizes=8%2C64');
  expect(notes).toEqual([
    '“x=” in the link is not readable and was left out.',
    '“=1” in the link is not readable and was left out.',
  ]);
});

it('of many wrong parts twelve notes are left, which count the others, also where two readers note', () => {
  const many = Array.from({ length: 40 }, (_, i) => `%x${i}`).join('&');
  expect(readAddress(many).notes).toHaveLength(12);
  const { notes } = readCompareLink(`batchSizes=8,64&figure=x&${many}`);
  expect(notes[11]).toBe('30 more parts of the link were not taken as they are.');
});
