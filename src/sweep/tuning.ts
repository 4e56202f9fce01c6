/**
 * The best learning rate at every batch size, from training runs that never saw the examples they are scored on. A grid
 * of five rates, each twice the one before, around the square-root rule's; where the best is at its edge it grows.
 */
import { firstCrossing } from '../science/crossing.ts';
import { rateGrid, ruledRate } from '../science/lrRule.ts';
import type { SweepData, SweepSpec, TrialRun } from '../experiment/sweep.ts';

/** Rates added at most, one at a time. */
const MOST_ADDED = 3;
const DIGITS = 6;

export interface TunedRate {
  learningRate: number;
  /** The best rate tried is the smallest or the largest of them: a better one may lie beyond. */
  atEdge: boolean;
  /** Ascending, with what they are ranked by (lower is better); rates at which a run failed are in `out`. */
  tried: { learningRate: number; score: number }[];
  out: number[];
}

/** The grid that tuning begins with: around the square-root rule's rate. */
export const firstRates = ({ base }: SweepSpec, batchSize: number): number[] =>
  rateGrid(ruledRate('sqrt', base, batchSize)).map(tidy);

/** The chosen rate; undefined while runs are missing that decide it. */
export function tunedRate(data: SweepData, arm: number, batchSize: number): TunedRate | undefined {
  return look(data, arm, batchSize).chosen;
}

/** All rates that are to be tried as far as is known now, those already tried among them. */
export function tuningRates(data: SweepData, arm: number, batchSize: number): number[] {
  return look(data, arm, batchSize).rates;
}

interface Look {
  rates: number[];
  chosen: TunedRate | undefined;
}

/** What was found, for as long as the runs are the same. */
const found = new WeakMap<SweepSpec, WeakMap<readonly TrialRun[], Map<string, Look>>>();

function look(data: SweepData, arm: number, batchSize: number): Look {
  const { spec, runs } = data;
  const ofSpec = found.get(spec) ?? new WeakMap<readonly TrialRun[], Map<string, Look>>();
  found.set(spec, ofSpec);
  const ofRuns = ofSpec.get(runs) ?? new Map<string, Look>();
  ofSpec.set(runs, ofRuns);
  const key = `${arm} ${batchSize}`;
  const known = ofRuns.get(key) ?? grown(data, arm, batchSize);
  ofRuns.set(key, known);
  return known;
}

/** Grows the grid as its runs told; every step follows from the data alone. */
function grown(data: SweepData, arm: number, batchSize: number): Look {
  const { spec } = data;
  const runs = data.runs.filter(
    ({ trial }) => trial.role === 'tuning' && trial.arm === arm && trial.config.batchSize === batchSize,
  );
  const rates = firstRates(spec, batchSize);
  for (let added = 0; ; added++) {
    const own = rates.map((rate) => runs.filter(({ trial }) => trial.config.learningRate === rate));
    if (own.some(({ length }) => length < spec.seeds)) return { rates, chosen: undefined };
    const { tried, out } = rank(rates, own);
    const best = tried.reduce<(typeof tried)[number] | undefined>(
      (least, one) => (least === undefined || one.score < least.score ? one : least),
      undefined,
    );
    // Where every rate failed only smaller ones can do better.
    const low = best === undefined || best.learningRate === rates[0];
    const atEdge = low || best.learningRate === rates[rates.length - 1];
    if (!atEdge || added === MOST_ADDED) {
      const learningRate = best?.learningRate ?? rates[0];
      return { rates, chosen: { learningRate, atEdge, tried, out } };
    }
    if (low) rates.unshift(tidy(rates[0] / 2));
    else rates.push(tidy(rates[rates.length - 1] * 2));
  }
}

/**
 * Scores of rates by the runs of all seeds: mean updates to the target where there is one and some rate reaches it with
 * every seed, else mean loss on held-out examples at the end. A rate at which any run failed is out.
 */
function rank(
  rates: readonly number[],
  runs: readonly TrialRun[][],
): { tried: TunedRate['tried']; out: number[] } {
  const all = rates.map((learningRate, i) => ({
    learningRate,
    updates: meanOf(runs[i].map(updatesToTarget)),
    loss: meanOf(runs[i].map(lastLoss)),
  }));
  const sound = all.filter(({ loss }) => loss !== undefined);
  const reaching = sound.filter(({ updates }) => updates !== undefined);
  const scored = reaching.length > 0 ? reaching : sound;
  return {
    tried: scored.map(({ learningRate, updates, loss }) => ({
      learningRate,
      score: (reaching.length > 0 ? updates : loss) ?? 0,
    })),
    out: all.filter((one) => !scored.includes(one)).map(({ learningRate }) => learningRate),
  };
}

/** Loss at the last look at the held-out examples; undefined for a run that failed. */
function lastLoss({ status, series }: TrialRun): number | undefined {
  if (status === 'failed') return undefined;
  return series.evaluations.findLast(({ split }) => split === 'validation')?.loss;
}

function updatesToTarget({ trial, status, series }: TrialRun): number | undefined {
  const { until } = trial;
  if (!until || status === 'failed') return undefined;
  const looks = series.evaluations.filter(({ split }) => split === 'validation');
  return firstCrossing(
    looks.map(({ update }) => update),
    looks.map((look) => look[until.metric] ?? NaN),
    until.value,
    until.metric === 'loss' ? 'down' : 'up',
  );
}

/** undefined when one of them is, or is no number. */
function meanOf(values: readonly (number | undefined)[]): number | undefined {
  let sum = 0;
  for (const value of values) {
    if (value === undefined || !Number.isFinite(value)) return undefined;
    sum += value;
  }
  return values.length > 0 ? sum / values.length : undefined;
}

/** A rate without the last bits that differ by the way it was reached. */
const tidy = (rate: number): number => Number(rate.toPrecision(DIGITS));
