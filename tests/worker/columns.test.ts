import { describe, expect, test } from 'vitest';
import { Columns, groupSize, MAX_POINTS } from '../../src/worker/columns.ts';

const place = (update: number): { update: number; examples: number; epoch: number } => ({
  update,
  examples: 10 * update,
  epoch: update / 100,
});

describe('metric columns', () => {
  test.each([
    [500, 0, 1],
    [MAX_POINTS, 0, 1],
    [MAX_POINTS + 1, 0, 2],
    [60_000_000, 0, 600],
    [60_000_000, 50_000, 1200],
    [60_000, 100_000, 60],
  ])('%d updates after %d points are grouped by %d', (updates, points, group) => {
    expect(groupSize(updates, points)).toBe(group);
  });
  test('a group stands at its last update, its loss weighted by batch size', () => {
    const columns = new Columns(2);
    columns.add(place(1), 0.5, 4, 30);
    expect(columns.waiting).toBe(0);
    columns.add(place(2), 1, 1, 10);
    const { update, examples, seconds, loss, lossMin, lossMax } = columns.take();
    expect([update[0], examples[0], seconds[0], loss[0], lossMin[0], lossMax[0]]).toEqual([
      2, 20, 1, 3.25, 1, 4,
    ]);
  });
  test('an open group is closed where it is', () => {
    const columns = new Columns(10);
    columns.add(place(1), 1, 2, 5);
    columns.close();
    columns.close();
    expect([columns.waiting, columns.made]).toEqual([1, 1]);
  });
});
