/**
 * The one module that decides which batch size is ahead; race, target, trade, moves and generalisation all ask it, so that two
 * views of the same runs never disagree. The estimate is the mean over the seeds. docs/sweeps.md says the rules.
 */
import { decisionOf, meanInterval, pairedDifference, type Difference } from '../../science/verdict.ts';
import type { SweepData } from '../../experiment/sweep.ts';
import type { Entrant, Judgement, Pair, Place, Unsure } from './judged.ts';
import { levelOf, seedsDone } from './seeds.ts';

export type { Entrant, Judgement, Pair, Place, Unsure } from './judged.ts';

export interface Question {
  arm: number;
  entrants: readonly Entrant[];
  /** More is better, or less. */
  better: 'more' | 'less';
  /** Pairs read together; those of the entrants unless more are. */
  comparisons?: number;
  /** Standard error of the difference of two that all seeds share, with its degrees of freedom (normal unless given). */
  shared?(a: Entrant, b: Entrant, seeds: readonly number[]): { error: number; degrees?: number } | undefined;
  /** The error that all seeds of one share. */
  own?(one: Entrant, seeds: readonly number[]): number | undefined;
  /** Something that forbids any verdict, found by who asks. */
  unsure?: Unsure | undefined;
}

/** Recorded values are float32: what a mean says beyond its seventh digit is rounding, and must not turn a figure shown. */
const DIGITS = 7;
export const shownMean = (mean: number): number => Number(mean.toPrecision(DIGITS));

export const pairsAmong = (count: number): number => (count * (count - 1)) / 2;

/** The seeds that all have. */
export const sharedSeeds = (entrants: readonly Pick<Entrant, 'bySeed'>[]): number[] =>
  [...(entrants[0]?.bySeed.keys() ?? [])].filter((seed) => entrants.every((e) => e.bySeed.has(seed)));

/** undefined where there is nothing to judge. */
export function judge(data: SweepData, question: Question): Judgement | undefined {
  const { arm, entrants, better } = question;
  const seeds = sharedSeeds(entrants);
  if (seeds.length === 0) return undefined;
  const level = levelOf(data);
  const comparisons = Math.max(1, question.comparisons ?? pairsAmong(entrants.length));
  const sign = better === 'more' ? 1 : -1;
  const places = entrants.map((entrant): Place => {
    const values = seeds.map((seed) => entrant.bySeed.get(seed) ?? NaN);
    const offset = entrant.offset ?? 0;
    const { value, low, high } = meanInterval(values, question.own?.(entrant, seeds));
    const moved = (end: number | undefined) => (end === undefined ? undefined : end + offset);
    const ranged = { value: shownMean(value + offset), low: moved(low), high: moved(high) };
    return { ...entrant, value: ranged.value, ranged };
  });
  places.sort((a, b) => sign * (b.value - a.value) || a.batchSize - b.batchSize);
  const pairs = places.flatMap((first, i) =>
    places.slice(i + 1).map((second): Pair => {
      const common = question.shared?.(first, second, seeds);
      const lead = sign * ((first.offset ?? 0) - (second.offset ?? 0));
      const of = ({ bySeed }: Place) => seeds.map((seed) => sign * (bySeed.get(seed) ?? NaN));
      const difference = moved(
        pairedDifference(of(first), of(second), {
          ...{ level, comparisons, shared: common?.error },
          ...(common?.degrees === undefined ? {} : { sharedDegrees: common.degrees }),
        }),
        lead,
      );
      const decision = decisionOf(difference);
      return { better: first, worse: second, difference, decision, shared: common?.error ?? 0 };
    }),
  );
  const unsure = question.unsure ?? unsureOf(data, arm, seeds.length, pairs, places[0]);
  const told = new Set(
    pairs.filter((p) => p.better === places[0] && p.decision === 'ahead').map((p) => p.worse),
  );
  return {
    places,
    pairs: [...pairs].sort((a, b) => clarity(b) - clarity(a)),
    ahead: places.filter((p) => !told.has(p)),
    ...{ unsure, seeds: seeds.length, level, comparisons },
  };
}

/** A constant added to every value of the first and taken off the second moves the difference and its interval. */
function moved(difference: Difference, by: number): Difference {
  if (difference.status === 'none' || by === 0) return difference;
  if (difference.status !== 'interval') return { ...difference, mean: difference.mean + by };
  const { mean, low, high } = difference;
  return { ...difference, mean: mean + by, low: low + by, high: high + by };
}

function unsureOf(
  data: SweepData,
  arm: number,
  seeds: number,
  pairs: readonly Pair[],
  best: Place,
): Unsure | undefined {
  if (seedsDone(data, arm).missing > 0) return 'waiting';
  if (pairs.length === 0) return undefined;
  if (seeds === 1) return 'one seed';
  if (seeds === 2) return 'two seeds';
  const alike = pairs.some(
    (p) => p.better === best && p.difference.status === 'no-spread' && p.difference.mean > 0,
  );
  return alike ? 'no spread' : undefined;
}

/** Above 1 where decided: the mean over the half width of its interval; -1 where there is no interval. */
export function clarity({ difference }: Pair): number {
  if (difference.status !== 'interval') return -1;
  const { mean, low } = difference;
  return mean === low ? 0 : mean / (mean - low);
}
