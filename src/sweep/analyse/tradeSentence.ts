/** Time to the target against memory, in words: who is nearly as fast with less, and what the least memory costs. */
import { armConfig } from '../../experiment/arms.ts';
import { formatBytes, formatPercent } from '../../experiment/format.ts';
import { roomText } from '../../experiment/memoryLimit.ts';
import { predictedMemory } from '../../experiment/memoryPrediction.ts';
import type { SweepData } from '../../experiment/sweep.ts';
import { engineOf } from '../updateTime.ts';
import type { Ranged, TradePoint, TradeView } from '../views.ts';
import { costsOf, logRatio } from './costs.ts';
import { BY_DISTURBED_TIMES, disturbanceOf } from './disturbance.ts';
import { timedHalf } from './fastest.ts';
import { peakBytes, updateTime } from './times.ts';
import { about, batch, batches, capital, ofArm, secondsText, targetWords, withinWords } from './words.ts';

/** A batch size that takes at most so many times the least is called nearly as fast. */
const NEARLY = 1.1;

export type TradeFindings = Omit<TradeView, 'sentence' | 'notes'>;

type Whole = TradePoint & { cost: Ranged };

export function tradeSentence(data: SweepData, view: TradeFindings): string {
  if (view.points.length === 0) return 'No run has finished yet.';
  return data.spec.arms
    .flatMap((_, arm) =>
      view.points.some((p) => p.arm === arm) ? [ofArm(data.spec, arm, ofOneArm(data, view, arm))] : [],
    )
    .join(' ');
}

function ofOneArm(data: SweepData, view: TradeFindings, arm: number): string {
  const points = view.points.filter((p) => p.arm === arm);
  const whole = points.filter((p): p is Whole => p.cost !== undefined);
  const outside = beyondLimit(data, view, arm);
  if (whole.length === 0) {
    const why =
      view.unit === 'seconds' && points.some((p) => p.reached === p.seeds)
        ? 'No update times are measured, so seconds cannot be set against memory.'
        : `No batch size reached ${targetWords(view.target)} with every seed ${withinWords(data.spec, view.target)}, so there is nothing to trade.`;
    return [why, outside].filter((text) => text !== '').join(' ');
  }
  const fast = whole.reduce((a, b) => (b.cost.value < a.cost.value ? b : a));
  const least = whole.reduce((a, b) => (b.bytes < a.bytes ? b : a));
  const near = whole.filter((p) => p.cost.value <= NEARLY * fast.cost.value);
  const thrifty = near.reduce((a, b) => (b.bytes < a.bytes ? b : a));
  return [
    thrifty === fast ? alone(data, view, fast, least, whole.length) : nearly(data, view, thrifty, fast),
    least === thrifty || least === fast
      ? ''
      : `The least memory, ${formatBytes(least.bytes)} at ${batch(least.batchSize)}, costs ${about(least.cost.value / fast.cost.value, 2)} times ${view.unit === 'seconds' ? 'that time' : 'those updates'}.`,
    missed(data, view, points),
    outside,
  ]
    .filter((text) => text !== '')
    .join(' ');
}

const costText = ({ unit }: TradeFindings, value: number): string =>
  unit === 'seconds' ? secondsText(value) : `${about(value)} updates`;

const FEWEST = { seconds: 'the fastest', updates: 'the fewest updates' } as const;
const LEAST = { seconds: 'the least time', updates: 'the fewest updates' } as const;

/** Empty unless the times that seconds are made from were disturbed. */
const doubt = (data: SweepData, { unit }: Pick<TradeFindings, 'unit'>, arm: number): string =>
  unit === 'seconds' && disturbanceOf(data, arm) !== undefined
    ? `, ${BY_DISTURBED_TIMES}, so another may be faster`
    : '';

function alone(data: SweepData, view: TradeFindings, fast: Whole, least: Whole, count: number): string {
  const [time, bytes] = [costText(view, fast.cost.value), formatBytes(fast.bytes)];
  const doubtful = doubt(data, view, fast.arm);
  const who = capital(batch(fast.batchSize));
  if (count === 1) return `${who} alone got there with every seed: ${time}, with ${bytes} in an update.`;
  if (least === fast)
    return `${who} took ${LEAST[view.unit]}, ${time}, and the least memory, ${bytes}${doubtful === '' ? ': there is nothing to trade' : doubtful}.`;
  return `${who} took ${LEAST[view.unit]}, ${time}, with ${bytes} in an update; none with less memory came within ${formatPercent(NEARLY - 1, 0)} of that${doubtful}.`;
}

