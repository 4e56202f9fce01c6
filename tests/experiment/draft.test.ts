import { describe, expect, it } from 'vitest';
import {
  changedFields,
  draftOf,
  editDraft,
  initialConfig,
  readDraft,
  type Draft,
} from '../../src/experiment/draft.ts';

const start = draftOf(initialConfig());

describe('the opening configuration', () => {
  it('is the textbook example: digits, mlp 128, SGD 0.1, batch size 100, 5 epochs', () => {
    expect(initialConfig()).toEqual({
      dataset: 'digits',
      size: 10_000,
      dimension: 10,
      noise: 0.1,
      validationShare: 0.2,
      limit: 0,
      dataSeed: 1,
      model: 'mlp',
      hidden: [128],
      activation: 'relu',
      distance: 1,
      optimizer: 'sgd',
      learningRate: 0.1,
      momentum: 0.9,
      beta1: 0.9,
      beta2: 0.999,
      epsilon: 1e-8,
      weightDecay: 0,
      batchSize: 100,
      microBatch: 0,
      memoryLimit: 0,
      remainder: 'keep',
      epochs: 5,
      seed: 1,
      engine: 'auto',
    });
    expect(readDraft(start)).toEqual({ config: initialConfig(), errors: {} });
    expect(changedFields(start)).toEqual([]);
  });

  it('shares no array with the next one', () => {
    initialConfig().hidden.push(7);
    expect(initialConfig().hidden).toEqual([128]);
  });
});

describe('editDraft', () => {
  it('lets defaults follow what they depend on', () => {
    const adam = editDraft(start, 'optimizer', 'adam');
    expect(adam.learningRate).toBe('0.001');
    expect(editDraft(adam, 'optimizer', 'sgd')).toEqual(start);
    const moons = editDraft(start, 'dataset', 'moons');
    expect(moons).toMatchObject({ size: '1000', noise: '0.15', batchSize: '100' });
    expect(editDraft(moons, 'size', '50').batchSize).toBe('50');
  });

  it('keeps what was typed, valid or not', () => {
    const typed = editDraft(editDraft(start, 'learningRate', '0.5'), 'batchSize', 'abc');
    const adam = editDraft(typed, 'optimizer', 'adam');
    expect(adam).toMatchObject({ learningRate: '0.5', batchSize: 'abc' });
    expect(changedFields(adam)).toEqual(['optimizer', 'learningRate', 'batchSize']);
  });

  it('says at the batch size when a smaller dataset no longer holds it', () => {
    const big = editDraft(start, 'batchSize', '4096');
    expect(readDraft(big).errors).toEqual({});
    const moons = editDraft(big, 'dataset', 'moons');
    expect(moons.batchSize).toBe('4096');
    expect(readDraft(moons).errors).toEqual({
      batchSize: 'Batch size “4096” must be a whole number from 1 to 1,000 (all training examples).',
    });
    expect(readDraft(editDraft(moons, 'size', '5000')).errors).toEqual({});
  });

  it('says at the model when a new dataset cannot go through it', () => {
    const moons = editDraft(editDraft(start, 'model', 'cnn'), 'dataset', 'moons');
    expect(Object.keys(readDraft(moons).errors)).toEqual(['model']);
  });

  it('leaves its argument as it is', () => {
    const before: Draft = { ...start };
    editDraft(start, 'dataset', 'moons');
    expect(start).toEqual(before);
  });
});

describe('readDraft', () => {
  it('holds the limit of a real dataset against the batch size', () => {
    expect(readDraft({ dataset: 'mnist', batchSize: '60000' }).errors).toEqual({});
    expect(readDraft({ dataset: 'mnist', limit: '5000', batchSize: '5001' }).errors.batchSize).toContain(
      'from 1 to 5,000',
    );
  });

  it('gives a complete, valid configuration whatever is in error', () => {
    const { config, errors } = readDraft({ dataset: 'none', model: 'huge', batchSize: '-1', epochs: 'x' });
    expect(Object.keys(errors)).toEqual(['dataset', 'model', 'batchSize', 'epochs']);
    expect(config).toEqual(initialConfig());
  });

  it('reads own properties only', () => {
    const inherited = Object.create({ batchSize: '7' }) as Partial<Draft>;
    expect(readDraft(inherited).config.batchSize).toBe(100);
  });
});
