import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createPermits, type Permits } from '../../../src/faces/embed/permits.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  expect(vi.getTimerCount(), 'timers left').toBe(0);
  vi.useRealTimers();
});

/** A frame that notes what it is told, in short: "grant 3", "wait 1". */
function frame(permits: Permits) {
  const told: string[] = [];
  const state = { gone: false };
  const seat = permits.join(
    (message) =>
      void told.push(message.type === 'grant' ? `grant ${message.workers}` : `wait ${message.ahead}`),
    () => state.gone,
  );
  return { ...seat, told, state };
}
const frames = (permits: Permits, count: number) => Array.from({ length: count }, () => frame(permits));

it.each([
  [1, 1],
  [2, 1],
  [3, 2],
  [4, 3],
  [9, 8],
])('with %d cores %d frames train at once', (cores, limit) => {
  const all = frames(createPermits(cores), limit + 2);
  all.forEach(({ want }) => want());
  expect(all.filter(({ told }) => told[0].startsWith('grant'))).toHaveLength(limit);
  expect(all.slice(limit).map(({ told }) => told)).toEqual([['wait 1'], ['wait 2']]);
  all.forEach(({ leave }) => leave());
});

it.each([
  [8, 1, 7],
  [8, 2, 3],
  [8, 5, 1],
  [2, 1, 1],
  [1, 1, 1],
  [256, 1, 64],
])('with %d cores and %d frames on the page a grant is of %d workers', (cores, count, workers) => {
  const [first] = frames(createPermits(cores), count);
  first.want();
  expect(first.told).toEqual([`grant ${workers}`]);
});

it('grants no more workers together than there are cores to spare, whenever a frame joins', () => {
  const permits = createPermits(8);
  const a = frame(permits);
  a.want();
  const [b, c] = frames(permits, 2);
  [b, c].forEach(({ want }) => want());
  expect([a.told, b.told, c.told]).toEqual([['grant 7'], ['wait 1'], ['wait 2']]);
  a.rest();
  expect([b.told.at(-1), c.told.at(-1)]).toEqual(['grant 2', 'grant 2']);
  const d = frame(permits);
  [d, a].forEach(({ want }) => want());
  expect([d.told, a.told.at(-1)]).toEqual([['grant 1'], 'grant 1']);
  b.want();
  expect(b.told.at(-1)).toBe('grant 1');
  [a, b, c, d].forEach(({ leave }) => leave());
});

it('first come, first served, and each hears when its place changes, once', () => {
  const [a, b, c, d] = frames(createPermits(2), 4);
  [a, c, b, d].forEach(({ want }) => want());
  expect([a.told, b.told, c.told, d.told]).toEqual([['grant 1'], ['wait 2'], ['wait 1'], ['wait 3']]);
  c.rest(); // gives up before its turn
  expect([a.told, b.told, c.told, d.told]).toEqual([
    ['grant 1'],
    ['wait 2', 'wait 1'],
    ['wait 1'],
    ['wait 3', 'wait 2'],
  ]);
  a.rest();
  expect(b.told.at(-1)).toBe('grant 1');
  expect(d.told.at(-1)).toBe('wait 1');
  a.want();
  expect(a.told).toEqual(['grant 1', 'wait 2']);
  b.leave();
  expect(d.told.at(-1)).toBe('grant 1');
  d.leave();
  expect(a.told.at(-1)).toBe('grant 1');
});

it('answers whoever asks again, and keeps its place', () => {
  const [a, b, c] = frames(createPermits(2), 3);
  [a, b, c].forEach(({ want }) => want());
  [b, a].forEach(({ want }) => want());
  expect([a.told, b.told, c.told]).toEqual([['grant 1', 'grant 1'], ['wait 1', 'wait 1'], ['wait 2']]);
  [a, b, c].forEach(({ leave }) => leave());
});

it('takes the permit of a frame that went without a word', () => {
  const [a, b, c] = frames(createPermits(2), 3);
  [a, b, c].forEach(({ want }) => want());
  vi.advanceTimersByTime(10_000);
  expect(b.told).toEqual(['wait 1']);
  a.state.gone = true;
  vi.advanceTimersByTime(3000);
  expect(b.told).toEqual(['wait 1', 'grant 1']);
  expect(a.told).toEqual(['grant 1']);
  expect(c.told).toEqual(['wait 2', 'wait 1']);
  [b, c].forEach(({ leave }) => leave());
});

it('counts no frame that has left, and grants it nothing', () => {
  const [a, b] = frames(createPermits(9), 2);
  b.leave();
  a.want();
  expect(a.told).toEqual(['grant 8']);
  const [c, d] = frames(createPermits(2), 2);
  d.leave();
  d.want();
  c.want();
  expect([c.told, d.told]).toEqual([['grant 1'], []]);
});
