import { expect, it } from 'vitest';
import { leftWords, roughly } from '../../../src/ui/compare/durations.ts';

it('rounds forecasts to what they are worth', () => {
  for (const [seconds, text] of [
    [0.2, '1 s'],
    [7.4, '7 s'],
    [23, '25 s'],
    [58, '1 min'],
    [95, '2 min'],
    [3590, '1 h'],
    [5400, '1.5 h'],
  ] as const)
    expect(roughly(seconds)).toBe(text);
  expect(leftWords(2)).toBe('a few seconds left');
  expect(leftWords(undefined)).toMatch(/not known/);
});
