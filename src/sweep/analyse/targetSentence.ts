/** What the batch sizes needed to a target, in words. */
import { formatNumber } from '../../experiment/format.ts';
import type { SweepData, Target } from '../../experiment/sweep.ts';
import type { TargetPoint, TargetView } from '../views.ts';
import { costsOf, logRatio } from './costs.ts';
import { targetRange } from './crossings.ts';
import { BY_DISTURBED_TIMES } from './disturbance.ts';
import { updateTime } from './times.ts';
import {
  about,
  batch,
  batches,
  capital,
  intervalText,
  listed,
  metricWords,
  ofArm,
  plural,
  rangedText,
  secondsText,
  targetWords,
  valueText,
  withinWords,
} from './words.ts';

export type TargetFindings = Omit<TargetView, 'sentence' | 'notes'>;

export function targetSentence(data: SweepData, view: TargetFindings): string {
  if (view.points.length === 0) return 'No run has finished yet.';
  return data.spec.arms
    .flatMap((_, arm) =>
      view.points.some((p) => p.arm === arm) ? [ofArm(data.spec, arm, ofOneArm(data, view, arm))] : [],
    )
    .join(' ');
}

function ofOneArm(data: SweepData, view: TargetFindings, arm: number): string {
  const points = view.points.filter((p) => p.arm === arm);
  if (points.every((p) => p.reached === 0)) return nobody(data, view.target, arm);
  return [
    needs(data, view, arm),
    critical(view, arm, points),
    fastest(data, view, arm),
    missed(points, withinWords(data.spec, view.target)),
  ]
    .filter((text) => text !== '')
    .join(' ');
}

function nobody(data: SweepData, target: Target, arm: number): string {
  const range = targetRange(data, target.metric, [arm]);
  const best = range && (target.metric === 'accuracy' ? range[1] : range[0]);
  const came =
    best === undefined
      ? ''
      : `; the best ${metricWords(target.metric)} measured is ${valueText(target.metric, best)}`;
  return `No run reached ${targetWords(target)} ${withinWords(data.spec, target)}${came}.`;
}

const rounded = (value: number): string => about(value < 10 ? value : Math.round(value), value < 10 ? 2 : 3);

const need = (p: TargetPoint, noun = ''): string =>
  `${rounded(p.updates?.value ?? 0)}${noun} (${rounded(p.examples?.value ?? 0)} examples)`;

function needs(data: SweepData, { target, points }: TargetFindings, arm: number): string {
  const whole = points.filter((p) => p.arm === arm && p.updates);
  if (whole.length === 0) return '';
  const first = whole[0];
  const last = whole[whole.length - 1];
  const start = `${capital(batch(first.batchSize))} needs ${need(first, ' updates')} to ${targetWords(target)}`;
  if (first === last) return `${start}.`;
  return `${start}, ${batch(last.batchSize)} needs ${need(last)}: ${saving(data, target, first, last)}.`;
}

function saving(data: SweepData, target: Target, first: TargetPoint, last: TargetPoint): string {
  const known = costsOf(data, first.arm, target);
  const cost = (p: TargetPoint) => known.costs.find((c) => c.batchSize === p.batchSize);
  const [a, b] = [cost(first), cost(last)];
  const ratio = a && b && logRatio(known, a, b, 1);
  const larger = `a batch ${formatNumber(Number((last.batchSize / first.batchSize).toPrecision(3)))} times as large`;
  if (!ratio) return `whether ${larger} saves updates cannot be told, since they have no seed in common`;
  const { mean, half, seeds } = ratio;
  const factor = (log: number): string => about(Math.exp(log), 2);
  if (half === undefined) {
    const saved = Math.exp(mean) > 1.1 ? `a factor ${factor(mean)} in` : 'no';
    return `${larger} saved ${saved} updates${UNSURE[seeds > 1 ? 'no scatter' : 'one seed']}`;
  }
  const interval = (low: number, high: number): string => `95%: ${factor(low)} to ${factor(high)}`;
  if (mean - half > 0)
    return `${larger} saves a factor ${factor(mean)} in updates (${interval(mean - half, mean + half)})`;
  return mean + half < 0
    ? `${larger} takes a factor ${factor(-mean)} more updates (${interval(-mean - half, half - mean)})`
    : `whether ${larger} saves updates cannot be told from ${plural(seeds, 'seed')} (a factor ${factor(mean)}, ${interval(mean - half, mean + half)})`;
}

function critical(view: TargetFindings, arm: number, points: readonly TargetPoint[]): string {
  const fit = view.fits[arm];
  if (fit.status === 'none') return fit.reason;
  const say = (v: number): string => about(v, 2);
  const size = points.every((p) => p.seeds === 1)
    ? `${say(fit.criticalBatch.value)} (${intervalText(fit.criticalBatch, say)}, by how the runs of one seed scatter about the fitted curve)`
    : rangedText(fit.criticalBatch, say);
  return `The critical batch size is about ${size}: well below it doubling the batch halves the updates, well above it gains next to nothing.`;
}

function fastest(data: SweepData, view: TargetFindings, arm: number): string {
  const { measured, best, unsure, formula } = view.fastest[arm];
  const timed = view.points.filter((p) => p.arm === arm && updateTime(data, arm, p.batchSize));
  if (timed.length < 2) return '';
  if (measured === undefined)
    return 'Which batch size is the fastest cannot be told: none got there with every seed.';
  const says = formula === undefined ? '' : `; the formula √(Bc·t0/c) says about ${about(formula, 2)}`;
  const timeOf = (p: TargetPoint): string =>
    p.seconds
      ? secondsText(p.seconds.value)
      : `over ${secondsText((p.atLeastUpdates ?? 0) * (updateTime(data, arm, p.batchSize)?.seconds ?? 0))}`;
  const own = timed.find((p) => p.batchSize === measured);
  const least = own?.seconds ? secondsText(own.seconds.value) : '';
  if (unsure !== undefined)
    return `${capital(batch(measured))} took the least time, ${least}${UNSURE[unsure]}${says}.`;
  const others = timed.filter((p) => p !== own && best.includes(p.batchSize));
  if (others.length > 0)
    return `${capital(batch(measured))} took the least time, ${least}, but cannot be told from ${batches(others.map((p) => p.batchSize))} (${listed(others.map(timeOf))})${says}.`;
  return `Fastest is ${batch(measured)} with ${own?.seconds ? rangedText(own.seconds, secondsText) : least}${says}.`;
}

const UNSURE = {
  'one seed': ', with one seed, which tells nothing of chance',
  'no scatter': ', and how much chance there is in that cannot be told',
  disturbed: `, ${BY_DISTURBED_TIMES}, so another may be faster`,
} as const;

function missed(points: readonly TargetPoint[], where: string): string {
  const never = points.filter((p) => p.reached === 0).map((p) => p.batchSize);
  const partly = points.filter((p) => p.reached > 0 && p.reached < p.seeds);
  return [
    ...(never.length > 0 ? [`${capital(batches(never))} did not get there ${where}.`] : []),
    ...partly.map(
      (p) =>
        `${capital(batch(p.batchSize))} got there with ${formatNumber(p.reached)} of ${plural(p.seeds, 'seed')} ${where}, so on average it needs more than ${rounded(p.atLeastUpdates ?? 0)} updates.`,
    ),
  ].join(' ');
}
