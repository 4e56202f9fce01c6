/** How differences of scores, what they would need and why there is no verdict are said. */
import { nextLevel, nextLook } from '../../science/levels.ts';
import { POWER, seedsNeeded } from '../../science/needed.ts';
import { LEAST_SEEDS } from '../../science/verdict.ts';
import type { Metric, SweepData } from '../../experiment/sweep.ts';
import { SEEDS_LIMIT } from '../../experiment/sweepFields.ts';
import type { Judgement, Pair, Place } from './judge.ts';
import { secondsPerSeed } from './seedSeconds.ts';
import { about, pointsText, secondsText, whole } from './words.ts';

/** A share or loss as it is shown. */
const shown = (metric: Metric, value: number): number =>
  metric === 'accuracy' ? Math.round(1000 * value) / 10 : Number(value.toPrecision(3));

/** Better minus worse, of the figures shown and above 0 where they differ there; in points of accuracy, or of loss. */
export function differenceShown(metric: Metric, better: Place, worse: Place): number {
  const sign = metric === 'accuracy' ? 1 : -1;
  const difference = sign * (shown(metric, better.value) - shown(metric, worse.value));
  if (difference > 0) return difference;
  const exact = sign * (metric === 'accuracy' ? 100 : 1) * (better.value - worse.value);
  return metric === 'accuracy' && exact < 0.005 ? 0 : exact;
}

const sized = (metric: Metric, value: number): string =>
  metric === 'accuracy' ? pointsText(value) : value < 0 ? `−${about(-value, 2)}` : about(value, 2);

/** "4.6 points, 95%: 3.2 to 6.1", "0.12, 95%: 0.1 to 0.14"; the size alone where there is no interval. */
export function differenceText(metric: Metric, { better, worse, difference }: Pair): string {
  const size = `${sized(metric, differenceShown(metric, better, worse))}${metric === 'accuracy' ? ' points' : ''}`;
  const range = intervalOf(metric, difference);
  return range === '' ? size : `${size}, ${range}`;
}

/** "95%: −0.5 to 12.1" or empty. */
export function intervalOf(metric: Metric, difference: Pair['difference']): string {
  if (difference.status !== 'interval') return '';
  const scale = metric === 'accuracy' ? 100 : 1;
  const [low, high] = [difference.low, difference.high].map((end) => sized(metric, scale * end));
  return `95%: ${low} to ${high}`;
}

export interface Needed {
  /** Enough, as far as is known; undefined where no number of seeds that anybody would wait for is. */
  seeds: number | undefined;
  why: 'examples' | 'many' | undefined;
  /** To run besides those that there are, up to the next look; undefined where no more may be run or they would not help. */
  add: number | undefined;
  /** What those up to `seeds` take on the machine of the sweep, and those to be added; undefined where nothing tells. */
  seconds: number | undefined;
  addSeconds: number | undefined;
}

/** Of a judgement that tells the best from some not: how many seeds would. undefined where nothing is open. */
export function neededFor(data: SweepData, judgement: Judgement): Needed | undefined {
  const { unsure, ahead, pairs, comparisons, places } = judgement;
  if (unsure === 'one seed' || unsure === 'two seeds') return withTime(data, LEAST_SEEDS, undefined);
  if (unsure || ahead.length < 2) return undefined;
  const { looks = [], spec } = data;
  const open = pairs.filter((p) => p.better === places[0] && ahead.includes(p.worse));
  const counts = open.map((p) => {
    if (p.difference.status !== 'interval' || p.difference.mean === 0) return 'many' as const;
    const { mean: difference, spread } = p.difference;
    const levelAt = (n: number): number => nextLevel(looks, spec.seeds, n);
    return seedsNeeded({ difference, spread, shared: p.shared, comparisons, levelAt }, spec.seeds);
  });
  if (counts.includes('examples')) return withTime(data, undefined, 'examples');
  if (counts.includes('many')) return withTime(data, undefined, 'many');
  return withTime(data, Math.max(...counts.filter((n) => typeof n === 'number')), undefined);
}

function withTime(data: SweepData, seeds: number | undefined, why: Needed['why']): Needed {
  const { spec } = data;
  const to = seeds === undefined ? undefined : nextLook(spec.seeds, seeds);
  const fits = to !== undefined && to <= SEEDS_LIMIT && spec.base.seed + to <= 2 ** 32;
  const add = fits && spec.lrRule !== 'tuned' && spec.kind === 'train' ? to - spec.seeds : undefined;
  const each = secondsPerSeed(data);
  const more = seeds === undefined ? 0 : seeds - spec.seeds;
  const known = each !== undefined && more >= 1;
  return {
    ...{ seeds, why, add },
    seconds: known ? each * more : undefined,
    addSeconds: known && add !== undefined ? each * add : undefined,
  };
}

/** A sentence with a space before it, or nothing. `what`: "them", or the two. */
export function neededWords(data: SweepData, judgement: Judgement): string {
  const needed = neededFor(data, judgement);
  if (!needed || judgement.unsure) return '';
  if (needed.why === 'examples')
    return ' The validation examples are too few to tell differences so small, however many seeds are run.';
  if (needed.why === 'many' || needed.seeds === undefined)
    return ' That is not to say that they are equal: differences so small would take hundreds of seeds.';
  const time = needed.seconds === undefined ? '' : `, ${secondsText(needed.seconds)} more`;
  return ` If they differ as they seem to, about ${whole(needed.seeds)} seeds${time} would tell (in ${whole(10 * POWER)} of 10 sweeps).`;
}
