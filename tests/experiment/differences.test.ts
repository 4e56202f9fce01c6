import { describe, expect, it } from 'vitest';
import type { Draft } from '../../src/experiment/draft.ts';
import { describeDifferences, differences } from '../../src/experiment/differences.ts';
import { configOf } from './support.ts';

const between = (from: Partial<Draft>, to: Partial<Draft>) =>
  describeDifferences(differences(configOf(from), configOf(to)));

describe('differences', () => {
  it.each<[Partial<Draft>, Partial<Draft>, string]>([
    [{}, {}, 'same settings'],
    [{ batchSize: '32' }, { batchSize: '64' }, 'batch size 32 → 64'],
    [{ batchSize: '64' }, { batchSize: '32' }, 'batch size 64 → 32'],
    [{}, { batchSize: '10000' }, 'batch size 100 → 10,000'],
    [{}, { seed: '4294967295', dataSeed: '12345' }, 'data seed 1 → 12345 · seed 1 → 4294967295'],
    [{}, { batchSize: '32', epochs: '10' }, 'batch size 100 → 32 · epochs 5 → 10'],
    [{}, { hidden: '64-32' }, 'hidden layers 128 → 64-32'],
    [{}, { learningRate: '1e-3' }, 'learning rate 0.1 → 0.001'],
    [{ learningRate: '0.12345678' }, { learningRate: '0.12345679' }, 'learning rate 0.12345678 → 0.12345679'],
    [{}, { optimizer: 'adam' }, 'optimizer SGD → Adam · learning rate 0.1 → 0.001'],
    [{ dataset: 'mnist' }, { dataset: 'mnist', limit: '5000' }, 'only the first all → 5,000'],
    // no effect on either side
    [{ momentum: '0.5' }, { momentum: '0.8' }, 'same settings'],
    [{ model: 'softmax', hidden: '64' }, { model: 'softmax' }, 'same settings'],
    // an effect on one side
    [
      { model: 'softmax' },
      { model: 'mlp', hidden: '64' },
      'model Softmax regression → Multilayer perceptron · hidden layers – → 64',
    ],
  ])('%j to %j: %s', (from, to, expected) => {
    expect(between(from, to)).toBe(expected);
  });

  it('names key and label for those who draw it otherwise', () => {
    expect(differences(configOf({ batchSize: '32' }), configOf({ batchSize: '64' }))).toEqual([
      { key: 'batchSize', label: 'Batch size', from: '32', to: '64' },
    ]);
  });
});
