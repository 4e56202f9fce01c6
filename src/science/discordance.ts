/** Two networks judged on the same examples: on how many each alone is right, and how sure that makes their difference. */
import { differenceError } from './stats.ts';

export interface Discordance {
  /** Examples that only the first, and only the second, answers rightly. */
  first: number;
  second: number;
  /** Examples judged on. */
  count: number;
}

/** Bits of `right` (one a byte's bit, lowest first): an example's is set where the answer was right. */
export function packRight(right: ArrayLike<boolean>): Uint8Array<ArrayBuffer> {
  const bits = new Uint8Array(Math.ceil(right.length / 8));
  for (let i = 0; i < right.length; i++) if (right[i]) bits[i >> 3] |= 1 << (i & 7);
  return bits;
}

const ones = (byte: number): number => {
  let count = 0;
  for (let rest = byte; rest > 0; rest &= rest - 1) count++;
  return count;
};

/** How many bits are set. */
export const rightOf = (bits: Uint8Array): number => bits.reduce((sum, byte) => sum + ones(byte), 0);

/**
 * Counts of two packed answers to the same `count` examples.
 * @throws RangeError when they do not hold that many.
 */
export function discordance(a: Uint8Array, b: Uint8Array, count: number): Discordance {
  const bytes = Math.ceil(count / 8);
  if (a.length !== bytes || b.length !== bytes)
    throw new RangeError(`${count} answers take ${bytes} bytes, got ${a.length} and ${b.length}`);
  let first = 0;
  let second = 0;
  for (let i = 0; i < bytes; i++) {
    first += ones(a[i] & ~b[i] & 255);
    second += ones(b[i] & ~a[i] & 255);
  }
  return { first, second, count };
}

/**
 * Standard error of the difference of two shares of right answers to the same examples, as a share: the square root of
 * (b + c - (b - c)²/n)/n², b and c the discordant counts, with half an example added to each cell of the table (n + 2 in all)
 * so that no counts claim certainty. Examples that both or neither answers tell nothing of a difference.
 *
 * Source: McNemar 1947, Psychometrika 12; the halves: Agresti & Min 2005, Statistics in Medicine 24.
 */
export function discordantError({ first, second, count }: Discordance): number {
  const [b, c, n] = [first + 0.5, second + 0.5, count + 2];
  return Math.sqrt((b + c - (b - c) ** 2 / n) / n ** 2);
}

/** What is known of one seed's pair: the counts, or the two shares alone (two binomials, which is more than McNemar's error). */
export type SeedPair = Discordance | { shares: readonly [number, number]; count: number };

/**
 * The error that a finite set of examples gives the mean difference over seeds. All seeds are judged on the same examples, so
 * the variances of single seeds are averaged and not divided by the number of seeds, which errs on the side of caution:
 * what is by chance of the seed in them is counted twice. undefined without a pair.
 */
export function examplesError(pairs: readonly SeedPair[]): number | undefined {
  if (pairs.length === 0) return undefined;
  const variance = (pair: SeedPair): number => {
    if (!('shares' in pair)) return discordantError(pair) ** 2;
    const { shares, count } = pair;
    return differenceError({ share: shares[0], count }, { share: shares[1], count }) ** 2;
  };
  return Math.sqrt(pairs.reduce((sum, pair) => sum + variance(pair), 0) / pairs.length);
}
