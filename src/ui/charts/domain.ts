/** Domains that grow in steps, so that axes are drawn anew seldom, and ticks at round numbers. */
import type { Domain } from './scale.ts';

const GROWTH = [1, 1.5, 2, 3, 4, 5, 6, 8, 10];
const ROUND = [1, 2, 5, 10];

const decade = (value: number) => 10 ** Math.floor(Math.log10(value) + 1e-9);

/** 10^k times a step, without the last digits that floating point adds. */
const tidy = (value: number) => Number(value.toPrecision(12));

/** The least step not under `value`: 1, 1.5, 2, 3, 4, 5, 6, 8 times a power of ten. */
export function growTo(value: number): number {
  const unit = decade(value);
  return tidy(unit * (GROWTH.find((step) => step * unit >= value * (1 - 1e-9)) ?? 10));
}

/** The greatest of 1, 2, 5 times a power of ten that is not above `value`. */
export function shrinkTo(value: number): number {
  const unit = decade(value);
  return tidy(unit * (ROUND.findLast((step) => step * unit <= value * (1 + 1e-9)) ?? 1));
}

/** Distance of about `count` round ticks over a length: 1, 2 or 5 times a power of ten. */
export function tickStep(length: number, count: number): number {
  const rough = length / Math.max(1, count);
  const unit = decade(rough);
  return tidy(unit * (ROUND.find((step) => step * unit >= rough * (1 - 1e-9)) ?? 10));
}

/** Round numbers within the domain, at most about `count`. */
export function ticks({ min, max, log }: Domain, count: number): number[] {
  if (log) return logTicks(min, max, count);
  const step = tickStep(max - min, count);
  const result: number[] = [];
  for (let i = Math.ceil(min / step - 1e-9); i * step <= max + step * 1e-9; i++) result.push(tidy(i * step));
  return result;
}

function logTicks(min: number, max: number, count: number): number[] {
  const within = (v: number) => v >= min * (1 - 1e-9) && v <= max * (1 + 1e-9);
  const first = Math.floor(Math.log10(min) + 1e-9);
  const last = Math.ceil(Math.log10(max) - 1e-9);
  const powers = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  for (const steps of [[1, 2, 5], [1, 3], [1]]) {
    const found = powers.flatMap((k) => steps.map((s) => tidy(s * 10 ** k))).filter(within);
    if (found.length <= count && found.length >= 2) return found;
  }
  const decades = powers.filter((k) => within(10 ** k));
  if (decades.length < 2) return ticks({ min, max, log: false }, count).filter((v) => v > 0);
  const every = Math.ceil(decades.length / Math.max(2, count));
  return decades.filter((_, i) => i % every === 0).map((k) => tidy(10 ** k));
}
