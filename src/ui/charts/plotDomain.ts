/** What the axes of a live chart cover, from what its visible runs hold. */
import type { Domain } from './scale.ts';
import { growTo, shrinkTo, tickStep } from './domain.ts';

/** A run as the x-axis sees it. */
export interface Reach {
  /** First value above 0 and last value on the axis; undefined without points. */
  first: number | undefined;
  last: number | undefined;
  /** Where the run will end, when that is known. */
  planned: number | undefined;
  live: boolean;
}

/** A run as the loss axis sees it; every figure finite. */
export interface LossExtent {
  /** Loss at the start: the first evaluation or, before it, the first points. */
  initial: number;
  /** Greatest of all losses of updates and evaluations. */
  greatest: number;
  /** Last smoothed loss, and the greatest smoothed or evaluated one. */
  latest: number;
  greatestSmooth: number;
  /** Least smoothed or evaluated loss above 0. */
  least: number;
}

/** Losses up to this many times the initial one are always on the chart. */
const HEADROOM = 1.15;

/** From 0, or from the first point on a logarithmic axis, to the end of the longest run; steps where that end is not known. */
export function reachDomain(reaches: readonly Reach[], log: boolean): Domain {
  let end = 0;
  let start = Infinity;
  for (const { first, last = 0, planned = 0, live } of reaches) {
    const known = Math.max(last, planned);
    end = Math.max(end, live && planned < last && last > 0 ? growTo(last) : known);
    if (live && planned === 0 && last > 0) end = Math.max(end, growTo(last));
    if (first !== undefined && first > 0) start = Math.min(start, first);
  }
  if (!(end > 0)) return { min: log ? 0.1 : 0, max: 1, log };
  if (!log) return { min: 0, max: end, log };
  const min = shrinkTo(Math.min(start, end / 10));
  return { min, max: end, log };
}

/**
 * From 0, or from a round number under the least loss on a logarithmic axis. Spikes beyond 1.15 times the initial loss do
 * not stretch the axis, unless every run has diverged.
 */
export function lossDomain(extents: readonly LossExtent[], log: boolean): Domain {
  if (extents.length === 0) return { min: log ? 0.01 : 0, max: 2.5, log };
  const diverged = extents.every((e) => e.latest > HEADROOM * e.initial);
  const tops = extents.map((e) => (diverged ? e.greatestSmooth : Math.min(e.greatest, HEADROOM * e.initial)));
  const top = Math.max(...tops, Number.MIN_VALUE);
  if (!log) {
    const half = tickStep(top, 5) / 2;
    return { min: 0, max: Number((Math.ceil(top / half - 1e-6) * half).toPrecision(12)), log };
  }
  const least = Math.min(...extents.map((e) => e.least));
  const max = growTo(top);
  return { min: shrinkTo(Math.min(least / 1.2, max / 10)), max, log };
}

/**
 * From 0 to 100%; once every run has come well above 50% or 80%, from there, so that runs which end close together can be
 * told apart. `best`: highest accuracy of each run.
 */
export function accuracyDomain(best: readonly number[]): Domain {
  const worst = best.length > 0 ? Math.min(...best) : 0;
  const min = [0.8, 0.5].find((floor) => worst >= floor + 0.4 * (1 - floor)) ?? 0;
  return { min, max: 1, log: false };
}

export const sameDomain = (a: Domain, b: Domain) => a.min === b.min && a.max === b.max && a.log === b.log;
