import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DATASET_IDS } from '../../src/experiment/catalog.ts';
import { initialConfig, readDraft, type Draft } from '../../src/experiment/draft.ts';
import { FIELDS } from '../../src/experiment/fields.ts';
import { decodeLink, encodeLink, LINK_LIMIT } from '../../src/experiment/url.ts';
import { configOf } from './support.ts';

const values = (key: keyof Draft) => {
  const field = FIELDS[key];
  return field.kind === 'choice' ? field.options.map((o) => o.value as string) : [];
};
const text = (arbitrary: fc.Arbitrary<number>) => arbitrary.map(String);
const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const seed = text(fc.integer({ min: 0, max: 4294967295 }));

/** Any valid configuration: texts for some fields, those in error left out. */
const anyConfig = fc
  .record(
    {
      dataset: fc.constantFrom(...DATASET_IDS),
      size: text(fc.integer({ min: 20, max: 60_000 })),
      noise: text(share),
      validationShare: text(share),
      limit: text(fc.integer({ min: 0, max: 60_000 })),
      dataSeed: seed,
      model: fc.constantFrom(...values('model')),
      hidden: fc
        .array(fc.integer({ min: 1, max: 2048 }), { minLength: 1, maxLength: 6 })
        .map((h) => h.join('-')),
      activation: fc.constantFrom(...values('activation')),
      optimizer: fc.constantFrom(...values('optimizer')),
      learningRate: text(fc.double({ min: 0, minExcluded: true, max: 1000, noNaN: true })),
      momentum: text(share),
      beta1: text(share),
      beta2: text(share),
      epsilon: text(fc.double({ min: 1e-12, max: 1, noNaN: true })),
      weightDecay: text(share),
      batchSize: text(fc.integer({ min: 1, max: 60_000 })),
      remainder: fc.constantFrom(...values('remainder')),
      epochs: text(fc.integer({ min: 1, max: 1000 })),
      seed,
      engine: fc.constantFrom(...values('engine')),
    },
    { requiredKeys: [] },
  )
  .map((draft) => readDraft(draft).config);

describe('encodeLink', () => {
  it('holds only the version when everything is at its default', () => {
    expect(encodeLink(initialConfig())).toBe('v=1');
    expect(encodeLink(configOf({ dataset: 'moons', optimizer: 'adam' }))).toBe(
      'v=1&dataset=moons&optimizer=adam',
    );
  });

  it('holds what is not default, lists joined by hyphens', () => {
    const config = configOf({ dataset: 'mnist', hidden: '64-32', batchSize: '64', learningRate: '1e-7' });
    expect(encodeLink(config)).toBe('v=1&dataset=mnist&hidden=64-32&learningRate=1e-7&batchSize=64');
  });
});

