import { describe, expect, it } from 'vitest';
import { modelOf } from '../../src/experiment/derive.ts';
import { draftOf, editDraft, initialConfig, readDraft } from '../../src/experiment/draft.ts';
import { distanceFromTruth, trueWeights } from '../../src/experiment/linearTask.ts';
import { memoryOf } from '../../src/experiment/memoryPlan.ts';
import { parameterCount } from '../../src/experiment/model.ts';
import { exportCsv } from '../../src/experiment/csv.ts';
import { exportResults, parseResults } from '../../src/experiment/results.ts';
import { summarize } from '../../src/experiment/summary.ts';
import { decodeLink, encodeLink } from '../../src/experiment/url.ts';
import { initialWeights } from '../../src/experiment/weights.ts';
import { configOf, evaluationAt, resultInput } from './support.ts';

const linear = configOf({ dataset: 'linear', dimension: '7', noise: '2.5', distance: '3' });
const without = (epoch: number, loss: number) => evaluationAt(epoch, 0, { loss, accuracy: undefined });

describe('the linear model', () => {
  it('has one weight for each number and nothing else', () => {
    const model = modelOf(linear);
    expect(parameterCount(model)).toBe(7);
    expect(model.loss).toBe('squaredError');
    expect(memoryOf(model, 'sgd', 32)).toMatchObject({ weights: 28, activations: 4 * 32, batch: 4 * 32 * 7 });
  });

  it('begins at the set distance from the true weights, in a direction that the seed draws', () => {
    const truth = trueWeights(7, linear.dataSeed);
    const starts = [1, 2, 3].map((seed) => initialWeights(modelOf(linear), seed)[0]);
    for (const start of starts) expect(distanceFromTruth(start, truth)).toBeCloseTo(3, 5);
    expect(new Set(starts.map((w) => w.join())).size).toBe(3);
    const [there] = initialWeights(modelOf({ ...linear, distance: 0 }), 1);
    expect(distanceFromTruth(there, truth)).toBeLessThan(1e-6);
  });
});

describe('its settings', () => {
  it('come with the dataset, and go with it', () => {
    const start = draftOf(initialConfig());
    const chosen = editDraft(start, 'dataset', 'linear');
    expect(chosen).toMatchObject({ model: 'linear', noise: '0.5', size: '10000' });
    expect(readDraft(chosen).errors).toEqual({});
    expect(editDraft(chosen, 'dataset', 'digits')).toEqual(start);
  });

  it.each([
    ['linear', 'mlp', 'Model mlp tells classes apart and Linear asks for a number; choose linear.'],
    ['linear', 'cnn', 'Model cnn tells classes apart and Linear asks for a number; choose linear.'],
    [
      'moons',
      'linear',
      'Model linear answers with a number and Two moons asks for classes; choose softmax or mlp.',
    ],
    [
      'mnist',
      'linear',
      'Model linear answers with a number and MNIST asks for classes; choose softmax, mlp or cnn.',
    ],
  ])('%s with model %s is refused', (dataset, model, message) => {
    expect(readDraft({ dataset, model }).errors).toEqual({ model: message });
  });

  it('are in the link and back', () => {
    const link = encodeLink(linear);
    expect(link).toBe('v=1&dataset=linear&dimension=7&noise=2.5&distance=3');
    expect(decodeLink(link)).toEqual({ config: linear, notes: [] });
    expect(decodeLink('dataset=linear&dimension=300&distance=-1').notes).toEqual([
      'Dimension “300” must be a whole number from 1 to 256. Instead, dimension=10 is used.',
      'Starting distance “-1” must be a number from 0 to 100. Instead, distance=1 is used.',
    ]);
  });
});

describe('records without an accuracy', () => {
  const evaluations = [without(0, 0.7), without(1, 0.131)];
  const summary = {
    ...{ config: linear, trainingCount: 10_000, evaluations, engine: 'cpu' as const },
    ...{ status: 'finished' as const, retuned: false },
    position: { update: 500, epoch: 5, examples: 50_000, seconds: 1 },
  };

  it('are summed up by their loss', () => {
    expect(summarize(summary)).toMatch(/and reached validation loss 0\.131\.$/);
    const large = { ...summary, config: { ...linear, batchSize: 1000 }, evaluations: [without(1, 0.2)] };
    expect(summarize(large, summary)).toContain(
      'and reached validation loss 0.2 against 0.131 (one seed each',
    );
    const worse = { ...summary, evaluations: [without(0, 0.7), without(1, 3)] };
    expect(summarize(worse)).toContain(
      'That is worse than at the start: learning rate 0.1 is probably too high',
    );
    for (const one of [summarize(summary), summarize(large, summary), summarize(worse)])
      expect(one).not.toMatch(/accuracy|NaN|undefined/);
  });

  it('are null in the JSON and empty in the CSV', () => {
    const run = resultInput({ config: linear }, { evaluations });
    const file = exportResults([run], { userAgent: 'test' }, { exportedAt: new Date(0), build: 'test' });
    expect(file.runs[0].evaluations[1]).toMatchObject({ loss: 0.131, accuracy: null });
    expect(parseResults(JSON.parse(JSON.stringify(file)))).toEqual({ results: file });
    expect(exportCsv([run])).toMatch(/0\.131,,2000\r\n$/);
  });
});
