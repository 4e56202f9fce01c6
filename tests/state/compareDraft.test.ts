import { describe, expect, it } from 'vitest';
import { sweepDraftOf, defaultSweep } from '../../src/experiment/sweepFields.ts';
import {
  armsText,
  namesSize,
  normalises,
  otherArms,
  readDrafted,
  toggleSize,
} from '../../src/state/compareDraft.ts';
import { base } from './compareSupport.ts';

describe('chips and the text of batch sizes', () => {
  it('put a size in at its place and take it out again', () => {
    expect(toggleSize('8, 64', 16)).toBe('8, 16, 64');
    expect(toggleSize('8, 64', 512)).toBe('8, 64, 512');
    expect(toggleSize('8,16;64', 16)).toBe('8, 64');
    expect(toggleSize('', 4)).toBe('4');
  });
  it('leave what they cannot read to its message', () => {
    expect(toggleSize('eight, 64', 16)).toBe('eight, 16, 64');
    expect(namesSize('eight, 64', 64)).toBe(true);
    expect(namesSize('640', 64)).toBe(false);
  });
});

it('batch normalisation is seen in any of the tasks', () => {
  const draft = sweepDraftOf(defaultSweep(base()));
  expect(normalises(draft, base())).toBe(false);
  expect(normalises(draft, { ...base(), model: 'cnn-bn' })).toBe(true);
  expect(normalises({ ...draft, arms: 'digits.mlp, digits.cnn-bn' }, base())).toBe(true);
  expect(normalises({ ...draft, arms: 'digits.cnn-bn, digits.softmax' }, base())).toBe(false);
});

describe('tasks', () => {
  it('begin with that of the Train page', () => {
    const draft = { ...sweepDraftOf(defaultSweep(base())), arms: 'moons.mlp, digits.softmax' };
    expect(otherArms(draft)).toEqual(['digits.softmax']);
    expect(readDrafted(draft, base()).spec?.arms).toEqual([
      { dataset: 'digits', model: 'mlp' },
      { dataset: 'digits', model: 'softmax' },
    ]);
    expect(armsText(base(), [])).toBe('');
  });
  it('are refused when the Train page comes to one of the others', () => {
    const draft = { ...sweepDraftOf(defaultSweep(base())), arms: 'moons.mlp, digits.mlp' };
    expect(readDrafted(draft, base()).errors.arms).toMatch(/twice/);
  });
});
