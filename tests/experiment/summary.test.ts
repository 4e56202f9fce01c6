import { describe, expect, it } from 'vitest';
import type { Draft } from '../../src/experiment/draft.ts';
import { nextBatchSize, summarize, type SummaryInput } from '../../src/experiment/summary.ts';
import { configOf, evaluationAt } from './support.ts';

/** A finished run over 5 epochs whose validation accuracy after each epoch is given. */
function run(
  draft: Partial<Draft>,
  accuracies: number[],
  seconds: number,
  more: Partial<SummaryInput> = {},
): SummaryInput {
  const config = configOf(draft);
  const perEpoch = Math.ceil(10_000 / config.batchSize);
  return {
    config,
    trainingCount: 10_000,
    evaluations: accuracies.map((a, i) => evaluationAt(i + 1, a, { update: (i + 1) * perEpoch })),
    position: { update: 5 * perEpoch, examples: 50_000, epoch: 5, seconds },
    engine: 'cpu',
    status: 'finished',
    retuned: false,
    ...more,
  };
}

const rising = (last: number) => [0.8, 0.9, 0.93, last - 0.006, last];
const hundred = run({}, rising(0.951), 4.2);
const ten = run({ batchSize: '10' }, rising(0.968), 9.8);

describe('one run', () => {
  it('is told with its updates, training time, accuracy and what the last epoch changed', () => {
    expect(summarize(hundred)).toBe(
      'With batch size 100 the network made 500 updates in 4.2 s of training and reached 95.1% validation accuracy; the last epoch still gained 0.6 points.',
    );
  });

  it.each([
    [[0.9, 0.9, 0.9, 0.95, 0.946], '94.6% validation accuracy; the last epoch lost 0.4 points.'],
    [[0.9, 0.9, 0.9, 0.95, 0.9501], '95.0% validation accuracy; the last epoch did not change that.'],
  ])('of accuracies %j ends "%s"', (accuracies, end) => {
    expect(summarize(run({}, accuracies, 4.2))).toContain(end);
  });

  it('leaves the last epoch out where its start was not measured on equally many examples', () => {
    const evaluations = [evaluationAt(4, 0.9, { count: 500 }), evaluationAt(5, 0.95)];
    expect(summarize({ ...hundred, evaluations })).toMatch(/95\.0% validation accuracy\.$/);
    expect(summarize({ ...hundred, evaluations: [evaluationAt(3.7, 0.9), evaluationAt(5, 0.95)] })).toMatch(
      /95\.0% validation accuracy\.$/,
    );
  });

  it('does not take training accuracy for validation accuracy', () => {
    const evaluations = [evaluationAt(5, 0.9), evaluationAt(5, 0.99, { split: 'training' })];
    expect(summarize({ ...hundred, evaluations })).toContain('reached 90.0% validation accuracy');
  });

  it('says one update in the singular, and nothing of an accuracy that was not measured', () => {
    const position = { update: 1, examples: 100, epoch: 0.01, seconds: 0.004 };
    expect(summarize({ ...hundred, position, evaluations: [] })).toBe(
      'With batch size 100 the network made 1 update in 4 ms of training.',
    );
  });

  const position = { update: 120, examples: 12_000, epoch: 1.2, seconds: 1 };
  const evaluations = [evaluationAt(1, 0.8)];
  it.each([
    [
      'stopped',
      'With batch size 100 the training was stopped after 120 updates, 1.2 of 5 epochs; validation accuracy was 80.0% when last measured.',
    ],
    [
      'failed',
      'With batch size 100 the training failed after 120 updates, 1.2 of 5 epochs; validation accuracy was 80.0% when last measured.',
    ],
    [
      'paused',
      'With batch size 100 the network has so far made 120 updates in 1 s of training and stands at 80.0% validation accuracy.',
    ],
  ] as const)('that is %s', (status, sentence) => {
    expect(summarize({ ...hundred, status, position, evaluations })).toBe(sentence);
  });

  it('that was retuned names its first batch size as such', () => {
    expect(summarize({ ...hundred, retuned: true })).toBe(
      'With settings changed on the way (batch size 100 at the start) the network made 500 updates in 4.2 s of training and reached 95.1% validation accuracy.',
    );
  });
});

describe('a learning rate that is too high', () => {
  const told = (accuracies: number[], losses: number[]): string => {
    const one = run({ batchSize: '1' }, accuracies, 9);
    const evaluations = one.evaluations.map((e, i) => ({ ...e, loss: losses[i] ?? e.loss }));
    return summarize({ ...one, evaluations });
  };
  it('is named where the accuracy fell far back', () => {
    expect(told([0.5, 0.8, 0.97, 0.7, 0.46], [])).toMatch(
      /It had been 97\.0% on the way: learning rate 0\.1 is probably too high for batch size 1\.$/,
    );
  });
  it('is named where the network only guesses and its loss has grown', () => {
    expect(told([0.1, 0.1, 0.1, 0.1, 0.1], [2.3, 3, 4, 5, 6])).toContain('That is guessing');
  });
  it('is not blamed for a slow start or usual noise', () => {
    expect(told([0.1, 0.1, 0.1, 0.11, 0.12], [2.3, 2.3, 2.29, 2.29, 2.28])).not.toContain('too high');
    expect(told([0.9, 0.95, 0.97, 0.96, 0.94], [])).not.toContain('too high');
  });
});

