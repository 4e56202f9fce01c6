/** What recorded numbers can be, in every kind of results file and link: how large, and how they hang together. */
import type { ExperimentConfig } from './config.ts';
import { holdOutCount, trainingCount, validationCount } from './derive.ts';
import { placeAt, type RunShape } from './packed/places.ts';
import { count, fail, number, orNull, type Shape } from './shape.ts';

/** Most updates of a run: they are counted in 32 bits. */
export const MOST_UPDATES = 4_294_967_295;
/** Over 30 years of training. */
export const MOST_SECONDS = 1e9;
/** A picosecond for one update: no clock tells less, and examples in a second stay a number. */
export const LEAST_UPDATE_MS = 1e-9;
/** Over 11 days for one update. */
export const MOST_UPDATE_MS = 1e9;
/** What 32-bit numbers hold, with which losses are computed. */
export const MOST_LOSS = 3.4028234663852886e38;
/** A petabyte. */
export const MOST_BYTES = 1e15;

/** A number from 0 to `most`. */
export const quantity =
  (most: number): Shape<number> =>
  (value, path) => {
    const found = number(value, path);
    if (found < 0) return fail(path, 'a number of at least 0', found);
    return found <= most ? found : fail(path, `at most ${most}`, found);
  };

/** A whole number from 0 to `most`. */
export const countUpTo =
  (most: number): Shape<number> =>
  (value, path) =>
    count(value, path) <= most ? count(value, path) : fail(path, `a whole number up to ${most}`, value);

export const updateMs: Shape<number> = (value, path) =>
  number(value, path) >= LEAST_UPDATE_MS
    ? quantity(MOST_UPDATE_MS)(value, path)
    : fail(path, `at least ${LEAST_UPDATE_MS}`, value);

/** Null where it was no number. */
export const loss = orNull(quantity(MOST_LOSS));
export const share: Shape<number | null> = orNull((value, path) =>
  number(value, path) >= 0 && number(value, path) <= 1
    ? number(value, path)
    : fail(path, 'from 0 to 1', value),
);
export const seconds = orNull(quantity(MOST_SECONDS));
export const bytes = orNull(quantity(MOST_BYTES));
export const update = orNull(countUpTo(MOST_UPDATES));
/** Of examples seen, over all epochs. */
export const examples = orNull(countUpTo(Number.MAX_SAFE_INTEGER));
/** No epoch is shorter than an update. */
export const epoch = orNull(quantity(MOST_UPDATES));

/** Where a run was; null where that is not known. */
export interface RecordedPlace {
  update: number | null;
  examples: number | null;
  epoch: number | null;
}

const near = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-5 * Math.max(1, Math.abs(b));

/** How far a run is at each of its updates: `steady` runs have one batch size from start to end. */
export interface Way extends RunShape {
  steady: boolean;
}

/** Refuses a place that no run of this way comes to at its update. `pathOf` says where the file has each of its numbers. */
export function requirePlace(
  place: RecordedPlace,
  way: Way,
  pathOf: (key: 'examples' | 'epoch') => string,
): void {
  const { update, examples, epoch } = place;
  const { trainingCount, remainder, steady } = way;
  if (update === null || update === 0 || trainingCount === 0) {
    for (const key of ['examples', 'epoch'] as const)
      if (place[key] !== null && place[key] > 0) fail(pathOf(key), '0 before the first update', place[key]);
    return;
  }
  if (steady) {
    const expected = placeAt(update, { ...way, batchSize: Math.min(way.batchSize, trainingCount) });
    for (const key of ['examples', 'epoch'] as const)
      if (place[key] !== null && !near(place[key], expected[key]))
        fail(pathOf(key), `${expected[key]}, as after ${update} updates of ${way.batchSize}`, place[key]);
    return;
  }
  if (examples !== null && examples > update * trainingCount)
    fail(pathOf('examples'), `at most ${update * trainingCount}, as after ${update} updates`, examples);
  if (epoch === null || examples === null) return;
  const least = examples / trainingCount;
  if (remainder === 'keep' ? !near(epoch, least) : epoch > update || epoch < least * (1 - 1e-5))
    fail(pathOf('epoch'), `${least}, as after ${examples} of ${trainingCount} examples`, epoch);
}

/** Where the numbers of an object are. */
export const within =
  (path: string) =>
  (key: string): string =>
    `${path}.${key}`;

export interface Sets {
  trainingCount: number;
  validationCount: number;
}

/** The sets that a configuration makes; what is tuned on holds out examples of its own. */
export function setsOf(config: ExperimentConfig, role: 'run' | 'tuning' = 'run'): Sets {
  const all = trainingCount(config);
  const held = holdOutCount(all);
  return role === 'tuning'
    ? { trainingCount: all - held, validationCount: held }
    : { trainingCount: all, validationCount: validationCount(config) };
}

/** Refuses other numbers of examples than those that are known; 0 stands for a set that never came. */
export function requireSets(found: Sets, known: Sets, path: string): void {
  for (const key of ['trainingCount', 'validationCount'] as const)
    if (found[key] !== 0 && found[key] !== known[key])
      fail(`${path}.${key}`, `${known[key]}, as the settings make it, or 0`, found[key]);
}

/** Refuses an evaluation on more examples than its set has, or on none. */
export function requireCount(
  { count, split }: { count: number | null; split: 'training' | 'validation' },
  sets: Sets,
  path: string,
): void {
  const most = split === 'training' ? sets.trainingCount : sets.validationCount;
  if (count !== null && (count < 1 || count > most))
    fail(`${path}.count`, `from 1 to the ${most} ${split} examples`, count);
}
