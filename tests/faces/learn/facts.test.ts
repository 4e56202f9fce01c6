/** Every recorded number of the text, worked out anew from the runs in the results files, past analyses and recordings. */
import { describe, expect, it } from 'vitest';
import type { SweepData, TrialRun } from '../../../src/experiment/sweep.ts';
import { FACTS, type FactId } from '../../../src/faces/learn/facts.ts';
import { RECORDING_IDS, type RecordingId } from '../../../src/faces/learn/recordings.ts';
import { noiseEstimate } from '../../../src/science/noiseScale.ts';
import { recorded } from '../../recordings/support.ts';

const all = Object.fromEntries(RECORDING_IDS.map((id) => [id, recorded(id)])) as Record<
  RecordingId,
  ReturnType<typeof recorded>
>;

const said = (fact: FactId): string => FACTS[fact].text(all[FACTS[fact].recording].recording);
/** A text as a number: "3,000", "98.8%" → 98.8, "64 ms" → 64, "1.1 s" → 1,100. */
const told = (fact: FactId): number => {
  const text = said(fact);
  const value = Number(text.replaceAll(',', '').replace(/ ?(%|ms|s)$/, ''));
  return / s$/.test(text) ? 1000 * value : value;
};

const middle = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.ceil((sorted.length - 1) / 2)]) / 2;
};
const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
const geometric = (values: readonly number[]): number => Math.exp(mean(values.map(Math.log)));
const sizesOf = ({ spec }: SweepData): number[] => [...spec.batchSizes].sort((a, b) => a - b);

const runsOf = (data: SweepData, batchSize: number): TrialRun[] =>
  data.runs
    .filter(({ trial }) => trial.role === 'run' && trial.config.batchSize === batchSize)
    .sort((a, b) => a.trial.config.seed - b.trial.config.seed);
const validation = (run: TrialRun) => run.series.evaluations.filter(({ split }) => split === 'validation');
/** Looks on the way, all on the same examples; at the end there is one more, on all. */
const looks = (run: TrialRun) => validation(run).filter(({ count }) => count === validation(run)[0].count);
const percent = (one: { accuracy: number | undefined } | undefined): number => 100 * (one?.accuracy ?? NaN);
const lastUpdate = (run: TrialRun): number => validation(run).at(-1)?.update ?? NaN;

/** On the straight line between the first look at or above the target and the one before. */
function updatesTo(run: TrialRun, target: number): number {
  const seen = looks(run);
  const at = seen.findIndex((one) => percent(one) >= target);
  const [before, after] = [seen[at - 1], seen[at]];
  const share = (target - percent(before)) / (percent(after) - percent(before));
  return before.update + share * (after.update - before.update);
}

const ends = (data: SweepData, size: number): number[] =>
  runsOf(data, size).map((run) => percent(looks(run).at(-1)));

describe.each([
  ['race', ['raceFinalLeast', 'raceFinalMiddle', 'raceFinalMost']],
  ['race-tuned', ['tunedFinalLeast', 'tunedFinalMiddle', 'tunedFinalMost']],
] as const)('%s', (id, facts) => {
  const { data } = all[id];
  it('ends at the accuracy that is told', () => {
    facts.forEach((fact, i) => expect(told(fact)).toBeCloseTo(middle(ends(data, sizesOf(data)[i])), 1));
  });
});

describe('race', () => {
  const { data } = all.race;
  const [least, middling, most] = sizesOf(data);
  const [many, few] = [least, most].map((size) => lastUpdate(runsOf(data, size)[0]));

  it('has the batch sizes and updates that are told', () => {
    expect([told('raceLeast'), told('raceMiddle'), told('raceMost')]).toEqual([least, middling, most]);
    expect([told('raceUpdatesLeast'), told('raceUpdatesMost')]).toEqual([many, few]);
    expect(told('raceTimesUpdates')).toBeCloseTo(many / few, 1);
  });

  it('had the smallest batch where it is told to have been at the largest’s last update', () => {
    const before = runsOf(data, least).map((run) => looks(run).findLast(({ update }) => update <= few));
    const then = before.map((look) => percent(look));
    for (const look of before) expect(told('raceLookLeast')).toBe(look?.update);
    expect(told('raceEqualLeast')).toBeCloseTo(middle(then), 1);
  });
});