describe('decodeLink', () => {
  it('reads back every configuration that encodeLink wrote', () => {
    fc.assert(
      fc.property(anyConfig, (config) => {
        const link = encodeLink(config);
        expect(decodeLink(link)).toEqual({ config, notes: [] });
        expect(encodeLink(decodeLink(link).config)).toBe(link);
      }),
      { numRuns: 1000 },
    );
  });

  it('reads the issue’s example, defaults spelt out, in any order and with "?"', () => {
    const link =
      '?engine=cpu&v=1&hidden=128&batchSize=64&learningRate=0.1&optimizer=sgd&epochs=1&seed=1&model=mlp&remainder=keep&dataset=mnist';
    expect(decodeLink(link)).toEqual({
      config: configOf({ dataset: 'mnist', batchSize: '64', epochs: '1', engine: 'cpu' }),
      notes: [],
    });
  });

  it.each(['', '?', 'v=1', '&&&', 'batchSize=100', 'utm_source=blog&utm_x=1&utm_%41=2'])(
    'takes "%s" without a note',
    (query) => {
      expect(decodeLink(query)).toEqual({ config: initialConfig(), notes: [] });
    },
  );

  const whole =
    'must be a whole number from 1 to 10,000 (all training examples). Instead, batchSize=100 is used.';
  it.each([
    ['batchSize=0', `Batch size “0” ${whole}`],
    ['batchSize=-5', `Batch size “-5” ${whole}`],
    ['batchSize=2.5', `Batch size “2.5” ${whole}`],
    ['batchSize=abc', `Batch size “abc” ${whole}`],
    ['batchSize=10001', `Batch size “10001” ${whole}`],
    ['batchSize=1%0008', `Batch size “108” ${whole}`],
    [
      'learningRate=NaN',
      'Learning rate “NaN” must be a number above 0 up to 1,000. Instead, learningRate=0.1 is used.',
    ],
    [
      'learningRate=1e308',
      'Learning rate “1e308” must be a number above 0 up to 1,000. Instead, learningRate=0.1 is used.',
    ],
    [
      'hidden=64--32',
      'A hidden layer in “64--32” is empty; enter 1 to 6 layers of 1 to 2,048 units, such as 128 or 64-32. Instead, hidden=128 is used.',
    ],
    [
      'dataset=cifar',
      `Dataset “cifar” is not on offer; choose ${DATASET_IDS.join(', ')}. Instead, dataset=digits is used.`,
    ],
    ['momentum=2', 'Momentum “2” must be a number from 0 and below 1. Instead, momentum=0.9 is used.'],
    ['foo=1', '“foo” is not a setting and was left out.'],
    ['__proto__=1', '“__proto__” is not a setting and was left out.'],
    ['constructor=1', '“constructor” is not a setting and was left out.'],
    ['=1', '“” is not a setting and was left out.'],
    [`${'k'.repeat(24)}=1`, `“${'k'.repeat(24)}” is not a setting and was left out.`],
    [`${'k'.repeat(500)}=1`, `“${'k'.repeat(24)}…” is not a setting and was left out.`],
    [encodeURIComponent(`${'k'.repeat(23)}😀`), `“${'k'.repeat(23)}…” is not a setting and was left out.`],
    ['batchsize=8', '“batchsize” is not a setting and was left out.'],
    ['epochs=%', '“epochs=%” in the link is not readable and was left out.'],
    ['%E0%A4%A=1', '“%E0%A4%A=1” in the link is not readable and was left out.'],
    ['v=0', 'v=“0” is not a version of links; it was read as v=1.'],
    ['v=new', 'v=“new” is not a version of links; it was read as v=1.'],
    ['v', 'v=“” is not a version of links; it was read as v=1.'],
    [
      'v=2',
      'The link was made by a newer Batchscope (v=2; this one reads v=1): only the settings known here were read.',
    ],
  ])('corrects "%s" and says so', (query, note) => {
    expect(decodeLink(query)).toEqual({ config: initialConfig(), notes: [note] });
  });

  it('takes "+" and "%20" for a space', () => {
    for (const query of ['hidden=64+32', 'hidden=64%2032'])
      expect(decodeLink(query)).toEqual({ config: configOf({ hidden: '64-32' }), notes: [] });
  });

  it('still reads the known settings of a future version', () => {
    const { config, notes } = decodeLink('v=7&batchSize=32&schedule=cosine');
    expect(config.batchSize).toBe(32);
    expect(notes).toHaveLength(2);
  });

  it('lets the first of repeated settings count, whichever is valid, and says so once', () => {
    const { config, notes } = decodeLink('batchSize=32&batchSize=64&batchSize=128');
    expect(config.batchSize).toBe(32);
    expect(notes).toEqual(['batchSize is in the link more than once; the first, “32”, counts.']);
  });

  it('holds a setting against the others of the link, in whatever order they stand', () => {
    for (const query of ['batchSize=4096&dataset=moons', 'dataset=moons&batchSize=4096']) {
      const { config, notes } = decodeLink(query);
      expect(config).toEqual(configOf({ dataset: 'moons' }));
      expect(notes).toEqual([
        'Batch size “4096” must be a whole number from 1 to 1,000 (all training examples). Instead, batchSize=100 is used.',
      ]);
    }
    expect(decodeLink('model=cnn&dataset=moons').notes).toEqual([
      'Model cnn needs pictures and Two moons are points; choose softmax or mlp. Instead, model=mlp is used.',
    ]);
  });

  it('shortens values and strips control, invisible and direction-changing characters from notes', () => {
    const [note] = decodeLink(
      `dataset=${encodeURIComponent('\u202e\u0007\n\u200bmn\u0000ist' + 'x'.repeat(500))}`,
    ).notes;
    expect(note).toMatch(/^Dataset “mnistx+…” is not on offer/);
    expect(note.length).toBeLessThan(250);
    const emoji = decodeLink(`dataset=${encodeURIComponent('x'.repeat(23) + '😀😀')}`).notes[0];
    expect(emoji).not.toMatch(/\p{Cs}/u);
  });

  it('leaves HTML as text', () => {
    const { config, notes } = decodeLink('dataset=<img src=x onerror=alert(1)>&<script>=1');
    expect(config).toEqual(initialConfig());
    expect(notes[0]).toBe('“<script>” is not a setting and was left out.');
    expect(notes[1]).toContain('“<img src=x onerror=alert…”');
  });

  it('does not pollute prototypes', () => {
    decodeLink('__proto__=polluted&__proto__.polluted=1&constructor.prototype.polluted=1');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it(`refuses a query over ${LINK_LIMIT} characters as a whole`, () => {
    const { config, notes } = decodeLink(`batchSize=8&x=${'a'.repeat(1_000_000)}`);
    expect(config).toEqual(initialConfig());
    expect(notes).toEqual([
      'The link is 1,000,014 characters long, more than 8,192; it was not read, and the defaults are used.',
    ]);
    const fits = 'batchSize=8&utm_x='.padEnd(LINK_LIMIT, 'a');
    expect(decodeLink(fits)).toEqual({ config: configOf({ batchSize: '8' }), notes: [] });
    expect(decodeLink(`${fits}a`).config.batchSize).toBe(100);
  });

  it('keeps the list of notes short', () => {
    const { notes } = decodeLink(Array.from({ length: 1000 }, (_, i) => `k${i}`).join('&'));
    expect(notes).toHaveLength(12);
    expect(notes[11]).toBe('989 more parts of the link were not taken as they are.');
  });

  it('gives a valid configuration for 2,000 hostile queries', () => {
    const key = fc.constantFrom(...Object.keys(FIELDS), 'v', '__proto__', 'toString', 'hidden');
    const nasty = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.string({
        unit: fc.constantFrom('%', '&', '=', '-', '0', '9', 'e', '+', '?', '#', '\u0000', '\ud800'),
      }),
      fc.double().map(String),
      fc.bigInt().map(String),
    );
    const query = fc.oneof(
      nasty,
      fc.array(fc.tuple(key, nasty), { maxLength: 30 }).map((ps) => ps.map((p) => p.join('=')).join('&')),
    );
    fc.assert(
      fc.property(query, (q) => {
        const { config, notes } = decodeLink(q);
        expect(decodeLink(encodeLink(config))).toEqual({ config, notes: [] });
        for (const note of notes) {
          expect(note).not.toMatch(/\p{C}/u);
          expect(note.length).toBeLessThan(400);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