function nearly(data: SweepData, view: TradeFindings, thrifty: Whole, fast: Whole): string {
  const share = shareWords(thrifty.bytes / fast.bytes);
  const bytes = `${formatBytes(thrifty.bytes)} against ${formatBytes(fast.bytes)}`;
  const { ratio, half, unsure } = compared(data, view, thrifty, fast);
  const [low, high] = [Math.exp(ratio - (half ?? 0)), Math.exp(ratio + (half ?? 0))];
  const within = `within ${formatPercent(NEARLY - 1, 0)} of ${FEWEST[view.unit]}`;
  const who = capital(batch(thrifty.batchSize));
  const memory = `${share} the memory of ${batch(fast.batchSize)} (${bytes})`;
  if (half === undefined) return `${who} came ${within} and needs ${memory}${unsure}.`;
  const interval = `95%: ${about(low, 3)} to ${about(high, 3)} times`;
  return high <= NEARLY
    ? `${who} is ${within} (${interval}) and needs ${memory}.`
    : `${who} came ${within} and needs ${memory}; by chance it could be more (${interval}).`;
}

/** Log of how many times as much `a` needs as `b`, with its half width. */
function compared(
  data: SweepData,
  { target, unit }: TradeFindings,
  a: Whole,
  b: Whole,
): { ratio: number; half: number | undefined; unsure: string } {
  const known = costsOf(data, a.arm, target);
  const cost = (p: Whole) => known.costs.find((c) => c.batchSize === p.batchSize);
  const [one, other] = [cost(a), cost(b)];
  const updates = one && other && logRatio(known, one, other, 1);
  const [time, otherTime] = [a, b].map((p) => updateTime(data, p.arm, p.batchSize));
  const ratio = Math.log(a.cost.value / b.cost.value);
  const half =
    unit === 'updates' ? updates?.half : time && otherTime && timedHalf(updates?.half, time, otherTime, 1);
  const doubtful = doubt(data, { unit }, a.arm);
  if (doubtful !== '') return { ratio, half: undefined, unsure: doubtful };
  const unsure =
    (updates?.seeds ?? 0) > 1
      ? ', and how much chance there is in that cannot be told'
      : ', with one seed, which tells nothing of chance';
  return { ratio, half, unsure };
}

const SHARES = [
  [1 / 2, 'half'],
  [1 / 3, 'a third of'],
  [1 / 4, 'a quarter of'],
  [1 / 5, 'a fifth of'],
  [1 / 8, 'an eighth of'],
  [1 / 10, 'a tenth of'],
] as const;

/** "a quarter of" where it is that within a twentieth, else "37% of". */
function shareWords(share: number): string {
  const known = SHARES.find(([value]) => Math.abs(share / value - 1) <= 0.05);
  return known ? known[1] : `${formatPercent(share, share < 0.1 ? 1 : 0)} of`;
}

function missed(data: SweepData, view: TradeFindings, points: readonly TradePoint[]): string {
  const short = points.filter((p) => p.reached < p.seeds).map((p) => p.batchSize);
  return short.length === 0
    ? ''
    : `${capital(batches(short))} did not get there with every seed ${withinWords(data.spec, view.target)}.`;
}

/** Batch sizes of the sweep that the limit leaves out. */
function beyondLimit(data: SweepData, { limits }: TradeFindings, arm: number): string {
  const limit = limits[arm];
  if (limit === undefined) return '';
  const config = armConfig(data.spec.base, data.spec.arms[arm]);
  const engine = engineOf(data, arm);
  const held = (size: number): number =>
    peakBytes(data, arm, size) ?? predictedMemory(config, engine, size).total;
  const over = data.spec.batchSizes.filter((size) => held(size) > limit.bytes);
  if (over.length === 0) return '';
  return over.length === data.spec.batchSizes.length
    ? `None fits into ${roomText(limit)}.`
    : `${capital(batches(over))} ${over.length === 1 ? 'does' : 'do'} not fit into ${roomText(limit)}.`;
}
