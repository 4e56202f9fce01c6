import { describe, expect, it } from 'vitest';
import { readDraft } from '../../src/experiment/draft.ts';
import { compareSpeed, type SpeedOfRun } from '../../src/experiment/speed.ts';

const engine = { asked: 'cpu', got: 'cpu', why: '', device: '', software: false } as const;
function run(batchSize: number, examplesPerSecond: number, more: Partial<SpeedOfRun> = {}): SpeedOfRun {
  const { config } = readDraft({ batchSize: String(batchSize) });
  return { config, batchSize, engine, examplesPerSecond, retuned: false, ...more };
}

describe('compareSpeed', () => {
  it.each([
    [run(100, 3000), [run(10, 1000)], /Batch size 100 is 3 times as fast per example as 10\./],
    [run(10, 1000), [run(100, 3000)], /Batch size 100 is 3 times as fast per example as 10\./],
    [
      run(100, 1000),
      [run(10, 2000)],
      /Batch size 100 is slower per example than 10 here, by a factor of 2\./,
    ],
    [run(100, 1050), [run(10, 1000)], /hardly faster/],
    [run(100, 3000), [run(50, 2900), run(1, 100)], /30 times as fast per example as 1\./],
  ])('changes with the measurements (%#)', (one, others, sentence) => {
    expect(compareSpeed(one, others)).toMatch(sentence);
  });
  it('says nothing of a run too quick to be measured', () => {
    expect(compareSpeed(run(100, 0), [run(10, 1000)])).toBeUndefined();
    expect(compareSpeed(run(100, 1000), [run(10, 0)])).toBeUndefined();
  });
  it('is short enough for the card', () => {
    for (const rate of [1, 1000, 1050, 123456])
      expect(compareSpeed(run(10000, rate), [run(1000, 1000)])?.length).toBeLessThan(90);
  });
  it('compares only what is comparable', () => {
    const one = run(100, 3000);
    const other = readDraft({ batchSize: '10', hidden: '64' }).config;
    expect(compareSpeed(one, [one])).toBeUndefined();
    expect(compareSpeed(one, [run(10, 1000, { retuned: true })])).toBeUndefined();
    expect(compareSpeed(one, [run(10, 1000, { engine: { ...engine, got: 'webgl' } })])).toBeUndefined();
    expect(compareSpeed(one, [run(10, 1000, { config: other })])).toBeUndefined();
    expect(compareSpeed(run(100, 3000, { retuned: true }), [run(10, 1000)])).toBeUndefined();
  });
});
