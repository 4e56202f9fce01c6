import { describe, expect, it } from 'vitest';
import { createRandom, permutation, shuffle } from '../../src/science/random.ts';

const MASK = 0xffffffffn;

/** The generator written out a second time, in BigInt, from the description in random.ts. */
function reference(seed: number, stream: string): () => number {
  const times = (a: bigint, b: bigint): bigint => (a * b) & MASK;
  const rotl = (x: bigint, k: bigint): bigint => ((x << k) | (x >> (32n - k))) & MASK;
  const splitmix = (start: bigint) => {
    let s = start;
    return () => {
      s = (s + 0x9e3779b9n) & MASK;
      let z = s;
      z = times(z ^ (z >> 16n), 0x21f0aaadn);
      z = times(z ^ (z >> 15n), 0x735a2d97n);
      return z ^ (z >> 15n);
    };
  };
  let h = 0x811c9dc5n;
  for (const c of stream) h = times(h ^ BigInt(c.charCodeAt(0)), 0x01000193n);
  const words = splitmix(splitmix(BigInt(seed))() ^ h);
  const s = [words(), words(), words(), words() | 1n];
  return () => {
    const result = times(rotl(times(s[1], 5n), 7n), 9n);
    const t = (s[1] << 9n) & MASK;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotl(s[3], 11n);
    return Number(result);
  };
}

describe('createRandom', () => {
  it('keeps its first numbers for ever: links and exported scripts rely on them', () => {
    const random = createRandom(1, 'epoch 0');
    expect(Array.from({ length: 4 }, random.bits)).toEqual([6361173, 2695891147, 1889114826, 306323455]);
    const other = createRandom(1, 'x');
    expect(other.normal()).toBeCloseTo(-0.041016000896498386, 14);
    expect(other.normal()).toBeCloseTo(-0.6656326821847112, 14);
    expect(other.uniform()).toBe(0.7479917714372277);
    expect(other.integer(10)).toBe(3);
    expect([...permutation(5, createRandom(0, 'a'))]).toEqual([3, 4, 1, 2, 0]);
  });

  it.each([
    [0, ''],
    [1, 'weights dense1.weights'],
    [4294967295, 'epoch 12'],
  ])('agrees with a second writing of xoshiro128** for seed %d, stream "%s"', (seed, stream) => {
    const random = createRandom(seed, stream);
    const expected = reference(seed, stream);
    for (let i = 0; i < 1000; i++) expect(random.bits()).toBe(expected());
  });

  it.each([-1, 0.5, 2 ** 32, NaN, Infinity])('refuses seed %d and names it', (seed) => {
    expect(() => createRandom(seed, 'a')).toThrow(`got ${seed}`);
  });

  it('gives every seed and every stream numbers of its own', () => {
    const firsts = new Set<number>();
    for (let seed = 0; seed < 50; seed++)
      for (let epoch = 0; epoch < 20; epoch++) firsts.add(createRandom(seed, `epoch ${epoch}`).bits());
    expect(firsts.size).toBe(1000);
  });

  it('spreads uniform numbers evenly over [0, 1): chi-squared over 100 cells under its 99.9% point', () => {
    const random = createRandom(7, 'uniform');
    const cells = new Array<number>(100).fill(0);
    for (let i = 0; i < 100_000; i++) {
      cells[Math.floor(100 * random.uniform())]++;
    }
    expect(cells).toHaveLength(100);
    expect(cells.reduce((sum, n) => sum + (n - 1000) ** 2 / 1000, 0)).toBeLessThan(148.2);
  });

  it('draws integers below n without bias, even where 2^32 is no multiple of n', () => {
    const random = createRandom(3, 'integers');
    const n = 3 * 2 ** 30;
    let low = 0;
    for (let i = 0; i < 30_000; i++) if (random.integer(n) < 2 ** 30) low++;
    expect(Math.abs(low / 30_000 - 1 / 3)).toBeLessThan(0.015);
    expect(random.integer(1)).toBe(0);
  });

  it('draws normal numbers of mean 0, variance 1 and the tails of a normal distribution', () => {
    const random = createRandom(5, 'normal');
    const values = Array.from({ length: 100_000 }, random.normal);
    const mean = values.reduce((a, b) => a + b) / values.length;
    const variance = values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length;
    expect(Math.abs(mean)).toBeLessThan(0.013);
    expect(Math.abs(variance - 1)).toBeLessThan(0.02);
    expect(values.filter((v) => Math.abs(v) > 1.96).length / values.length).toBeCloseTo(0.05, 2);
  });
});

describe('shuffle', () => {
  it('gives each of the 24 orders of 4 about equally often', () => {
    const random = createRandom(11, 'shuffle');
    const seen = new Map<string, number>();
    for (let i = 0; i < 24_000; i++) {
      const order = shuffle(Uint32Array.of(0, 1, 2, 3), random).join('');
      seen.set(order, (seen.get(order) ?? 0) + 1);
    }
    expect(seen.size).toBe(24);
    const chi = [...seen.values()].reduce((sum, n) => sum + (n - 1000) ** 2 / 1000, 0);
    expect(chi).toBeLessThan(49.7);
  });
});
