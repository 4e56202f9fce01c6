import { describe, expect, it } from 'vitest';
import type { ExperimentConfig } from '../../src/experiment/config.ts';
import { readDraft, type Draft } from '../../src/experiment/draft.ts';
import { FIELD_ORDER, FIELDS, type FieldKey } from '../../src/experiment/fields.ts';

const read = (key: FieldKey, text: string, more: Partial<Draft> = {}) => readDraft({ ...more, [key]: text });

describe('texts that are refused, with a message that names the value and what would be right', () => {
  const batch = 'must be a whole number from 1 to 10,000 (all training examples).';
  const rate = 'must be a number above 0 up to 1,000.';
  it.each<[FieldKey, string, string]>([
    ['batchSize', '0', `Batch size “0” ${batch}`],
    ['batchSize', '-5', `Batch size “-5” ${batch}`],
    ['batchSize', '2.5', `Batch size “2.5” ${batch}`],
    ['batchSize', 'abc', `Batch size “abc” ${batch}`],
    ['batchSize', '10001', `Batch size “10001” ${batch}`],
    ['batchSize', '1,00', `Batch size “1,00” ${batch}`],
    ['batchSize', '0x10', `Batch size “0x10” ${batch}`],
    ['batchSize', '', 'Batch size is empty; enter a whole number from 1 to 10,000 (all training examples).'],
    ['batchSize', '9'.repeat(500), `Batch size “${'9'.repeat(24)}…” ${batch}`],
    ['learningRate', 'NaN', `Learning rate “NaN” ${rate}`],
    ['learningRate', '1e308', `Learning rate “1e308” ${rate}`],
    ['learningRate', '1e309', `Learning rate “1e309” ${rate}`],
    ['learningRate', 'Infinity', `Learning rate “Infinity” ${rate}`],
    ['learningRate', '0', `Learning rate “0” ${rate}`],
    ['learningRate', '-0.1', `Learning rate “-0.1” ${rate}`],
    ['learningRate', '0,001', `Learning rate “0,001” ${rate}`],
    ['epochs', '0', 'Epochs “0” must be a whole number from 1 to 1,000.'],
    ['seed', '4294967296', 'Seed “4294967296” must be a whole number from 0 to 4,294,967,295.'],
    ['size', '19', 'Training examples “19” must be a whole number from 20 to 60,000.'],
    ['validationShare', '0', 'Validation share “0” must be a number from 0.01 to 1.'],
    ['engine', 'gpu', 'Engine “gpu” is not on offer; choose auto, webgpu, webgl, cpu.'],
    ['engine', 'toString', 'Engine “toString” is not on offer; choose auto, webgpu, webgl, cpu.'],
    ['remainder', '', 'Last, smaller batch “” is not on offer; choose keep, drop.'],
  ])('%s = "%s"', (key, text, message) => {
    const { config, errors } = read(key, text);
    expect(errors).toEqual({ [key]: message });
    expect(config).toEqual(readDraft({}).config);
  });

  const layers = 'enter 1 to 6 layers of 1 to 2,048 units, such as 128 or 64-32.';
  it.each([
    ['', `A hidden layer is empty; ${layers}`],
    ['  ', `A hidden layer is empty; ${layers}`],
    ['64-', `A hidden layer in “64-” is empty; ${layers}`],
    ['64--32', `A hidden layer in “64--32” is empty; ${layers}`],
    ['0', `Hidden layer “0” must be a whole number of units from 1 to 2,048.`],
    ['64-2.5', `Hidden layer “2.5” must be a whole number of units from 1 to 2,048.`],
    ['64-2049', `Hidden layer “2049” must be a whole number of units from 1 to 2,048.`],
    ['1,024', `Hidden layer “024” must be a whole number of units from 1 to 2,048.`],
    ['many', `Hidden layer “many” must be a whole number of units from 1 to 2,048.`],
    [`1${' '.repeat(1e6)}y`, `Hidden layers “1${' '.repeat(23)}…” are too many; ${layers}`],
    ['1-2-3-4-5-6-7', `Hidden layers “1-2-3-4-5-6-7” are 7; ${layers}`],
  ])('hidden = "%s"', (text, message) => {
    expect(read('hidden', text).errors).toEqual({ hidden: message });
  });

  it.each(['0', '1e-13', '2', 'tiny'])('an epsilon of %s is refused, 1e-7 is understood', (text) => {
    expect(read('epsilon', text, { optimizer: 'adam' }).errors.epsilon).toContain(
      'must be a number from 1e-12 to 1.',
    );
    const { config, errors } = read('epsilon', '1e-7', { optimizer: 'adam' });
    expect([config.epsilon, errors]).toEqual([1e-7, {}]);
  });

  it.each(['momentum', 'beta1', 'beta2'] as const)('%s of 1 would never forget', (key) => {
    const optimizer = key === 'momentum' ? 'momentum' : 'adam';
    expect(read(key, '1', { optimizer }).errors[key]).toContain('must be a number from 0 and below 1.');
    expect(read(key, '0', { optimizer }).errors).toEqual({});
  });

  it.each(['cnn', 'cnn-bn'])('model %s on points', (model) => {
    expect(read('model', model, { dataset: 'moons' }).errors).toEqual({
      model: `Model ${model} needs pictures and Two moons are points; choose softmax or mlp.`,
    });
    expect(read('model', model, { dataset: 'mnist' }).errors).toEqual({});
  });
});