describe('two runs', () => {
  const own = `${summarize(ten)} `;

  it('that differ in batch size alone are compared', () => {
    expect(summarize(ten, hundred)).toBe(
      'Batch size 10 made 10 times as many updates as batch size 100 (5,000 against 500) in the same 5 epochs and reached 96.8%, 1.7 points higher (one seed each, so take small differences lightly); it took 2.3 times as long (9.8 s against 4.2 s).',
    );
  });

  it('the other way round give another, equally true sentence', () => {
    expect(summarize(hundred, ten)).toBe(
      'Batch size 100 made a tenth of the updates of batch size 10 (500 against 5,000) in the same 5 epochs and reached 95.1%, 1.7 points lower (one seed each, so take small differences lightly); batch size 10 took 2.3 times as long (9.8 s against 4.2 s).',
    );
  });

  it('with their results exchanged give the opposite', () => {
    const exchanged = summarize(
      { ...ten, evaluations: hundred.evaluations },
      { ...hundred, evaluations: ten.evaluations },
    );
    expect(exchanged).toContain('reached 95.1%, 1.7 points lower');
  });

  it('claim no difference within two standard errors', () => {
    const close = run({ batchSize: '10' }, rising(0.953), 4.3);
    expect(summarize(close, hundred)).toContain(
      'and reached 95.3% against 95.1%: no clear difference, as 1.4 points can be chance with 2,000 validation examples; both took about as long (4.3 s against 4.2 s).',
    );
  });

  it('claim less on fewer validation examples', () => {
    const few = (r: SummaryInput) => ({
      ...r,
      evaluations: r.evaluations.map((e) => ({ ...e, count: 200 })),
    });
    expect(summarize(few(ten), few(hundred))).toContain('no clear difference, as 4.1 points can be chance');
  });

  it('need no caution when they are far apart', () => {
    const far = run({ batchSize: '1000' }, [0.5, 0.6, 0.7, 0.75, 0.8], 3);
    const told = summarize(far, hundred);
    expect(told).toContain('80.0%, 15.1 points lower;');
    expect(told).not.toContain('one seed');
    expect(told).toContain('; batch size 100 took 40% longer (4.2 s against 3 s).');
  });

  it.each([
    ['50', 'Batch size 50 made twice as many updates as batch size 100 (1,000 against 500)'],
    ['200', 'Batch size 200 made half of the updates of batch size 100 (250 against 500)'],
    ['64', 'Batch size 64 made about 1.6 times as many updates as batch size 100 (785 against 500)'],
    ['128', 'Batch size 128 made about 79% of the updates of batch size 100 (395 against 500)'],
  ])('count updates right for batch size %s', (batchSize, sentence) => {
    expect(summarize(run({ batchSize }, rising(0.95), 4), hundred)).toContain(sentence);
  });

  it('do not have their times compared across engines', () => {
    expect(summarize({ ...ten, engine: 'webgpu' }, hundred)).toMatch(
      /; their times do not compare, as one ran on webgpu, the other on cpu\.$/,
    );
  });

  it.each<[string, SummaryInput]>([
    ['the same settings', ten],
    ['another learning rate', run({ learningRate: '0.2' }, rising(0.95), 4)],
    ['other epochs', run({ epochs: '10' }, rising(0.95), 4)],
    ['another seed', run({ seed: '2' }, rising(0.95), 4)],
    ['a run that was stopped', { ...hundred, status: 'stopped' }],
    ['a retuned run', { ...hundred, retuned: true }],
    ['fewer training examples', { ...hundred, trainingCount: 9000 }],
  ])('are not compared with %s', (_, before) => {
    expect(`${summarize(ten, before)} `).toBe(own);
  });

  it('are not compared when the later one was retuned', () => {
    expect(summarize({ ...ten, retuned: true }, hundred)).not.toContain('against');
  });
});

describe('nextBatchSize', () => {
  it.each<[Partial<Draft>, number[], number | undefined]>([
    [{}, [], 10],
    [{}, [100], 10],
    [{}, [10], 1000],
    [{}, [10, 1000], 1],
    [{}, [1, 10, 1000], 10_000],
    [{ batchSize: '10' }, [100], 1],
    [{ batchSize: '1' }, [], 10],
    [{ batchSize: '5' }, [], 1],
    [{ batchSize: '5' }, [1], 50],
    [{ batchSize: '64' }, [], 8],
    [{ batchSize: '64' }, [8], 512],
    [{ dataset: 'moons', batchSize: '300' }, [30], 1000],
    [{ dataset: 'moons', batchSize: '1000' }, [100], 10],
    [{ dataset: 'moons', size: '20', batchSize: '20' }, [1, 2], 8],
    [{ dataset: 'moons', size: '20', batchSize: '20' }, [1, 2, 4, 8, 16], undefined],
  ])('%j after %j offers %s', (draft, tried, expected) => {
    expect(nextBatchSize(configOf(draft), tried)).toBe(expected);
  });

  it('never repeats itself and stays within the data until the powers of two are through', () => {
    const config = configOf({ dataset: 'moons', batchSize: '100' });
    const tried: number[] = [];
    for (let next = nextBatchSize(config, tried); next !== undefined; next = nextBatchSize(config, tried)) {
      expect(tried).not.toContain(next);
      expect(next).toBeGreaterThanOrEqual(1);
      expect(next).toBeLessThanOrEqual(1000);
      tried.push(next);
    }
    expect(tried).toHaveLength(12);
  });
});
