/** What the batch sizes needed to a target, in words. */
import { formatNumber } from '../../experiment/format.ts';
import type { SweepData, Target } from '../../experiment/sweep.ts';
import type { TargetPoint, TargetView } from '../views.ts';
import { asGood } from './asGood.ts';
import { targetRange } from './crossings.ts';
import {
  about,
  batch,
  batches,
  capital,
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
  const reached = points.filter((p) => p.updates);
  if (reached.length === 0) return nobody(data, view.target, arm);
  return [
    needs(view.target, reached),
    critical(view, arm),
    fastest(view, arm),
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

function needs(target: Target, reached: readonly TargetPoint[]): string {
  const first = reached[0];
  const last = reached[reached.length - 1];
  const start = `${capital(batch(first.batchSize))} needs ${need(first, ' updates')} to ${targetWords(target)}`;
  if (first === last) return `${start}.`;
  const [a, b] = [first.updates?.value ?? 1, last.updates?.value ?? 1];
  const larger = formatNumber(Number((last.batchSize / first.batchSize).toPrecision(3)));
  const ratio = a / b;
  const gain =
    ratio > 1.1
      ? `a batch ${larger} times as large saves a factor ${about(ratio, 2)} in updates`
      : `a batch ${larger} times as large saves no updates`;
  return `${start}, ${batch(last.batchSize)} needs ${need(last)}: ${gain}.`;
}

function critical(view: TargetFindings, arm: number): string {
  const fit = view.fits[arm];
  if (fit.status === 'none') return fit.reason;
  const size = rangedText(fit.criticalBatch, (v) => about(v, 2));
  return `The critical batch size is about ${size}: well below it doubling the batch halves the updates, well above it gains next to nothing.`;
}

function fastest(view: TargetFindings, arm: number): string {
  const { measured, formula } = view.fastest[arm];
  if (measured === undefined) return '';
  const timed = view.points.filter((p) => p.arm === arm && p.seconds);
  const secondsOf = (size: number): string =>
    secondsText(timed.find((p) => p.batchSize === size)?.seconds?.value ?? 0);
  if (timed.length < 2) return '';
  const says = formula === undefined ? '' : `; the formula √(Bc·t0/c) says about ${about(formula, 2)}`;
  const best = asGood(timed, measured);
  return best.length > 1
    ? `Fastest are ${batches(best)}, too close to tell apart (${listed(best.map(secondsOf))})${says}.`
    : `Fastest is ${batch(measured)} with ${secondsOf(measured)}${says}.`;
}

function missed(points: readonly TargetPoint[], where: string): string {
  const never = points.filter((p) => p.reached === 0).map((p) => p.batchSize);
  const partly = points.filter((p) => p.reached > 0 && p.reached < p.seeds);
  return [
    ...(never.length > 0 ? [`${capital(batches(never))} did not get there ${where}.`] : []),
    ...partly.map(
      (p) =>
        `${capital(batch(p.batchSize))} got there with ${formatNumber(p.reached)} of ${plural(p.seeds, 'seed')} ${where}.`,
    ),
  ].join(' ');
}
