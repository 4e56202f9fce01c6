import fc from 'fast-check';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { chartOf } from '../../scripts/recordings/picture.tsx';
import { readRecording } from '../../src/recordings/read.ts';
import type { Recording } from '../../src/recordings/recording.ts';
import { StillSize } from '../../src/ui/charts/useSize.ts';
import { createElement } from 'react';
import { IDS, recorded } from './support.ts';

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

const plain = (id: string): Json => JSON.parse(JSON.stringify(recorded(id).recording)) as Json;
const GOOD = IDS.map(plain);

const drawn = (recording: Recording): string =>
  renderToStaticMarkup(createElement(StillSize, { value: { width: 600, height: 300 } }, chartOf(recording)));

const errorOf = (json: unknown): string => {
  const found = readRecording(json);
  return 'error' in found ? found.error : '';
};

/** Every place of a value, as a path of keys. */
function places(value: Json, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, one]) => places(one, [...path, key]))];
}

function changed(value: Json, [key, ...rest]: readonly string[], to: Json | undefined): Json | undefined {
  if (key === undefined) return to;
  if (Array.isArray(value))
    return value.map((one, i) => (String(i) === key ? (changed(one, rest, to) ?? null) : one));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).flatMap(([name, one]) => {
    const next = name === key ? changed(one, rest, to) : one;
    return next === undefined ? [] : [[name, next] as const];
  });
  return Object.fromEntries(entries);
}

const PLACES = GOOD.map((json) => places(json));

const strange = fc.oneof(
  fc.constantFrom<Json | undefined>(
    undefined,
    null,
    '',
    [],
    {},
    true,
    '<img onerror=alert(1)>',
    '__proto__',
    'x'.repeat(3000),
  ),
  fc.constantFrom<Json>(0, -1, 1e308, -1e308, 5e-324, 1.5, 2 ** 53, 1e15, -1e15, 1e-15, 4294967295),
  fc.jsonValue() as fc.Arbitrary<Json>,
);

describe('readRecording', () => {
  it('refuses in words what is no recording', () => {
    for (const json of [undefined, null, 1, 'text', [], {}, { format: 'batchscope-results', version: 1 }])
      expect(errorOf(json)).toMatch(/ should be .*, but is | is missing; it should be /);
    expect(errorOf({ ...recorded('race').recording, version: 2 })).toContain(
      '1, the newest this Batchscope reads',
    );
  });

  it.each([
    ['link', 'javascript:alert(1)//"', 'link should be the query of a link'],
    ['sentence', 'x'.repeat(2001), 'sentence should be at most 2000 characters'],
    ['arms', [], 'arms should be a list of at least one task'],
    ['batchSizes', Array.from({ length: 65 }, (_, i) => i + 1), 'a list of at most 64'],
    ['figure', { kind: 'pie' }, 'figure.kind should be race or target'],
  ])('refuses a wrong %s', (key, to, why) => {
    expect(errorOf({ ...recorded('race').recording, [key]: to })).toContain(why);
  });

  it('refuses curves whose columns differ or that go back', () => {
    const of = (change: object): string => {
      const { recording } = recorded('race');
      if (recording.figure.kind !== 'race') throw new Error(recording.figure.kind);
      const { epochs } = recording.figure.axes;
      const curves = epochs.view.curves.map((curve) => ({ ...curve, ...change }));
      const axes = { ...recording.figure.axes, epochs: { view: { ...epochs.view, curves } } };
      return errorOf({ ...recording, figure: { ...recording.figure, axes } });
    };
    expect(of({ low: [1] })).toMatch(/low should be as long as x/);
    expect(of({ x: [2, 1], median: [0, 0], low: [0, 0], high: [0, 0] })).toMatch(
      /x\[1\] should be not below/,
    );
    expect(of({ x: [0], median: [1e308], low: [0], high: [0] })).toMatch(/median\[0\] should be at most/);
    expect(of({ arm: 1 })).toMatch(/arm should be the index of a task/);
  });

  it('never throws, and what it reads can be drawn', () => {
    let [read, refused] = [0, 0];
    fc.assert(
      fc.property(
        fc.nat(GOOD.length - 1),
        fc.nat(),
        fc.option(fc.nat(), { nil: undefined, freq: 1 }),
        strange,
        strange,
        (which, a, b, one, other) => {
          const at = PLACES[which];
          const first = changed(GOOD[which], at[a % at.length], one);
          const json =
            first === undefined || b === undefined ? first : changed(first, at[b % at.length], other);
          const found = readRecording(json);
          if ('error' in found) return void refused++;
          read++;
          const picture = drawn(found.recording);
          expect(picture).not.toMatch(/NaN|Infinity|undefined|<img|<script/);
        },
      ),
      { numRuns: 1000 },
    );
    expect(Math.min(read, refused)).toBeGreaterThan(20);
  });

  it('reads what it is given anew: nothing that it does not know comes through', () => {
    const json = {
      ...recorded('race').recording,
      more: '<b>',
      figure: { ...recorded('race').recording.figure, x: 1 },
    };
    const found = readRecording(json);
    expect('recording' in found && Object.hasOwn(found.recording, 'more')).toBe(false);
    expect('recording' in found && Object.hasOwn(found.recording.figure, 'x')).toBe(false);
  });
});
