/** Numbers at the ticks of the axes. */
import { formatFixed, formatNumber, formatPercent } from '../../experiment/format.ts';
import type { XAxis } from '../../state/store.ts';
import { axisName, type ChartKind } from './chartRun.ts';

export const yTick = (kind: ChartKind, value: number) =>
  kind === 'accuracy' ? `${Math.round(100 * value)}%` : narrowNumber(value);

/** At most five characters wide, as there is room for at the y-axis: "0.025", "20k", "2e+7". */
function narrowNumber(value: number): string {
  if (value >= 1e7 || (value > 0 && value < 1e-3)) return value.toExponential(0);
  return value >= 1e4 ? shortNumber(value, 1e4) : formatNumber(Number(value.toPrecision(3)));
}

/** 1,200,000 → "1.2M", so that long runs do not crowd the axis. */
export function shortNumber(value: number, thousandsFrom = 1e5): string {
  const short = (by: number) => formatNumber(Number((value / by).toPrecision(3)));
  if (value >= 1e6) return `${short(1e6)}M`;
  if (value >= thousandsFrom) return `${short(1e3)}k`;
  return formatNumber(Number(value.toPrecision(5)));
}

/** The last tick names what is counted: "5 epochs". */
export const xTick = (axis: XAxis, value: number, last: boolean) =>
  last ? `${shortNumber(value)} ${axisName(axis, value)}` : shortNumber(value);

/** A place on the x-axis, in words: "epoch 2.40", "update 237", "23,700 examples", "1.24 s". */
export function place(axis: XAxis, value: number): string {
  switch (axis) {
    case 'update':
      return `update ${formatNumber(Math.round(value))}`;
    case 'epoch':
      return `epoch ${formatFixed(value, value < 10 ? 2 : 1)}`;
    case 'examples':
      return `${formatNumber(Math.round(value))} examples`;
    case 'seconds':
      return `${formatFixed(value, value < 10 ? 2 : 1)} s`;
    default:
      return axis satisfies never;
  }
}

/** A loss with three digits, an accuracy as a percentage. */
export function valueText(kind: ChartKind, value: number): string {
  if (kind === 'accuracy') return formatPercent(value);
  if (value !== 0 && Math.abs(value) < 0.001) return value.toExponential(1);
  return Math.abs(value) < 10 ? formatFixed(value, 3) : formatNumber(Number(value.toPrecision(4)));
}
