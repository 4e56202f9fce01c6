/** How the analyses say numbers, batch sizes, targets and budgets. */
import { DATASETS } from '../../experiment/catalog.ts';
import { FIELDS } from '../../experiment/fields.ts';
import { formatFixed, formatDuration, formatNumber, formatPercent } from '../../experiment/format.ts';
import type { Arm, Budget, Metric, SweepSpec, Target } from '../../experiment/sweep.ts';
import type { RaceSplit, Ranged } from '../views.ts';

/** To so many significant digits, thousands separated: 12,345 with 3 → "12,300"; 0.01234 with 2 → "0.012". */
export const about = (value: number, digits = 3): string => formatNumber(Number(value.toPrecision(digits)));

export const whole = (value: number): string => formatNumber(Math.round(value));

export const secondsText = (seconds: number): string => formatDuration(1000 * seconds);

export const batch = (batchSize: number): string => `batch size ${formatNumber(batchSize)}`;

export const plural = (n: number, noun: string): string => `${formatNumber(n)} ${noun}${n === 1 ? '' : 's'}`;

export const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** "a", "a and b", "a, b and c". */
export function listed(items: readonly string[]): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${items[items.length - 1]}`;
}

/** "batch size 8", "batch sizes 8, 64 and 512". */
export function batches(sizes: readonly number[]): string {
  const named = listed(sizes.map((size) => formatNumber(size)));
  return `batch size${sizes.length === 1 ? '' : 's'} ${named}`;
}

/** The batch sizes of one group after the other, each once. */
export const sizesOf = (groups: readonly { batchSize: number }[]): number[] => [
  ...new Set(groups.map((g) => g.batchSize)),
];

export const metricWords = (metric: Metric, split: RaceSplit = 'validation'): string => `${split} ${metric}`;

/** "94.1%" or "0.312". */
export const valueText = (metric: Metric, value: number): string =>
  metric === 'accuracy' ? formatPercent(value) : about(value);

/** 0.9 → "90%", 0.925 → "92.5%". */
const shareText = (share: number): string => `${formatNumber(Number((100 * share).toFixed(1)))}%`;

/** "90% validation accuracy", "a validation loss of 0.3". */
export const targetWords = ({ metric, value }: Target): string =>
  metric === 'accuracy' ? `${shareText(value)} validation accuracy` : `a validation loss of ${about(value)}`;

/** "5 epochs", "2,000 updates", "1.5 s of training". */
export function budgetWords({ unit, amount }: Budget): string {
  if (unit === 'seconds') return `${secondsText(amount)} of training`;
  return plural(Number(amount.toPrecision(6)), unit.slice(0, -1));
}

/** Where runs end. Those that are after an easier target, or another one, may end there before their budget does. */
export function withinWords({ budget }: SweepSpec, { metric, value }: Target): string {
  const { until } = budget;
  const easier = until && (metric === 'accuracy' ? until.value < value : until.value > value);
  return until && (until.metric !== metric || easier)
    ? `before the runs ended (at ${targetWords(until)} or after ${budgetWords(budget)})`
    : `within ${budgetWords(budget)}`;
}

/** "95%: 40 to 90"; empty where there is no interval. */
export function intervalText({ low, high }: Ranged, say: (value: number) => string): string {
  return low === undefined || high === undefined ? '' : `95%: ${say(low)} to ${say(high)}`;
}

/** "60 (95%: 40 to 90)". */
export function rangedText(range: Ranged, say: (value: number) => string): string {
  const interval = intervalText(range, say);
  return interval === '' ? say(range.value) : `${say(range.value)} (${interval})`;
}

/** Percentage points, signed with a true minus: 0.62 → "0.6", -0.04 → "−0.04". */
export function pointsText(points: number): string {
  const size = Math.abs(points);
  const digits = size < 0.095 && size > 0 ? 2 : 1;
  const text = formatFixed(size, digits);
  return points < 0 && Number(size.toFixed(digits)) > 0 ? `−${text}` : text;
}

/** "Digits, multilayer perceptron". */
export function armWords({ dataset, model }: Arm): string {
  const label = FIELDS.model.kind === 'choice' && FIELDS.model.options.find((o) => o.value === model)?.label;
  const name = DATASETS[dataset].name.replace(/ \(.*/, '');
  const what = label ? label[0].toLowerCase() + label.slice(1) : model;
  return `${name}, ${what}`;
}

/** The arm's words before `text` where there are several arms. */
export function ofArm(spec: SweepSpec, arm: number, text: string): string {
  return spec.arms.length === 1 ? text : `${armWords(spec.arms[arm])}: ${text}`;
}
