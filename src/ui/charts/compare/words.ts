/** Numbers and names in the charts of Compare. Nothing that is not finite is ever written as a number. */
import { formatBytes, formatDuration, formatFixed, formatNumber } from '../../../experiment/format.ts';
import type { Metric, Target } from '../../../experiment/sweep.ts';
import type { RaceAxis, Ranged } from '../../../sweep/views.ts';
import { shortNumber, valueText, yTick } from '../ticksText.ts';

export const NOTHING = '–';

export const metricText = (metric: Metric, value: number | undefined): string =>
  value === undefined || !Number.isFinite(value) ? NOTHING : valueText(metric, value);

export const metricTick = (metric: Metric, value: number): string => yTick(metric, value);

/** A target: "90%", "92.5%", "0.3". */
export const targetText = ({ metric, value }: Target): string =>
  metric === 'accuracy' ? `${formatNumber(Number((100 * value).toFixed(1)))}%` : countText(value);

/** Three digits: 1,230; 0.456; 2.1e-7. */
export function countText(value: number | undefined): string {
  if (value === undefined || !Number.isFinite(value)) return NOTHING;
  if (Math.abs(value) >= 1e5) return shortNumber(value);
  return formatNumber(Number(value.toPrecision(3)));
}

export const secondsText = (seconds: number | undefined): string =>
  seconds === undefined || !Number.isFinite(seconds) ? NOTHING : formatDuration(1000 * seconds);

export const bytesText = (bytes: number | undefined): string =>
  bytes === undefined || !Number.isFinite(bytes) ? NOTHING : formatBytes(bytes);

/** "120 (90 to 160)", or "120" where one seed tells nothing of the spread. */
export function rangedText(range: Ranged | undefined, text: (value: number) => string): string {
  if (range === undefined || !Number.isFinite(range.value)) return NOTHING;
  const { value, low, high } = range;
  return low === undefined || high === undefined
    ? text(value)
    : `${text(value)} (${text(low)} to ${text(high)})`;
}

export const AXIS_TITLES: Readonly<Record<RaceAxis, string>> = {
  epochs: 'epochs (passes over the data)',
  updates: 'updates of the weights',
  examples: 'examples seen',
  seconds: 'seconds of training',
};

/** A place on the race's axis: "epoch 2.40", "1.24 s". */
export function placeText(axis: RaceAxis, value: number): string {
  switch (axis) {
    case 'epochs':
      return `epoch ${formatFixed(value, 2)}`;
    case 'updates':
      return `update ${formatNumber(Math.round(value))}`;
    case 'examples':
      return `${formatNumber(Math.round(value))} examples`;
    case 'seconds':
      return secondsText(value);
    default:
      return axis satisfies never;
  }
}

/** 64, or "64 · moons" where a sweep has several tasks. */
export const groupName = (arms: readonly string[], arm: number, batchSize: number): string =>
  arms.length > 1 ? `${formatNumber(batchSize)} · ${arms[arm] ?? ''}` : formatNumber(batchSize);
