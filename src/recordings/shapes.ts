/** Shapes of texts, numbers and groups that all figures of a recording have. */
import { count, fail, listUpTo, number, object, text, type Shape } from '../experiment/shape.ts';
import type { Group, Ranged } from '../sweep/views.ts';

const MOST = { words: 2000, notes: 50 } as const;
/** Beyond it arithmetic of axes may lose its way. */
const FARTHEST = 1e15;

export const words: Shape<string> = (value, path) =>
  text(value, path).length > MOST.words
    ? fail(path, `at most ${MOST.words} characters`, text(value, path).length)
    : text(value, path);

export const amount: Shape<number> = (value, path) =>
  Math.abs(number(value, path)) <= FARTHEST ? number(value, path) : fail(path, `at most ${FARTHEST}`, value);

export const positive: Shape<number> = (value, path) =>
  amount(value, path) >= 1 / FARTHEST ? amount(value, path) : fail(path, 'a number above 0', value);

export const batchSize: Shape<number> = (value, path) =>
  count(value, path) >= 1 && count(value, path) < 2 ** 32
    ? count(value, path)
    : fail(path, 'a batch size', value);

/** What is undefined in a view is missing in JSON. */
export const maybe =
  <T>(shape: Shape<T>): Shape<T | undefined> =>
  (value, path) =>
    value === undefined || value === null ? undefined : shape(value, path);

const ranged = (of: Shape<number>): Shape<Ranged> =>
  object<Ranged>({ value: of, low: maybe(of), high: maybe(of) });
export const anyRange = ranged(amount);
export const positiveRange = ranged(positive);

/** A task's index and a batch size. */
export const group = (arms: number): { [K in keyof Group]: Shape<Group[K]> } => ({
  arm: (value, path) =>
    count(value, path) < arms ? count(value, path) : fail(path, 'the index of a task', value),
  batchSize,
});

export const said = { sentence: words, notes: listUpTo(MOST.notes, words) };

/** One for each task. */
export const eachArm =
  <T>(arms: number, item: Shape<T>): Shape<T[]> =>
  (value, path) => {
    const found = listUpTo(arms, item)(value, path);
    return found.length === arms ? found : fail(path, `a list of ${arms}`, found.length);
  };
