import { expect, it } from 'vitest';
import { modelOf } from '../../src/experiment/derive.ts';
import { readDraft } from '../../src/experiment/draft.ts';
import { stagesOf } from '../../src/experiment/stages.ts';

const texts = (draft: Parameters<typeof readDraft>[0]): string[] =>
  stagesOf(modelOf(readDraft(draft).config)).map((s) => s.text);

it.each([
  [{ model: 'softmax' }, ['784', '10']],
  [{ hidden: '128-64' }, ['784', '128', '64', '10']],
  [{ dataset: 'moons', hidden: '4' }, ['2', '4', '2']],
  [{ model: 'cnn' }, ['28×28×1', '24×24×8', '12×12×8', '8×8×16', '4×4×16', '10']],
])('the stages of %o', (draft, stages) => {
  expect(texts(draft)).toEqual(stages);
});
