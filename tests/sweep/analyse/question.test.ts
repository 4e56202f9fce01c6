import { describe, expect, it } from 'vitest';
import type { SweepSpec } from '../../../src/experiment/sweep.ts';
import { defaultTarget, metricOf, targetOf, viewOf } from '../../../src/sweep/analyse/question.ts';
import { spec, sweep, type MadeRun } from './make.ts';

const until = { metric: 'accuracy', value: 0.8 } as const;
const epochs = { unit: 'epochs', amount: 5, until: undefined } as const;
const two = [
  { dataset: 'digits', model: 'mlp' },
  { dataset: 'digits', model: 'softmax' },
] as const;

describe('the view that answers a sweep', () => {
  it.each<[string, Partial<SweepSpec>]>([
    ['speed', { kind: 'speed', seeds: 9 }],
    ['target', { arms: two, noise: true }],
    ['noise', { noise: true, lrRule: 'tuned' }],
    ['target', { lrRule: 'tuned', seeds: 9 }],
    ['target', { budget: { ...epochs, until }, seeds: 9 }],
    ['race', { seeds: 1 }],
    ['race', { seeds: 20 }],
  ])('is %s for a free sweep with %j', (view, change) => {
    expect(viewOf({ spec: spec(change), preset: undefined })).toBe(view);
  });
  it('is the preset’s own', () => {
    expect(viewOf({ spec: spec({ lrRule: 'tuned' }), preset: 'race-tuned' })).toBe('race');
    expect(viewOf({ spec: spec(), preset: 'gone' })).toBe('race');
  });
});

describe('the target of a sweep', () => {
  const coming = (accuracies: number[], losses = accuracies.map((a) => 2 - 2 * a)): MadeRun => ({
    batchSize: 8,
    accuracies,
    losses,
  });
  it('is its own', () => expect(targetOf(sweep({ budget: { ...epochs, until } }, []))).toBe(until));
  it('is the usual one where runs came across it, or before anything is measured', () => {
    expect(targetOf(sweep({}, []))).toEqual({ metric: 'accuracy', value: 0.9 });
    expect(targetOf(sweep({}, [coming([0.1, 0.9])]))).toEqual({ metric: 'accuracy', value: 0.9 });
    expect(defaultTarget(sweep({}, [coming([0.1, 0.9])]), 'loss')).toEqual({ metric: 'loss', value: 0.3 });
  });
  it('else lies three quarters of the way to the best', () => {
    expect(targetOf(sweep({}, [coming([0.1, 0.5])]))).toEqual({ metric: 'accuracy', value: 0.4 });
    expect(targetOf(sweep({}, [coming([0.92, 0.96])]))).toEqual({ metric: 'accuracy', value: 0.95 });
    expect(defaultTarget(sweep({}, [coming([0.1, 0.5])]), 'loss')).toEqual({ metric: 'loss', value: 1.2 });
  });
  it('is a loss where answers are numbers', () => {
    const base = { ...spec().base, dataset: 'linear', model: 'linear' } as const;
    const arms = [{ dataset: 'linear', model: 'linear' }] as const;
    const data = sweep({ base, arms, budget: { ...epochs, until } }, []);
    expect([metricOf(data), targetOf(data)]).toEqual(['loss', { metric: 'loss', value: 0.3 }]);
  });
});
