/**
 * Seeded random numbers: xoshiro128** (Blackman & Vigna 2018, https://prng.di.unimi.it) whose four words of state are
 * drawn by splitmix32 from the seed and a stream name, so that every use (weights, batch order, data) has a stream of
 * its own and an exported script can repeat it.
 */
export interface Random {
  /** Next 32 random bits, an integer in [0, 2^32). */
  bits(): number;
  /** Uniform in [0, 1) with 32 bits of resolution. */
  uniform(): number;
  /** Uniform integer in [0, n), without bias; n an integer from 1 to 2^32. */
  integer(n: number): number;
  /** Standard normal (Box-Muller; Box & Muller 1958). */
  normal(): number;
}

function splitmix32(state: number): () => number {
  let s = state >>> 0;
  return () => {
    s = (s + 0x9e3779b9) >>> 0;
    let z = s;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return (z ^ (z >>> 15)) >>> 0;
  };
}

/** FNV-1a over the UTF-16 code units of `text`, 32 bits. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
}

const rotl = (x: number, k: number): number => (x << k) | (x >>> (32 - k));

/** A generator for `seed` (an integer in [0, 2^32)) and a named `stream`; same arguments, same numbers. */
export function createRandom(seed: number, stream: string): Random {
  if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff)
    throw new RangeError(`seed must be an integer from 0 to 4294967295, got ${seed}`);
  const first = splitmix32(seed)();
  const words = splitmix32(first ^ hash(stream));
  let s0 = words();
  let s1 = words();
  let s2 = words();
  let s3 = words() | 1;
  let spare: number | undefined;

  const bits = (): number => {
    const result = Math.imul(rotl(Math.imul(s1, 5), 7), 9) >>> 0;
    const t = s1 << 9;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= t;
    s3 = rotl(s3, 11);
    return result;
  };
  const uniform = (): number => bits() / 4294967296;
  const integer = (n: number): number => {
    const limit = 4294967296 - (4294967296 % n);
    let x = bits();
    while (x >= limit) x = bits();
    return x % n;
  };
  const normal = (): number => {
    if (spare !== undefined) {
      const value = spare;
      spare = undefined;
      return value;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
    const angle = 2 * Math.PI * uniform();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
  return { bits, uniform, integer, normal };
}

/** Fisher-Yates shuffle in place (Knuth, TAOCP vol. 2, algorithm P). */
export function shuffle(values: Uint32Array, random: Random): Uint32Array {
  for (let i = values.length - 1; i > 0; i--) {
    const j = random.integer(i + 1);
    const held = values[i];
    values[i] = values[j];
    values[j] = held;
  }
  return values;
}

/** A random permutation of 0 … n-1. */
export function permutation(n: number, random: Random): Uint32Array {
  const values = new Uint32Array(n);
  for (let i = 0; i < n; i++) values[i] = i;
  return shuffle(values, random);
}
