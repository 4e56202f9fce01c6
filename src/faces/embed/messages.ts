/**
 * What a frame and the page around it say to each other, over a MessagePort alone. Both sides may be of different builds, so
 * each takes what is exactly a message that it knows and leaves all else.
 */

export const PROTOCOL = 1;

type Check<T> = (value: unknown) => value is T;
type Schema = Record<string, Record<string, Check<unknown>>>;
type Value<C> = C extends Check<infer T> ? T : never;
type Message<S extends Schema> = {
  [K in keyof S]: { type: K } & { [F in keyof S[K]]: Value<S[K][F]> };
}[keyof S];

const whole =
  (least: number, most: number): Check<number> =>
  (value): value is number =>
    Number.isInteger(value) && Number(value) >= least && Number(value) <= most;

export type ThemeWish = 'light' | 'dark' | 'auto';
export const isTheme = (value: unknown): value is ThemeWish =>
  value === 'light' || value === 'dark' || value === 'auto';

/** CSS pixels. */
export const HEIGHTS = { least: 80, most: 4000 } as const;
export const isHeight = whole(HEIGHTS.least, HEIGHTS.most);
export const MOST_WORKERS = 64;

const fromEmbed = {
  hello: { v: (value): value is typeof PROTOCOL => value === PROTOCOL },
  size: { height: isHeight },
  /** It wants to train. */
  want: {},
  /** It trains no longer, or no longer wants to. */
  rest: {},
} satisfies Schema;

const fromHost = {
  /** Newer hosts say so, and go on understanding the frame's version. */
  welcome: { v: whole(PROTOCOL, 999) },
  /** It may train, with so many workers. */
  grant: { workers: whole(1, MOST_WORKERS) },
  /** So many frames have to finish before it may train. */
  wait: { ahead: whole(1, 999) },
  theme: { theme: isTheme },
  /** The page around begins to scroll. */
  scroll: {},
  /** It has come to rest. */
  settle: {},
} satisfies Schema;

export type FromEmbed = Message<typeof fromEmbed>;
export type FromHost = Message<typeof fromHost>;

type Own = Readonly<Record<string | symbol, unknown>>;

/** A copy of the own data properties of an object; getters are not called, and are undefined in it. */
function ownOf(data: unknown): Own | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const own: Record<string | symbol, unknown> = Object.create(null);
  for (const key of Reflect.ownKeys(data)) own[key] = Object.getOwnPropertyDescriptor(data, key)?.value;
  return own;
}

function conforms<S extends Schema>(schema: S, own: Own): own is Own & Message<S> {
  if (typeof own.type !== 'string' || !Object.hasOwn(schema, own.type)) return false;
  const checks = Object.entries(schema[own.type]);
  return Reflect.ownKeys(own).length === checks.length + 1 && checks.every(([key, check]) => check(own[key]));
}

/** The message that `data` is, or undefined; never throws. */
const reader =
  <S extends Schema>(schema: S) =>
  (data: unknown): Message<S> | undefined => {
    try {
      const own = ownOf(data);
      return own && conforms(schema, own) ? own : undefined;
    } catch {
      return undefined; // a Proxy's trap threw
    }
  };

export const readFromEmbed = reader(fromEmbed);
export const readFromHost = reader(fromHost);
