import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { initialConfig } from '../../src/experiment/draft.ts';
import { FIELDS } from '../../src/experiment/fields.ts';
import { defaultSweep } from '../../src/experiment/sweepFields.ts';
import {
  decodeSweepLink,
  encodeSweepLink,
  isCompareLink,
  SWEEP_KEYS,
} from '../../src/experiment/sweepUrl.ts';
import { LINK_LIMIT } from '../../src/experiment/url.ts';
import { configOf } from './support.ts';
import { anySweep, sweepOf } from './sweepSupport.ts';

const usual = defaultSweep(initialConfig());

describe('encodeSweepLink', () => {
  it('holds the batch sizes and what is not default', () => {
    expect(encodeSweepLink(usual)).toBe('v=1&view=compare&batchSizes=8,64,512');
    const spec = sweepOf(
      {
        arms: 'moons.mlp, digits.mlp',
        batchSizes: '8, 64',
        seeds: '5',
        lrRule: 'tuned',
        budgetUnit: 'updates',
        budgetAmount: '500',
        untilMetric: 'accuracy',
        untilValue: '90%',
        noise: true,
        kind: 'speed',
      },
      configOf({ dataset: 'moons', noise: '0.3', microBatch: '32' }),
    );
    const link = encodeSweepLink(spec, 'race');
    expect(link).toBe(
      'v=1&view=compare&dataset=moons&noise=0.3&microBatch=32&kind=speed&preset=race&arms=moons.mlp,digits.mlp&batchSizes=8,64&seeds=5&lrRule=tuned&budget=500&budgetUnit=updates&until=accuracy:0.9&noiseScale=1',
    );
    expect(decodeSweepLink(`?${link}`)).toEqual({ spec, preset: 'race', notes: [] });
  });
});

describe('decodeSweepLink', () => {
  it('reads back every sweep that encodeSweepLink wrote', () => {
    fc.assert(
      fc.property(anySweep, (spec) => {
        const link = encodeSweepLink(spec);
        expect(isCompareLink(link)).toBe(true);
        expect(decodeSweepLink(link)).toEqual({ spec, preset: undefined, notes: [] });
      }),
      { numRuns: 500 },
    );
  });

  it('gives a budget of another unit an amount of its own', () => {
    expect(decodeSweepLink('budgetUnit=updates').spec.budget).toEqual({
      unit: 'updates',
      amount: 1000,
      until: undefined,
    });
    expect(decodeSweepLink('budgetUnit=examples&size=500').spec.budget.amount).toBe(500);
    expect(decodeSweepLink('epochs=9').spec.budget.amount).toBe(9);
  });

  it.each([
    [
      'batchSizes=8,8',
      'Batch size 8 is there twice; leave one of them out. Instead, batchSizes=8,64,512 is used.',
    ],
    ['seeds=99', 'Seeds “99” must be a whole number from 1 to 10. Instead, seeds=3 is used.'],
    [
      'lrRule=__proto__',
      'Learning rate rule “__proto__” is not on offer; choose fixed, linear, sqrt, tuned. Instead, lrRule=fixed is used.',
    ],
    ['budget=-1', 'Budget “-1” must be a whole number from 1 to 1,000 epochs. Instead, budget=5 is used.'],
    [
      'budgetUnit=years',
      'Budget “years” is not on offer; choose epochs, updates, examples, seconds. Instead, budgetUnit=epochs is used.',
    ],
    [
      'until=accuracy:7',
      'Target accuracy “7” must be a share of the examples above 0 up to 1, such as 0.9 or 90%. Instead, until=none is used.',
    ],
    [
      'until=fame',
      'until=“fame” should be loss or accuracy and a value, such as accuracy:0.9, and was left out.',
    ],
    [
      'microBatch=x',
      'Micro-batch “x” must be a whole number from 0 to 10,000. Instead, microBatch=0 is used.',
    ],
    ['noiseScale=maybe', 'noiseScale=“maybe” should be 1 or 0, and was left out.'],
    ['kind=both', 'kind=“both” should be train or speed, and was left out.'],
    ['preset=<script>', 'preset=“<script>” is not the name of one and was left out.'],
    [
      'arms=moons.cnn',
      'Task “moons.cnn”: Model cnn needs pictures and Two moons are points; choose softmax or mlp. Instead, the default is used.',
    ],
    ['hasOwnProperty=1', '“hasOwnProperty” is not a setting and was left out.'],
  ])('corrects "%s" and says so', (query, note) => {
    expect(decodeSweepLink(query)).toEqual({ spec: usual, preset: undefined, notes: [note] });
  });

  it('finds batch sizes that fit the smallest task', () => {
    const { spec, notes } = decodeSweepLink('arms=digits.mlp,moons.mlp&size=100&batchSizes=9999');
    expect(spec.batchSizes).toEqual([8, 64]);
    expect(notes).toHaveLength(1);
  });

  it('corrects base settings too, and keeps the list of notes short', () => {
    const { spec, notes } = decodeSweepLink('view=compare&batchSize=0&seeds=0');
    expect(spec).toEqual(usual);
    expect(notes).toHaveLength(2);
    expect(decodeSweepLink(Array.from({ length: 500 }, (_, i) => `k${i}`).join('&')).notes).toHaveLength(12);
    expect(decodeSweepLink(`batchSizes=8&x=${'a'.repeat(1e6)}`).spec).toEqual(usual);
    expect(decodeSweepLink('x'.repeat(LINK_LIMIT + 1)).notes).toHaveLength(1);
  });

  it('gives a valid sweep for 2,000 hostile queries', { timeout: 120_000 }, () => {
    const key = fc.constantFrom(...SWEEP_KEYS, ...Object.keys(FIELDS), 'v', '__proto__', 'constructor');
    const nasty = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.string({ unit: fc.constantFrom('%', '&', '=', '-', '0', '9', ',', ':', '.', '\u0000', '\ud800') }),
      fc.double().map(String),
      fc.constantFrom(
        'moons.mlp,digits.mlp',
        'accuracy:0.5',
        'tuned',
        '1,2,3',
        'seconds',
        '4294967295',
        '20',
      ),
    );
    const query = fc.oneof(
      nasty,
      fc.array(fc.tuple(key, nasty), { maxLength: 30 }).map((ps) => ps.map((p) => p.join('=')).join('&')),
    );
    fc.assert(
      fc.property(query, (q) => {
        const { spec, notes } = decodeSweepLink(q);
        expect(decodeSweepLink(encodeSweepLink(spec))).toEqual({ spec, preset: undefined, notes: [] });
        for (const note of notes) {
          expect(note).not.toMatch(/\p{C}/u);
          expect(note.length).toBeLessThan(500);
        }
        isCompareLink(q);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('isCompareLink', () => {
  it.each([
    ['?view=compare', true],
    ['v=1&batchSizes=8&view=compare', true],
    ['view=compare2', false],
    ['batchSize=8', false],
    ['', false],
    ['%', false],
    [`view=compare&x=${'a'.repeat(LINK_LIMIT)}`, false],
  ])('of "%s" is %s', (query, is) => {
    expect(isCompareLink(query)).toBe(is);
  });
});
