import { describe, expect, it } from 'vitest';
import { generate } from '../../src/datasets/generate.ts';
import { holdOut } from '../../src/datasets/holdOut.ts';
import { linear } from '../../src/datasets/linear.ts';
import { previewOf } from '../../src/datasets/preview.ts';
import type { Dataset, Split } from '../../src/datasets/dataset.ts';
import { settingsOf } from './settings.ts';

const settings = settingsOf('linear', { size: 5000, dimension: 4, noise: 0.5 });
const of = (data: Dataset, seed: number, epoch: number): Split => data.fresh!(seed, epoch);
const mean = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((a, b) => a + b, 0) / values.length;

/** x · w* of every example. */
const signals = ({ truth = new Float64Array() }: Dataset, { inputs, count }: Split): number[] =>
  Array.from({ length: count }, (_, i) =>
    truth.reduce((sum, w, k) => sum + w * inputs[i * truth.length + k], 0),
  );

describe('linear', () => {
  const data = linear(settings);

  it('is y = x · w* + σ ξ with standard normal x, and |w*| = 1', () => {
    expect(Math.hypot(...data.truth!)).toBeCloseTo(1, 10);
    const split = of(data, 1, 0);
    expect([split.count, split.inputs.length, split.targets?.length]).toEqual([5000, 20_000, 5000]);
    expect(mean(split.inputs)).toBeCloseTo(0, 1);
    expect(mean(split.inputs.map((x) => x * x))).toBeCloseTo(1, 1);
    const left = signals(data, split).map((s, i) => split.targets![i] - s);
    expect(mean(left)).toBeCloseTo(0, 1);
    expect(Math.sqrt(mean(left.map((x) => x * x)))).toBeCloseTo(0.5, 1);
    const exact = linear({ ...settings, noise: 0 });
    signals(exact, exact.validation).forEach((s, i) =>
      expect(exact.validation.targets![i]).toBeCloseTo(s, 5),
    );
  });

  it('dataSeed fixes the true weights and the validation examples, seed and epoch the draws', () => {
    const again = linear(settings);
    expect([again.truth, again.validation, again.training]).toEqual([
      data.truth,
      data.validation,
      data.training,
    ]);
    expect(of(again, 3, 2)).toEqual(of(data, 3, 2));
    const other = linear({ ...settings, dataSeed: 2 });
    expect(other.truth).not.toEqual(data.truth);
    expect(other.validation.inputs).not.toEqual(data.validation.inputs);
  });

  it('never draws an example twice: not in another epoch, seed, dataSeed or split', () => {
    const other = linear({ ...settings, dataSeed: 2 });
    const splits = [data.training, data.validation, of(other, 1, 0)];
    for (const seed of [1, 2]) for (const epoch of [0, 1, 2]) splits.push(of(data, seed, epoch));
    const rows = splits.flatMap(({ inputs, count }) =>
      Array.from({ length: count }, (_, i) => inputs.subarray(4 * i, 4 * i + 4).join()),
    );
    expect(new Set(rows).size).toBe(rows.length);
  });

  it('held-out examples keep their targets and are in no epoch', () => {
    const chosen = holdOut(data, 1, 1000);
    expect([chosen.training.count, chosen.validation.count, of(chosen, 1, 0).count]).toEqual([
      4000, 1000, 4000,
    ]);
    const bare = signals(chosen, chosen.validation).map((s, i) => chosen.validation.targets![i] - s);
    expect(Math.sqrt(mean(bare.map((x) => x * x)))).toBeCloseTo(0.5, 1);
    expect(of(chosen, 1, 0).inputs).toEqual(of(data, 1, 0).inputs.slice(0, 16_000));
  });

  it('shows y against x · w*', () => {
    const preview = previewOf(data, 1000);
    if (preview.kind !== 'points') throw new Error(preview.kind);
    expect(preview.count).toBe(300);
    expect(preview.points[0]).toBeCloseTo(signals(data, data.training)[0], 5);
    expect(preview.points[1]).toBe(data.training.targets![0]);
  });

  it.each([
    [{ dimension: 0 }, 'dimension must be a whole number from 1, got 0'],
    [{ dimension: 1.5 }, 'dimension must be a whole number from 1, got 1.5'],
    [{ noise: -1 }, 'noise must be a number from 0, got -1'],
    [{ size: 0 }, 'size must be a whole number from 1, got 0'],
  ])('refuses %o', (wrong, message) => {
    expect(() => generate('linear', { ...settings, ...wrong })).toThrow(new RangeError(message));
  });
});
