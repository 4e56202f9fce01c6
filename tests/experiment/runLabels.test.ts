import { expect, it } from 'vitest';
import { readDraft, type Draft } from '../../src/experiment/draft.ts';
import { runLabels } from '../../src/experiment/runLabels.ts';

const labels = (...drafts: Partial<Draft>[]): string[] => runLabels(drafts.map((d) => readDraft(d).config));

it.each<[Partial<Draft>[], string[]]>([
  [[], []],
  [
    [{ batchSize: '1000' }, {}],
    ['1,000', '100'],
  ],
  [
    [{ optimizer: 'adam' }, {}],
    ['100 adam', '100 sgd'],
  ],
  [
    [{ seed: '2' }, { batchSize: '8' }, {}],
    ['100 seed 2', '8', '100 seed 1'],
  ],
  [
    [{ microBatch: '64' }, {}],
    ['100 micro-batch 64', '100 micro-batch none'],
  ],
  [
    [{}, {}, {}],
    ['100 (3)', '100 (2)', '100'],
  ],
])('runLabels of %o', (drafts, expected) => {
  expect(labels(...drafts)).toEqual(expected);
});
