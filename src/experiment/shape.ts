/** Shapes of parsed JSON: each reads an unknown value or says where it is not what it should be. */
import { formatNumber } from './format.ts';

class ShapeError extends Error {}

/** Returns the value as T, made anew from what it knows. @throws ShapeError that names `path` and the value. */
export type Shape<T> = (value: unknown, path: string) => T;

function show(value: unknown): string {
  if (typeof value === 'string') return `“${value.length > 24 ? `${value.slice(0, 24)}…` : value}”`;
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}

export function fail(path: string, wanted: string, value: unknown): never {
  const what = path || 'The file';
  throw new ShapeError(
    value === undefined
      ? `${what} is missing; it should be ${wanted}.`
      : `${what} should be ${wanted}, but is ${show(value)}.`,
  );
}

/** Refuses the whole with a sentence of its own. */
export function refuse(sentence: string): never {
  throw new ShapeError(sentence);
}

export const text: Shape<string> = (value, path) =>
  typeof value === 'string' ? value : fail(path, 'text', value);

export const truth: Shape<boolean> = (value, path) =>
  typeof value === 'boolean' ? value : fail(path, 'true or false', value);

export const number: Shape<number> = (value, path) =>
  typeof value === 'number' && Number.isFinite(value) ? value : fail(path, 'a number', value);

export const count: Shape<number> = (value, path) =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
    ? value
    : fail(path, 'a whole number of at least 0', value);

/** A date as toISOString writes it. */
export const instant: Shape<string> = (value, path) =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) && !Number.isNaN(Date.parse(value))
    ? value
    : fail(path, 'a date such as 2030-01-31T12:00:00.000Z', value);

export const orNull =
  <T>(shape: Shape<T>): Shape<T | null> =>
  (value, path) =>
    value === null ? null : shape(value, path);

export const oneOf =
  <T extends string | number>(...options: readonly T[]): Shape<T> =>
  (value, path) =>
    options.find((o) => o === value) ?? fail(path, options.join(' or '), value);

export const list =
  <T>(item: Shape<T>): Shape<T[]> =>
  (value, path) =>
    Array.isArray(value)
      ? value.map((x: unknown, i) => item(x, `${path}[${i}]`))
      : fail(path, 'a list', value);

/** A list of at most `most`; a longer one is refused before any of it is read. */
export const listUpTo =
  <T>(most: number, item: Shape<T>): Shape<T[]> =>
  (value, path) =>
    Array.isArray(value) && value.length > most
      ? fail(path, `a list of at most ${formatNumber(most)}`, value.length)
      : list(item)(value, path);

/** An own property of whatever this is. */
export const own = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;

/** An object with these own properties; others are left out. */
export const object =
  <T extends object>(shapes: { [K in keyof T]: Shape<T[K]> }): Shape<T> =>
  (value, path) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return fail(path, 'an object', value);
    const found: Partial<T> = {};
    for (const key of Object.keys(shapes) as (keyof T & string)[]) {
      const own: unknown = Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
      found[key] = shapes[key](own, path === '' ? key : `${path}.${key}`);
    }
    return found as T;
  };

/** Reads the whole value; never throws for a wrong one. */
export function read<T>(shape: Shape<T>, value: unknown): { value: T } | { error: string } {
  try {
    return { value: shape(value, '') };
  } catch (error) {
    if (error instanceof ShapeError) return { error: error.message };
    throw error;
  }
}
