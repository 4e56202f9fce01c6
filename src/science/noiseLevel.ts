/**
 * The noise scale over a stretch of training, with an interval over seeds. One look is no measure of a training: |G|² jumps
 * from look to look and from seed to seed. docs/noise-scale.md says what is averaged, and how the interval covers.
 */
import type { NoiseErrors } from './noiseScale.ts';
import { tQuantile } from './studentT.ts';

/** What one seed measured at one look. */
export interface NoiseLook extends NoiseErrors {
  update: number;
}

/** A stretch of one seed's looks; `from` and `to` are updates, both looked at. */
export interface LookWindow {
  from: number;
  to: number;
  looks: number;
  /** It is the looks of a fifth of the training; otherwise that holds too few, and these are the first or last of all. */
  fifth: boolean;
}

/** V and |G|² of one seed over a window. */
export interface SeedAverage {
  variance: number;
  signal: number;
  /** How far |G|² may be off by the examples drawn, at 95%; 0 where all were looked at. */
  reach: number;
}

/** In examples; without `low` and `high` where fewer than three seeds tell nothing of their spread. */
export type NoiseLevel =
  | { status: 'resolved'; value: number; low: number | undefined; high: number | undefined }
  | { status: 'unresolved' };

export const LEAST_LOOKS = 5;
/** Two seeds give an interval over a factor of thousands. */
export const LEAST_SEEDS = 3;
const SHARE = 1 / 5;
const UPPER = 0.975;
/** The interval is for what so many other seeds would give together. */
const OTHERS = 50;

/**
 * The windows at both ends of a training that was looked at after these updates, ascending: the looks of its first and
 * last fifth, or its first and last five where a fifth holds fewer. undefined with fewer than five looks in all.
 */
export function windowsOf(updates: readonly number[]): { first: LookWindow; last: LookWindow } | undefined {
  const { length } = updates;
  if (length < LEAST_LOOKS) return undefined;
  const start = updates[0];
  const end = updates[length - 1];
  const fifth = SHARE * (end - start);
  const early = updates.filter((u) => u <= start + fifth).length;
  const late = updates.filter((u) => u >= end - fifth).length;
  const [a, b] = [Math.max(early, LEAST_LOOKS), Math.max(late, LEAST_LOOKS)];
  return {
    first: { from: start, to: updates[a - 1], looks: a, fifth: a === early },
    last: { from: updates[length - b], to: end, looks: b, fifth: b === late },
  };
}

/**
 * V and |G|² averaged apart over the looks of a window, each look with the stretch of training that it stands for
 * (trapezoidal rule over updates), so that looks that lie closer count no more.
 */
export function averageOver(looks: readonly NoiseLook[], { from, to }: LookWindow): SeedAverage {
  const inside = looks.filter(({ update }) => update >= from && update <= to);
  const at = inside.map(({ update }) => update);
  let [variance, signal, squared, degrees] = [0, 0, 0, Infinity];
  for (const [i, look] of inside.entries()) {
    const stretch = (at[Math.min(i + 1, at.length - 1)] - at[Math.max(i - 1, 0)]) / 2;
    const share = to > from ? stretch / (to - from) : 1 / inside.length;
    variance += share * look.variance;
    signal += share * look.signal;
    squared += share ** 2 * look.signalVariance;
    degrees = Math.min(degrees, look.groups - 1);
  }
  const reach = degrees < 1 ? Infinity : tQuantile(UPPER, Math.min(degrees, 1e6)) * Math.sqrt(squared);
  return { variance, signal, reach };
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0);

/** log of (mean V)/(mean |G|²); NaN where one of them is not above 0. */
function logPooled(seeds: readonly SeedAverage[]): number {
  const variance = sumOf(seeds.map((s) => s.variance));
  const signal = sumOf(seeds.map((s) => s.signal));
  return variance > 0 && signal > 0 ? Math.log(variance / signal) : NaN;
}

/** Whether the mean |G|² can be told from 0 by the examples drawn. */
function resolved(seeds: readonly SeedAverage[]): boolean {
  const n = seeds.length;
  if (n === 0 || !seeds.every((s) => Number.isFinite(s.variance) && Number.isFinite(s.signal))) return false;
  return sumOf(seeds.map((s) => s.signal)) > Math.hypot(...seeds.map((s) => s.reach));
}

/**
 * exp of `of`, a logarithm, with the 95% interval for the same of 50 other seeds, by the jackknife over n seeds:
 * ± t(0.975, n - 1) s √(n/(n - 1)) √(1 + n/50). The first root is HC3's: |G|² is skewed, and few seeds miss its jumps.
 *
 * Source: Miller 1974, "The jackknife - a review", Biometrika 61(1); MacKinnon & White 1985, Journal of Econometrics 29(3).
 */
function overSeeds(n: number, of: (kept: (seed: number) => boolean) => number): NoiseLevel {
  const whole = of(() => true);
  if (!Number.isFinite(whole)) return { status: 'unresolved' };
  const value = Math.exp(whole);
  if (n < LEAST_SEEDS) return { status: 'resolved', value, low: undefined, high: undefined };
  const without = Array.from({ length: n }, (_, left) => of((seed) => seed !== left));
  const mean = sumOf(without) / n;
  const variance = ((n - 1) / n) * sumOf(without.map((one) => (one - mean) ** 2));
  const reach = tQuantile(UPPER, n - 1) * Math.sqrt(variance * (n / (n - 1)) * (1 + n / OTHERS));
  const [low, high] = [Math.exp(whole - reach), Math.exp(whole + reach)];
  return low > 0 && high < Infinity ? { status: 'resolved', value, low, high } : { status: 'unresolved' };
}

/**
 * The noise scale of these seeds over a window, (mean V)/(mean |G|²), in examples, with the 95% interval for that
 * of 50 other seeds: t on its logarithm. The spread between seeds is in it, and with it the error of the examples that each
 * of them drew. `unresolved` where the mean |G|² cannot be told from 0.
 *
 * Source: McCandlish et al. 2018 (arXiv 1812.06162), appendix A.1 (V and |G|² averaged apart).
 */
export function noiseLevel(seeds: readonly SeedAverage[]): NoiseLevel {
  if (!resolved(seeds)) return { status: 'unresolved' };
  return overSeeds(seeds.length, (kept) => logPooled(seeds.filter((_, i) => kept(i))));
}

/**
 * How many times as large the level is at the end as at the start, paired over seeds: first[i] and last[i] are of one seed.
 * `unresolved` where one of the levels is.
 * @throws RangeError when the lengths differ.
 */
export function noiseGrowth(first: readonly SeedAverage[], last: readonly SeedAverage[]): NoiseLevel {
  if (first.length !== last.length)
    throw new RangeError(`pairs need equal lengths, got ${first.length} and ${last.length}`);
  if (!resolved(first) || !resolved(last)) return { status: 'unresolved' };
  const of = (seeds: readonly SeedAverage[], kept: (seed: number) => boolean) =>
    logPooled(seeds.filter((_, i) => kept(i)));
  return overSeeds(first.length, (kept) => of(last, kept) - of(first, kept));
}
