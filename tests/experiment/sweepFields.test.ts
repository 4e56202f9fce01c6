import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { armConfig, armReading, trialId } from '../../src/experiment/arms.ts';
import { trainingCount } from '../../src/experiment/derive.ts';
import { defaultSweep, readSweep, sweepDraftOf, type SweepDraft } from '../../src/experiment/sweepFields.ts';
import { configOf } from './support.ts';
import { anySweep, draft, sweepOf } from './sweepSupport.ts';

describe('readSweep', () => {
  it('reads a sweep', () => {
    const base = configOf({ learningRate: '0.2' });
    expect(readSweep(draft({ batchSizes: '512 8;64,', lrRule: 'linear' }), base)).toEqual({
      spec: {
        base,
        arms: [{ dataset: 'digits', model: 'mlp' }],
        batchSizes: [8, 64, 512],
        seeds: 3,
        lrRule: 'linear',
        budget: { unit: 'epochs', amount: 5, until: undefined },
        noise: false,
        kind: 'train',
      },
      errors: {},
    });
  });

  it.each<[Partial<SweepDraft>, unknown]>([
    [
      { untilMetric: 'accuracy', untilValue: ' 90% ' },
      { metric: 'accuracy', value: 0.9 },
    ],
    [
      { untilMetric: 'accuracy', untilValue: '97.3 %' },
      { metric: 'accuracy', value: 0.973 },
    ],
    [
      { untilMetric: 'accuracy', untilValue: '1' },
      { metric: 'accuracy', value: 1 },
    ],
    [
      { untilMetric: 'accuracy', untilValue: '1%' },
      { metric: 'accuracy', value: 0.01 },
    ],
    [
      { untilMetric: 'loss', untilValue: '0.25' },
      { metric: 'loss', value: 0.25 },
    ],
    [{ untilMetric: 'none', untilValue: 'nonsense' }, undefined],
  ])('takes the target of %j', (texts, target) => {
    expect(sweepOf(texts).budget.until).toEqual(target);
  });

  const sizes =
    'whole numbers from 1 to 10,000 (all training examples of Digits (drawn here)), such as 8, 64, 512.';
  const share = 'a share of the examples above 0 up to 1, such as 0.9 or 90%.';
  it.each<[keyof SweepDraft, Partial<SweepDraft>, string]>([
    ['batchSizes', { batchSizes: ' , ' }, `Batch sizes are empty; enter ${sizes}`],
    ['batchSizes', { batchSizes: '8, 64, 8' }, 'Batch size 8 is there twice; leave one of them out.'],
    [
      'batchSizes',
      { batchSizes: '64 064' },
      'Batch size “064” begins with 0: commas part the batch sizes, so write 64064 without one.',
    ],
    [
      'batchSizes',
      { batchSizes: '8, 1,024' },
      'Batch size “024” begins with 0: commas part the batch sizes, so write 1024 without one.',
    ],
    [
      'batchSizes',
      { batchSizes: '8, 20000' },
      `Batch size 20,000 is more than the 10,000 training examples of Digits (drawn here); enter ${sizes}`,
    ],
    [
      'batchSizes',
      { batchSizes: '0' },
      `Batch size “0” must be a whole number of at least 1; enter ${sizes}`,
    ],
    [
      'batchSizes',
      { batchSizes: '8 -1' },
      `Batch size “-1” must be a whole number of at least 1; enter ${sizes}`,
    ],
    [
      'batchSizes',
      { batchSizes: '2.5' },
      `Batch size “2.5” must be a whole number of at least 1; enter ${sizes}`,
    ],
    [
      'batchSizes',
      { batchSizes: 'many' },
      `Batch size “many” must be a whole number of at least 1; enter ${sizes}`,
    ],
    ['batchSizes', { batchSizes: '1 '.repeat(33) }, 'Batch sizes are 33; enter at most 32.'],
    [
      'batchSizes',
      { batchSizes: '8 '.repeat(1e5) },
      `Batch sizes “${'8 '.repeat(12)}…” are too many; enter up to 32.`,
    ],
    [
      'batchSizes',
      { arms: 'digits.mlp, moons.mlp', batchSizes: '8, 2048' },
      'Batch size 2,048 is more than the 1,000 training examples of Two moons; enter whole numbers from 1 to 1,000 (all training examples of Two moons), such as 8, 64, 512.',
    ],
    [
      'arms',
      { arms: 'digits' },
      'Task “digits” must be a dataset and a model with a point between them, such as digits.mlp.',
    ],
    [
      'arms',
      { arms: 'digits.mlp.x' },
      'Task “digits.mlp.x” must be a dataset and a model with a point between them, such as digits.mlp.',
    ],
    [
      'arms',
      { arms: 'moons.cnn' },
      'Task “moons.cnn”: Model cnn needs pictures and Two moons are points; choose softmax or mlp.',
    ],
    [
      'arms',
      { arms: 'moons.mlp digits.mlp, moons.mlp' },
      'Task “moons.mlp” is there twice; leave one of them out.',
    ],
    ['seeds', { seeds: '0' }, 'Seeds “0” must be a whole number from 1 to 10.'],
    ['seeds', { seeds: '11' }, 'Seeds “11” must be a whole number from 1 to 10.'],
    ['seeds', { seeds: '' }, 'Seeds is empty; enter a whole number from 1 to 10.'],
    [
      'lrRule',
      { lrRule: 'best' },
      'Learning rate rule “best” is not on offer; choose fixed, linear, sqrt, tuned.',
    ],
    [
      'budgetUnit',
      { budgetUnit: 'hours' },
      'Budget “hours” is not on offer; choose epochs, updates, examples, seconds.',
    ],
    ['budgetAmount', { budgetAmount: '' }, 'Budget is empty; enter a whole number from 1 to 1,000 epochs.'],
    ['budgetAmount', { budgetAmount: '0' }, 'Budget “0” must be a whole number from 1 to 1,000 epochs.'],
    [
      'budgetAmount',
      { budgetUnit: 'seconds', budgetAmount: '0' },
      'Budget “0” must be a number of seconds above 0 up to 86,400.',
    ],
    ['untilValue', { untilMetric: 'accuracy', untilValue: '90' }, `Target accuracy “90” must be ${share}`],
    [
      'untilValue',
      { untilMetric: 'accuracy', untilValue: '101%' },
      `Target accuracy “101%” must be ${share}`,
    ],
    ['untilValue', { untilMetric: 'accuracy', untilValue: '0' }, `Target accuracy “0” must be ${share}`],
    ['untilValue', { untilMetric: 'accuracy', untilValue: ' ' }, `Target accuracy is empty; enter ${share}`],
    [
      'untilValue',
      { untilMetric: 'loss', untilValue: '50%' },
      'Target loss “50%” must be a number above 0 up to 1,000.',
    ],
    [
      'untilMetric',
      { arms: 'linear.linear', untilMetric: 'accuracy', untilValue: '0.9' },
      'Target accuracy is not defined on Linear, whose answers are numbers; choose loss.',
    ],
  ])('names what is wrong with %s in %j', (key, texts, message) => {
    const { spec, errors } = readSweep(draft(texts), configOf());
    expect(errors).toEqual({ [key]: message });
    expect(spec).toBeUndefined();
  });

  it('refuses seeds beyond the last, and tasks that the data settings do not fit', () => {
    expect(readSweep(draft(), configOf({ seed: '4294967294' })).errors.seeds).toBe(
      'Seeds “3” from seed 4294967294 on go beyond 4294967295; enter at most 2 or a smaller seed.',
    );
    expect(readSweep(draft({ arms: 'digits.mlp, moons.mlp' }), configOf({ size: '30000' })).errors.arms).toBe(
      'Task “moons.mlp”: Training examples “30000” must be a whole number from 20 to 20,000.',
    );
  });

  it('takes the base to the first task, data at defaults following', () => {
    const { base, arms } = sweepOf({ arms: 'moons.softmax, digits.mlp' }, configOf({ epochs: '7' }));
    expect(base).toEqual(configOf({ dataset: 'moons', model: 'softmax', epochs: '7' }));
    expect(armConfig(base, arms[1])).toEqual(configOf({ epochs: '7' }));
    expect(armConfig(base, arms[0])).toBe(base);
  });

  it('is undone by sweepDraftOf, for any sweep', () => {
    fc.assert(
      fc.property(anySweep, (spec) => {
        expect(readSweep(sweepDraftOf(spec), spec.base)).toEqual({ spec, errors: {} });
        for (const arm of spec.arms) {
          const { config } = armReading(spec.base, arm);
          expect([config.dataset, config.model]).toEqual([arm.dataset, arm.model]);
          expect(spec.batchSizes.at(-1)).toBeLessThanOrEqual(trainingCount(config));
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('defaultSweep', () => {
  it.each([
    [{}, [8, 64, 512], 3],
    [{ size: '100', seed: '4294967295' }, [8, 64], 1],
    [{ dataset: 'mnist', limit: '5' }, [5], 3],
  ])('fits %j', (texts, batchSizes, seeds) => {
    const spec = defaultSweep(configOf(texts));
    expect(spec).toMatchObject({ batchSizes, seeds });
    expect(readSweep(sweepDraftOf(spec), spec.base)).toEqual({ spec, errors: {} });
  });
});

it('trialId says what a trial is', () => {
  const arm = { dataset: 'digits', model: 'mlp' } as const;
  const of = { batchSize: 64, seed: 1, learningRate: 0.1 };
  expect(trialId(arm, 'run', of)).toBe('digits.mlp/b64/s1');
  expect(trialId(arm, 'tuning', of)).toBe('digits.mlp/b64/s1/tune/lr0.1');
});