describe('target', () => {
  const { data } = all.target;
  const sizes = sizesOf(data);
  const updates = (size: number): number =>
    geometric(runsOf(data, size).map((run) => updatesTo(run, told('targetLevel'))));
  const ms = (size: number): number => {
    const sample = data.speeds.find(({ batchSize }) => batchSize === size);
    return updates(size) * middle(sample?.updateMs ?? []);
  };

  it('was reached by every run', () => {
    const { until } = data.spec.budget;
    expect(told('targetLevel')).toBe(100 * (until?.value ?? NaN));
    for (const size of sizes)
      for (const run of runsOf(data, size))
        expect(Math.max(...looks(run).map(percent))).toBeGreaterThanOrEqual(told('targetLevel'));
  });

  it('took the updates and the time that are told', () => {
    const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
    expect([told('targetLeast'), told('targetMost')]).toEqual([least, most]);
    expect(told('targetUpdatesLeast')).toBe(Math.round(updates(least)));
    expect(told('targetUpdatesMost')).toBe(Math.round(updates(most)));
    expect(told('targetTimesBatch')).toBe(most / least);
    expect(told('targetTimesUpdates')).toBe(Number((updates(least) / updates(most)).toPrecision(2)));
    const fastest = sizes.reduce((a, b) => (ms(b) < ms(a) ? b : a));
    expect(told('targetFastest')).toBe(fastest);
    expect(told('targetMsFastest') / ms(fastest)).toBeCloseTo(1, 1);
    expect(told('targetMsMost') / ms(most)).toBeCloseTo(1, 1);
  });

  it('bends where it is told to: S = Smin (1 + Bc/B), here fitted by least squares in the logarithm', () => {
    const means = sizes.map((size) => Math.log(updates(size)));
    const misfit = (critical: number): number => {
      const shapes = sizes.map((size) => Math.log(1 + critical / size));
      const level = mean(means.map((value, i) => value - shapes[i]));
      return means.reduce((sum, value, i) => sum + (value - shapes[i] - level) ** 2, 0);
    };
    const grid = Array.from({ length: 400 }, (_, i) => 10 ** (i / 100));
    const best = grid.reduce((a, b) => (misfit(b) < misfit(a) ? b : a));
    // Two digits, and the seeds weigh there by their scatter.
    expect(Math.abs(told('critical') / best - 1)).toBeLessThan(0.1);
    expect(told('criticalLow')).toBeLessThan(best);
    expect(told('criticalHigh')).toBeGreaterThan(best);
  });
});

it('speed: examples in a second by the median update', () => {
  const { data } = all.speed;
  const sizes = sizesOf(data);
  const rate = (size: number): number => {
    const sample = data.speeds.find(({ batchSize }) => batchSize === size);
    return Number(((1000 * size) / middle(sample?.updateMs ?? [])).toPrecision(2));
  };
  expect([told('speedLeast'), told('speedMost')]).toEqual([sizes[0], sizes.at(-1)]);
  expect(told('speedRateLeast')).toBe(rate(sizes[0]));
  expect(told('speedRateMiddle')).toBe(rate(told('speedMiddle')));
  expect(told('speedRateMost')).toBe(rate(sizes.at(-1) ?? NaN));
});

it('generalisation: the difference told is that of the seeds’ pairs, inside its interval', () => {
  const { data } = all.generalise;
  const sizes = sizesOf(data);
  const [small, large] = [sizes[0], sizes.at(-1) ?? NaN].map((size) =>
    runsOf(data, size).map((run) => percent(validation(run).at(-1))),
  );
  const differences = small.map((value, i) => value - large[i]);
  expect(told('generaliseDifference')).toBeCloseTo(mean(differences), 1);
  expect(told('generaliseLow')).toBeLessThan(mean(differences));
  expect(told('generaliseHigh')).toBeGreaterThan(mean(differences));
  expect(said('generaliseSentence')).toContain(`${said('generaliseDifference')} points`);
});

it('noise: the scale told is variance over signal, each averaged over the seeds', () => {
  const { data } = all.noise;
  const [size] = sizesOf(data);
  const scale = (at: 0 | -1): number => {
    const estimates = runsOf(data, size).map(({ noise }) => {
      const sample = noise.at(at);
      if (!sample) throw new Error('nothing was measured');
      return noiseEstimate(sample);
    });
    const sum = (key: 'variance' | 'signal'): number => mean(estimates.map((one) => one[key]));
    return Number((sum('variance') / sum('signal')).toPrecision(2));
  };
  expect([told('noiseStart'), told('noiseEnd')]).toEqual([scale(0), scale(-1)]);
});
