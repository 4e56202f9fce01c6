/** Axes of charts that have the batch size across, and of what is measured against it. */
import { formatNumber } from '../../../experiment/format.ts';
import { tickStep } from '../domain.ts';
import type { Domain } from '../scale.ts';
import type { AxisSpec } from './plane.ts';

/** Logarithmic, with a number at every batch size that was tried, as far as there is room. */
export function batchAxis(batchSizes: readonly number[]): AxisSpec {
  const sizes = [...new Set(batchSizes)].filter((b) => b > 0).sort((a, b) => a - b);
  const [least, most] = sizes.length > 0 ? [sizes[0], sizes[sizes.length - 1]] : [1, 1024];
  const rim = Math.max(1.3, (most / least) ** 0.06);
  return {
    domain: { min: least / rim, max: most * rim, log: true },
    at: sizes,
    text: (value) =>
      value >= 10_000 ? `${formatNumber(Number((value / 1000).toPrecision(3)))}k` : formatNumber(value),
    title: 'batch size',
  };
}

/** Covers all values above 0, with some air. */
export function logDomain(values: readonly number[]): Domain {
  const seen = values.filter((v) => Number.isFinite(v) && v > 0);
  if (seen.length === 0) return { min: 0.1, max: 10, log: true };
  const [least, most] = [Math.min(...seen), Math.max(...seen)];
  const rim = Math.max(1.25, (most / least) ** 0.09);
  return { min: least / rim, max: most * rim, log: true };
}

/** Covers all values, to the next half tick; from 0 where `fromZero` says so. */
export function linearDomain(values: readonly number[], fromZero = false): Domain {
  const seen = values.filter(Number.isFinite);
  if (seen.length === 0) return { min: 0, max: 1, log: false };
  let [min, max] = [Math.min(...seen), Math.max(...seen)];
  if (fromZero) [min, max] = [Math.min(0, min), Math.max(0, max)];
  if (max - min < 1e-9) [min, max] = [min - 0.01, max + 0.01];
  const step = tickStep(max - min, 5) / 2;
  const out = (v: number) => Number(v.toPrecision(12));
  return {
    min: fromZero && min === 0 ? 0 : out(Math.floor((min - 0.05 * (max - min)) / step) * step),
    max: fromZero && max === 0 ? 0 : out(Math.ceil((max + 0.05 * (max - min)) / step) * step),
    log: false,
  };
}
