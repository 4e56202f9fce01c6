/** What follows the curves of a packed sweep where there is any of it: the looks it has had, and its discordant pairs. */
import type { DiscordantPair, SweepData, SweepSpec } from '../sweep.ts';
import { PackedError, times, type ByteReader, type ByteWriter } from './bytes.ts';
import { groupCount, MOST_COUNT } from './format.ts';

const MOST = { looks: 20, pairs: 20_000 } as const;

export function writeTail(
  out: ByteWriter,
  { spec, looks = [] }: Pick<SweepData, 'spec' | 'looks'>,
  pairs: readonly DiscordantPair[],
): void {
  if (looks.length + pairs.length === 0) return;
  out.count(looks.length);
  for (const seeds of looks) out.count(seeds);
  const place = (size: number): number => spec.batchSizes.indexOf(size);
  const known = pairs.filter(({ batchSizes }) => batchSizes.every((size) => place(size) >= 0));
  const column = (of: (pair: DiscordantPair) => number): void => out.running(known.map(of));
  out.count(known.length);
  column((p) => p.arm * spec.batchSizes.length + place(p.batchSizes[0]));
  column((p) => place(p.batchSizes[1]));
  column((p) => p.seed - spec.base.seed);
  column((p) => p.updates[0]);
  column((p) => p.updates[1]);
  column((p) => p.count);
  column((p) => p.first);
  column((p) => p.second);
}

/** @throws PackedError */
export function readTail(
  reader: ByteReader,
  spec: SweepSpec,
): { looks?: number[]; discordant?: DiscordantPair[] } {
  if (reader.left === 0) return {};
  const looks = times(reader.count(MOST.looks, 'the number of looks'), () =>
    reader.count(MOST_COUNT, 'the seeds of a look'),
  );
  const length = reader.count(MOST.pairs, 'the number of compared runs');
  const sizes = spec.batchSizes.length;
  const groups = reader.running(length, groupCount(spec) - 1, 'a compared batch size');
  const others = reader.running(length, sizes - 1, 'a compared batch size');
  const seeds = reader.running(length, spec.seeds - 1, 'a compared seed');
  const [small, large, counts, firsts, seconds] = times(5, () =>
    reader.running(length, MOST_COUNT, 'a count of compared runs'),
  );
  const discordant = groups.map((group, i): DiscordantPair => {
    if (others[i] <= group % sizes || firsts[i] + seconds[i] > counts[i])
      throw new PackedError('its compared runs are no pairs');
    return {
      arm: Math.floor(group / sizes),
      seed: spec.base.seed + seeds[i],
      batchSizes: [spec.batchSizes[group % sizes], spec.batchSizes[others[i]]],
      updates: [small[i], large[i]],
      ...{ first: firsts[i], second: seconds[i], count: counts[i] },
    };
  });
  return { ...(looks.length > 0 && { looks }), ...(length > 0 && { discordant }) };
}
