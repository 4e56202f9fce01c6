/** The shape of a sweep's looks and discordant pairs in a results file; younger than the format, so both may be missing. */
import { count, fail, listUpTo, object, own, type Shape } from './shape.ts';
import type { DiscordantPair, SweepSpec } from './sweep.ts';
import { among, index } from './sweepShape.ts';
import { countUpTo, MOST_UPDATES } from './bounds.ts';

const MOST = { looks: 20, pairs: 200_000 } as const;

const optional =
  <T>(shape: Shape<T>): Shape<T | undefined> =>
  (value, path) =>
    value === undefined || value === null ? undefined : shape(value, path);

const looks: Shape<number[]> = listUpTo(MOST.looks, count);

function pairsShape(spec: SweepSpec): Shape<DiscordantPair[]> {
  const seeds = Array.from({ length: spec.seeds }, (_, k) => (spec.base.seed + k) % 2 ** 32);
  const two =
    (item: Shape<number>): Shape<readonly [number, number]> =>
    (value, path) => {
      const [a, b, ...more] = listUpTo(2, item)(value, path);
      return b === undefined || more.length > 0 ? fail(path, 'a list of two', value) : [a, b];
    };
  const pair = object<DiscordantPair>({
    arm: index(spec.arms.length),
    seed: among(seeds),
    batchSizes: two(among(spec.batchSizes)),
    updates: two(countUpTo(MOST_UPDATES)),
    ...{ first: count, second: count, count },
  });
  return listUpTo(MOST.pairs, (value, path) => {
    const found = pair(value, path);
    const [small, large] = found.batchSizes;
    if (!(small < large)) fail(`${path}.batchSizes`, 'two batch sizes, the smaller first', found.batchSizes);
    if (found.first + found.second > found.count)
      fail(`${path}.count`, `at least ${found.first + found.second}`, found.count);
    return found;
  });
}

/** Of the block `sweep`. */
export const judgedShape =
  (spec: SweepSpec): Shape<{ looks?: number[]; discordant?: DiscordantPair[] }> =>
  (block, path) => {
    const seen = optional(looks)(own(block, 'looks'), `${path}.looks`);
    const pairs = optional(pairsShape(spec))(own(block, 'discordant'), `${path}.discordant`);
    return { ...(seen && { looks: seen }), ...(pairs && { discordant: pairs }) };
  };
