import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../src/datasets/dataset.ts';
import { holdOut } from '../../src/datasets/holdOut.ts';
import { holdOutCount } from '../../src/experiment/derive.ts';
import { blobs } from '../../src/datasets/points.ts';
import { settingsOf } from './settings.ts';

const rows = ({ inputs, labels }: Dataset['training']): string[] =>
  Array.from(labels, (label, i) => `${label} ${inputs[2 * i]} ${inputs[2 * i + 1]}`);

describe('holdOut', () => {
  const dataset = blobs(settingsOf('blobs', { size: 400 }));
  const all = rows(dataset.training);

  it('parts the training examples without a rest and without an overlap', () => {
    const chosen = holdOut(dataset, 1, 150);
    expect([chosen.training.count, chosen.validation.count]).toEqual([250, 150]);
    expect([...rows(chosen.training), ...rows(chosen.validation)].sort()).toEqual(all.slice().sort());
  });

  it('shows nothing of the real validation examples', () => {
    const real = new Set(rows(dataset.validation));
    const chosen = holdOut(dataset, 1);
    expect([...rows(chosen.training), ...rows(chosen.validation)].some((row) => real.has(row))).toBe(false);
  });

  it('is fixed by the data seed', () => {
    expect(holdOut(dataset, 1)).toEqual(holdOut(dataset, 1));
    expect(holdOut(dataset, 2)).not.toEqual(holdOut(dataset, 1));
  });

  it.each([
    [60_000, 5000],
    [25_000, 5000],
    [10_000, 2000],
    [1000, 200],
  ])('of %d training examples holds %d out', (training, held) => expect(holdOutCount(training)).toBe(held));

  it.each([0, 400, 2.5])('refuses to hold out %d of 400', (count) => {
    expect(() => holdOut(dataset, 1, count)).toThrow(RangeError);
  });
});
