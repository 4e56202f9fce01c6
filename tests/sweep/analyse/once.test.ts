import { expect, it } from 'vitest';
import type { SweepData } from '../../../src/experiment/sweep.ts';
import { once } from '../../../src/sweep/analyse/once.ts';
import { PRESETS } from '../../../src/sweep/presets.ts';

const sweep = (): SweepData => ({
  ...{ id: 'a', spec: PRESETS[0].spec, preset: undefined, createdAt: 0, speeds: [], runs: [] },
});

it('makes an analysis once for the same data and choice, and anew for others', () => {
  const made: number[] = [];
  const view = once((_: SweepData, target: { value: number }) => made.push(target.value));
  const data = sweep();
  view(data, { value: 1 });
  view(data, { value: 1 });
  expect(made).toEqual([1]);
  view(data, { value: 2 });
  view(sweep(), { value: 1 });
  expect(made).toEqual([1, 2, 1]);
});
