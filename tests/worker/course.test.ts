import { describe, expect, test } from 'vitest';
import { Course } from '../../src/worker/course.ts';

const course = (batchSize: number, remainder: 'keep' | 'drop', count = 10, epochs = 2): Course =>
  new Course({ seed: 1, count, epochs, remainder, batchSize });

describe('course', () => {
  test('keeps the ragged rest and ends the epoch exactly at 1', () => {
    const way = course(4, 'keep');
    expect([way.updatesLeft, way.updatesPlanned]).toEqual([3, 6]);
    expect(way.next(3).length).toBe(10);
    expect(way.placeAfter(2)).toEqual({ update: 2, examples: 8, epoch: 0.8 });
    expect(way.placeAfter(3)).toEqual({ update: 3, examples: 10, epoch: 1 });
  });
  test('drops the rest: the epoch is as long as what is visited of it', () => {
    const way = course(4, 'drop');
    expect([way.updatesLeft, way.updatesPlanned]).toEqual([2, 4]);
    expect(way.placeAfter(1)).toEqual({ update: 1, examples: 4, epoch: 0.5 });
    way.advance(2);
    way.endEpoch();
    expect(way.place).toEqual({ update: 2, examples: 8, epoch: 1 });
  });
  test('a changed batch size takes the rest of the order in batches of the new size', () => {
    const way = course(4, 'keep');
    const whole = [...way.next(3)];
    way.advance(1);
    way.retune(3);
    expect(way.updatesLeft).toBe(2);
    expect([...way.next(2)]).toEqual(whole.slice(4));
  });
  test('a batch size above what is left ends the epoch when the rest is dropped', () => {
    const way = course(4, 'drop');
    way.advance(1);
    way.retune(7);
    expect([way.updatesLeft, way.place.epoch]).toEqual([0, 1]);
  });
  test.each([
    [30, 7, 2],
    [30, 8, 1],
    [7, 30, 12],
    [9, 10, 10],
  ])(
    'dropping the rest, from %d to %d after %d updates: the epoch never falls and ends at 1',
    (from, to, after) => {
      const way = course(from, 'drop', 100);
      way.advance(after);
      const seen = [way.place.epoch];
      way.retune(to);
      seen.push(way.place.epoch);
      const checkpoint = { ...way.place, epochsDone: way.epochsDone, visited: way.visited };
      const resumed = new Course(
        { seed: 1, count: 100, epochs: 2, remainder: 'drop', batchSize: to },
        checkpoint,
      );
      while (way.updatesLeft > 0) {
        way.advance(1);
        resumed.advance(1);
        seen.push(way.place.epoch);
        expect(resumed.place.epoch).toBeCloseTo(way.place.epoch, 12);
      }
      expect(seen).toEqual([...seen].sort((a, b) => a - b));
      expect(seen.at(-1)).toBe(1);
      way.endEpoch();
      expect(way.place.epoch).toBe(1);
      way.advance(1);
      expect(way.place.epoch).toBe(1 + to / (100 - (100 % to)));
    },
  );
  test('every epoch has an order of its own, the same after a resume', () => {
    const way = course(10, 'keep');
    const first = [...way.next(1)];
    way.advance(1);
    way.endEpoch();
    const second = [...way.next(1)];
    expect(second).not.toEqual(first);
    const resumed = new Course(
      { seed: 1, count: 10, epochs: 2, remainder: 'keep', batchSize: 10 },
      { ...way.place, epochsDone: 1, visited: 0 },
    );
    expect([...resumed.next(1)]).toEqual(second);
  });
  test.each([
    [100, 16, 1],
    [116, 16, 1],
    [117, 16, 2],
    [5000, 16, 7],
  ])('from 100 examples to %d by %d takes %d updates, at most to the end of the epoch', (to, b, updates) => {
    const way = new Course(
      { seed: 1, count: 200, epochs: 1, remainder: 'keep', batchSize: b },
      { update: 1, examples: 100, epoch: 0.5, epochsDone: 0, visited: 100 },
    );
    expect(way.updatesUntil(to)).toBe(updates);
  });
});
