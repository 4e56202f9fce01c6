import { describe, expect, it } from 'vitest';
import {
  largestGap,
  sayAgreement,
  splitsApart,
  type AgreementInput,
} from '../../src/experiment/agreement.ts';
import { columnsOf, configOf } from './support.ts';

const run = (losses: number[], texts: Parameters<typeof configOf>[0] = {}): AgreementInput => ({
  config: configOf(texts),
  retuned: false,
  length: losses.length,
  columns: columnsOf(losses, 3),
});

describe('splitsApart', () => {
  it('holds for runs that differ in micro-batch and limit alone', () => {
    expect(splitsApart(run([1]), run([1], { microBatch: '16', memoryLimit: '8' }))).toBe(true);
    expect(splitsApart(run([1]), run([1], { memoryLimit: '8' }))).toBe(false);
    expect(splitsApart(run([1]), run([1], { microBatch: '16', seed: '2' }))).toBe(false);
    expect(splitsApart(run([1]), { ...run([1], { microBatch: '16' }), retuned: true })).toBe(false);
  });
});

describe('sayAgreement', () => {
  const parts = { microBatch: '16' };
  it('tells rounding from another computation', () => {
    expect(sayAgreement(run([2, 1]), run([2, 1], parts))).toContain('differ not at all: the same updates');
    expect(sayAgreement(run([2, 1]), run([2, 1.00002], parts))).toContain('at most 0.002%: the same updates');
    expect(sayAgreement(run([2, 1]), run([2, 1.1], parts))).toContain('more than rounding');
    expect(
      sayAgreement(run([2, 1], { model: 'cnn-bn' }), run([2, 1.1], { ...parts, model: 'cnn-bn' })),
    ).toContain('own mean and variance');
  });

  it('compares equal updates only', () => {
    const long = run([3, 2, 1, 0.5]);
    const short = run([3, 2], parts);
    expect(largestGap(long, short)).toBe(0);
    expect(sayAgreement(run([]), short)).toBe('');
  });
});
