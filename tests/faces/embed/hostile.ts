/** Messages that nobody should have sent: random ones, and those that hands have tried. */
import * as fc from 'fast-check';

const words = [
  'hello',
  'size',
  'want',
  'rest',
  'welcome',
  'grant',
  'wait',
  'theme',
  'constructor',
  '__proto__',
];
const keys = [
  'type',
  'v',
  'height',
  'workers',
  'ahead',
  'theme',
  '__proto__',
  'constructor',
  'toString',
  'then',
];
const MARKUP = '<img src=x onerror="window.injected = true"><script>window.injected = true</script>';
const MEGABYTE = 'x'.repeat(1_000_000);

const value = fc.oneof(
  fc.constantFrom<unknown>(
    ...words,
    MARKUP,
    MEGABYTE,
    'light',
    'dark',
    null,
    undefined,
    -0,
    1n,
    Symbol.iterator,
  ),
  fc.constantFrom<unknown>(NaN, Infinity, 0, 1, 2, 79, 80, 4000, 4001, 64, 65, 1e308, '1', '420', [1], {
    v: 1,
  }),
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.string(),
);
const own = fc.dictionary(fc.oneof(fc.constantFrom(...keys), fc.string()), value);
const typed = fc.tuple(fc.constantFrom(...words), own).map(([type, rest]): object => ({ ...rest, type }));
const near = fc
  .tuple(fc.constantFrom(...words), fc.constantFrom(...keys), value)
  .map(([type, key, one]): object =>
    Object.fromEntries([
      ['type', type],
      [key, one],
    ]),
  );

const fitting = fc
  .tuple(
    fc.constantFrom(
      ...[
        ['hello', 'v'],
        ['size', 'height'],
        ['welcome', 'v'],
        ['grant', 'workers'],
        ['wait', 'ahead'],
        ['theme', 'theme'],
      ],
    ),
    value,
  )
  .map(([[type, key], one]): object => ({ type, [key]: one }));

const parsed = fc
  .tuple(fc.constantFrom(...words), fc.constantFrom(...keys), fc.integer())
  .map(([type, key, one]): unknown =>
    JSON.parse(`{"__proto__":{"type":"${type}","${key}":${one}},"${key}":${one}}`),
  );
const inherited = typed.map((message): object => Object.create(message));
const getters = typed.map((message): object => {
  const made = {};
  for (const key of Object.keys(message))
    Object.defineProperty(made, key, {
      enumerable: true,
      get: () => {
        throw new Error('a getter was called');
      },
    });
  return made;
});
const traps = fc.constantFrom<ProxyHandler<object>>(
  {
    getOwnPropertyDescriptor: () => {
      throw new Error('trap');
    },
  },
  {
    ownKeys: () => {
      throw new Error('trap');
    },
  },
  {
    get: () => {
      throw new Error('trap');
    },
  },
  {
    getPrototypeOf: () => {
      throw new Error('trap');
    },
  },
);
const proxies = fc.tuple(typed, traps).map(([message, trap]): object => new Proxy(message, trap));
const dressed = typed.map((message): object =>
  Object.defineProperties(new Map(), Object.getOwnPropertyDescriptors(message)),
);

export const hostile: fc.Arbitrary<unknown> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.anything({
      withBigInt: true,
      withMap: true,
      withNullPrototype: true,
      withTypedArray: true,
    }),
  },
  { weight: 2, arbitrary: value },
  { weight: 4, arbitrary: typed },
  { weight: 6, arbitrary: near },
  { weight: 6, arbitrary: fitting },
  { weight: 2, arbitrary: parsed },
  ...[inherited, getters, proxies, dressed].map((arbitrary) => ({ weight: 1, arbitrary })),
);
