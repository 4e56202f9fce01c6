import { describe, expect, it } from 'vitest';
import type { RunRow } from '../../../src/sweep/views.ts';
import { differingColumns, matches, ordered, type ColumnKey } from '../../../src/ui/compare/runColumns.ts';
import { spec } from '../../sweep/analyse/make.ts';

const row = (change: Partial<RunRow>): RunRow => ({
  id: 'a',
  arm: 0,
  batchSize: 64,
  seed: 1,
  learningRate: 0.1,
  role: 'run',
  status: 'finished',
  unranked: undefined,
  notes: [],
  updates: 100,
  finalLoss: 0.5,
  finalAccuracy: 0.9,
  bestLoss: 0.4,
  bestAccuracy: 0.92,
  seconds: 1,
  peakBytes: undefined,
  ...change,
});

describe('the table of runs', () => {
  it('shows the batch size and what differs, nothing else', () => {
    expect(differingColumns([row({}), row({})]).map(({ key }) => key)).toEqual(['batchSize']);
    const keys = differingColumns([row({}), row({ seed: 2, finalLoss: undefined })]).map(({ key }) => key);
    expect(keys).toEqual(['batchSize', 'seed', 'finalLoss']);
  });
  it('sorts numbers as numbers, either way, with what is missing last', () => {
    const rows = [
      row({ finalLoss: 2 }),
      row({ finalLoss: undefined }),
      row({ finalLoss: 10 }),
      row({ finalLoss: 1 }),
    ];
    const losses = (down: boolean) => ordered(rows, { key: 'finalLoss', down }).map((r) => r.finalLoss);
    expect(losses(false)).toEqual([1, 2, 10, undefined]);
    expect(losses(true)).toEqual([10, 2, 1, undefined]);
  });
  it('has equal values in the order of batch sizes and seeds, whichever way it sorts', () => {
    const rows = [
      row({ id: 'b', batchSize: 100, seed: 2 }),
      row({ id: 'a', batchSize: 100, seed: 1 }),
      row({ id: 'c', batchSize: 8, seed: 3 }),
    ];
    const ids = (key: ColumnKey, down: boolean) => ordered(rows, { key, down }).map(({ id }) => id);
    expect(ids('batchSize', false)).toEqual(['c', 'a', 'b']);
    expect(ids('batchSize', true)).toEqual(['a', 'b', 'c']);
    expect(ids('updates', true)).toEqual(['c', 'a', 'b']);
  });
  it('ranks within each task, refused runs after the others, those to come last', () => {
    const rows = [
      row({ id: 'other', arm: 1, finalAccuracy: 0.99 }),
      row({ id: 'refused', finalAccuracy: 0.97, unranked: 'Another split than the rest.' }),
      row({ id: 'low', finalAccuracy: 0.8 }),
      row({ id: 'queued', status: 'queued', finalAccuracy: undefined }),
      row({ id: 'high', finalAccuracy: 0.9 }),
      row({ id: 'other refused', arm: 1, finalAccuracy: 0.1, unranked: 'It diverged.' }),
    ];
    const ids = (key: ColumnKey, down: boolean) => ordered(rows, { key, down }).map(({ id }) => id);
    expect(ids('finalAccuracy', true)).toEqual([
      'high',
      'low',
      'refused',
      'queued',
      'other',
      'other refused',
    ]);
    expect(ids('finalAccuracy', false)).toEqual([
      'low',
      'high',
      'refused',
      'queued',
      'other',
      'other refused',
    ]);
    // What is no result ranks nobody, but tasks stay apart.
    expect(ids('seed', false)).toEqual(['refused', 'low', 'queued', 'high', 'other', 'other refused']);
    expect(ids('arm', true).slice(0, 2)).toEqual(['other', 'other refused']);
  });
  it('says the state of every run, and shows it until all have ended', () => {
    const [queued, running] = [row({ status: 'queued' }), row({ status: 'running', share: 0.437 })];
    const state = differingColumns([queued, queued]).find(({ key }) => key === 'status');
    expect(state?.text(queued, spec())).toBe('queued');
    expect(state?.text(running, spec())).toBe('running, 43%');
    expect(state?.text(row({ status: 'paused', share: 0.5 }), spec())).toBe('paused, 50%');
    expect(matches(running, spec(), 'running')).toBe(true);
  });
  it('finds rows by numbers and words', () => {
    const about = spec();
    const large = row({ batchSize: 1024, status: 'failed' });
    expect(matches(large, about, '')).toBe(true);
    expect(matches(large, about, '1,024')).toBe(true);
    expect(matches(large, about, '1024 fail')).toBe(true);
    expect(matches(large, about, '64')).toBe(false);
    expect(matches(large, about, 'done')).toBe(false);
  });
  it('has no NaN or undefined in any cell', () => {
    const empty = row({ finalLoss: undefined, finalAccuracy: undefined, seconds: undefined });
    for (const column of differingColumns([row({}), empty]))
      expect(column.text(empty, spec())).not.toMatch(/NaN|undefined/);
  });
});
