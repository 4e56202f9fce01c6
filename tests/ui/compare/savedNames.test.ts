import fc from 'fast-check';
import { expect, it } from 'vitest';
import { defaultSweep } from '../../../src/experiment/sweepFields.ts';
import { encodeSweepLink } from '../../../src/experiment/sweepUrl.ts';
import { PRESETS } from '../../../src/sweep/presets.ts';
import { savedNames } from '../../../src/ui/compare/savedNames.ts';
import { configOf } from '../../experiment/support.ts';

const BASE = { dataset: 'moons', size: '200' };
const withBase = (settings: Parameters<typeof configOf>[0]) => ({
  preset: undefined,
  spec: defaultSweep(configOf({ ...BASE, ...settings })),
});

it('sweeps that differ in the seed of their data alone are told apart by it', () => {
  const [first, second, other] = savedNames([
    withBase({ dataSeed: '3' }),
    withBase({ dataSeed: '4' }),
    withBase({ hidden: '9' }),
  ]);
  expect(first).toMatch(/ — data seed 3$/);
  expect(second).toBe(first.replace(/3$/, '4'));
  expect(other).not.toContain('seed 1');
});

it('sweeps that are one and the same have one name, and so has a question', () => {
  const [a, b] = savedNames([withBase({}), withBase({})]);
  expect(a).toBe(b);
  const { id, spec, question } = PRESETS[0];
  expect(savedNames([{ preset: id, spec }, withBase({}), { preset: id, spec }])).toEqual([
    question,
    a,
    question,
  ]);
});

it('no two set-ups share a name', () => {
  const seed = fc.integer({ min: 1, max: 3 }).map(String);
  const one = fc.record({
    settings: fc.record({
      dataSeed: seed,
      seed,
      learningRate: fc.constantFrom('0.1', '0.01'),
      noise: fc.constantFrom('0.1', '0.3'),
    }),
    noise: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(one, { minLength: 1, maxLength: 12 }), (wanted) => {
      const saved = wanted.map(({ settings, noise }) => {
        const { preset, spec } = withBase(settings);
        return { preset, spec: { ...spec, noise } };
      });
      const links = new Set(saved.map(({ spec }) => encodeSweepLink(spec)));
      expect(new Set(savedNames(saved)).size).toBe(links.size);
    }),
    { numRuns: 100 },
  );
});