describe('texts that are understood', () => {
  it.each<[FieldKey, string, unknown]>([
    ['batchSize', '1', 1],
    ['batchSize', '10,000', 10_000],
    ['batchSize', ' 64 ', 64],
    ['batchSize', '1e3', 1000],
    ['batchSize', '64.0', 64],
    ['learningRate', '.5', 0.5],
    ['learningRate', '1e-3', 0.001],
    ['learningRate', '1,000', 1000],
    ['noise', '-0', 0],
    ['seed', '4,294,967,295', 4294967295],
    ['hidden', '64-32', [64, 32]],
    ['hidden', '64, 32; 16 x 8', [64, 32, 16, 8]],
    ['hidden', '64 32', [64, 32]],
    ['hidden', '128,256', [128, 256]],
    ['optimizer', 'adam', 'adam'],
  ])('%s = "%s" is %j', (key, text, value) => {
    const { config, errors } = read(key, text);
    expect(errors).toEqual({});
    expect(config[key]).toStrictEqual(value);
  });

  it('reads back what it formats', () => {
    const { config } = readDraft({ hidden: '64-32', learningRate: '1e-7', size: '12345' });
    const again = Object.fromEntries(
      FIELD_ORDER.map((key) => [key, (FIELDS[key].format as (v: unknown) => string)(config[key])]),
    );
    expect(readDraft(again as Draft)).toEqual({ config, errors: {} });
  });
});

describe('fields that have no effect', () => {
  it.each<[FieldKey, Partial<ExperimentConfig>, boolean]>([
    ['hidden', { model: 'mlp' }, true],
    ['hidden', { model: 'softmax' }, false],
    ['activation', { model: 'softmax' }, false],
    ['momentum', { optimizer: 'sgd' }, false],
    ['momentum', { optimizer: 'momentum' }, true],
    ['beta2', { optimizer: 'adam' }, true],
    ['epsilon', { optimizer: 'adam' }, true],
    ['epsilon', { optimizer: 'momentum' }, false],
    ['limit', { dataset: 'digits' }, false],
    ['limit', { dataset: 'mnist' }, true],
    ['noise', { dataset: 'mnist' }, false],
    ['size', { dataset: 'xor' }, true],
  ])('%s with %j: applies %s', (key, change, applies) => {
    expect(FIELDS[key].applies({ ...readDraft({}).config, ...change })).toBe(applies);
  });

  it('are never in error', () => {
    expect(read('momentum', 'abc').errors).toEqual({});
    expect(read('hidden', '', { model: 'softmax' }).errors).toEqual({});
  });
});
