import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packSweep, unpackSweep, type Unpacked } from '../../../src/experiment/packed/packedSweep.ts';
import { formatNumber } from '../../../src/experiment/format.ts';
import type { Evaluation } from '../../../src/experiment/run.ts';
import { lossSlack } from '../../../src/experiment/packed/quantise.ts';
import { smooth } from '../../../src/science/smoothing.ts';
import { encodeSweepLink } from '../../../src/experiment/sweepUrl.ts';
import type { SweepData } from '../../../src/experiment/sweep.ts';
import { generalisationView } from '../../../src/sweep/analyse/generalisationView.ts';
import { targetOf } from '../../../src/sweep/analyse/question.ts';
import { raceView } from '../../../src/sweep/analyse/raceView.ts';
import { runRows } from '../../../src/sweep/analyse/runRows.ts';
import { speedView } from '../../../src/sweep/analyse/speedView.ts';
import { targetView } from '../../../src/sweep/analyse/targetView.ts';
import { verdict } from '../../../src/sweep/analyse/verdict.ts';
import { curveOf, valueAt } from '../../../src/sweep/analyse/curves.ts';
import { noiseSweep } from './noisy.ts';
import { anyMaking, madeSweep, type Making } from './made.ts';

const AXES = ['epochs', 'updates', 'examples', 'seconds'] as const;
const LARGE: Making = {
  sizes: [8, 16, 32, 64, 128, 256, 512, 1024],
  seeds: 3,
  epochs: 4,
  chance: 1,
  lrRule: 'fixed',
  diverges: 0,
  until: undefined,
};

async function roundTrip(data: SweepData, limit?: number): Promise<Unpacked & { text: string }> {
  const packed = await packSweep(data, { targets: [targetOf(data)], ...(limit && { limit }) });
  if ('error' in packed) throw new Error(packed.error);
  const back = await unpackSweep(packed.text);
  if ('error' in back) throw new Error(back.error);
  return { ...back, text: packed.text };
}

/** The most that two races are apart, as a share of the picture's height. */
function apart(a: SweepData, b: SweepData, choice: Parameters<typeof raceView>[1]): number {
  const [mine, theirs] = [raceView(a, choice).curves, raceView(b, choice).curves];
  expect(theirs.map((c) => [c.arm, c.batchSize, c.seeds, c.diverged])).toEqual(
    mine.map((c) => [c.arm, c.batchSize, c.seeds, c.diverged]),
  );
  const height = Math.max(1e-9, ...mine.flatMap((c) => c.high));
  return Math.max(
    0,
    ...mine.flatMap((curve, i) => {
      const other = theirs[i];
      return curve.x.flatMap((x, k) =>
        (['median', 'low', 'high'] as const).map((line) => {
          const there = valueAt(
            other.x,
            other[line],
            Math.max(other.x[0], Math.min(x, other.x[other.x.length - 1])),
          );
          return there === undefined ? 1 : Math.abs(there - curve[line][k]) / height;
        }),
      );
    }),
  );
}

/** Word for word; but a value at a second falls between two evaluations, and its last digit may be another one. */
function saysTheSame(one: string, other: string): void {
  const percent = /\d+\.\d(?=%)/g;
  const atSeconds = /equal seconds[^;]*/;
  const masked = (text: string): string => text.replace(atSeconds, (clause) => clause.replace(percent, '#'));
  const values = (text: string): number[] =>
    [...(atSeconds.exec(text)?.[0] ?? '').matchAll(percent)].map(([digits]) => Number(digits));
  expect(masked(one)).toBe(masked(other));
  for (const [i, value] of values(one).entries())
    expect(Math.abs(value - values(other)[i])).toBeLessThan(0.15);
}

const byPlace = (a: Evaluation, b: Evaluation): number =>
  a.update - b.update || a.split.localeCompare(b.split) || a.count - b.count;

describe('a packed sweep', { timeout: 120_000 }, () => {
  it('comes back with its set-up, date, places and answers', async () => {
    await fc.assert(
      fc.asyncProperty(anyMaking, async (making) => {
        const data = madeSweep(making);
        const { data: back, notes, lossStep } = await roundTrip(data, 60_000);
        expect(encodeSweepLink(back.spec)).toBe(encodeSweepLink(data.spec));
        expect(back.createdAt).toBe(data.createdAt);
        expect(notes.join(' ')).not.toContain('evaluations are left out');
        expect(back.runs.map(({ trial, status, error }) => [trial, status, error?.code])).toEqual(
          data.runs.map(({ trial, status, error }) => [trial, status, error?.code]),
        );
        for (const [i, run] of back.runs.entries()) {
          const [mine, theirs] = [data.runs[i], run].map(({ series }) =>
            series.evaluations.toSorted(byPlace),
          );
          const at = (e: Evaluation) => [e.split, e.update, e.examples, e.accuracy, e.count];
          expect(theirs.map(at)).toEqual(mine.map(at));
          for (const [k, { loss, epoch }] of theirs.entries()) {
            expect(epoch).toBeCloseTo(mine[k].epoch, 9);
            expect(Math.abs(loss - mine[k].loss)).toBeLessThanOrEqual(lossSlack(mine[k].loss, lossStep));
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('draws the same pictures within a line’s width, and says the same, where nothing is left out', async () => {
    await fc.assert(
      fc.asyncProperty(anyMaking, async (making) => {
        const data = madeSweep(making);
        const { data: back } = await roundTrip(data, 60_000);
        for (const axis of AXES) {
          // An update time is right within a 4,000th.
          const width = axis === 'seconds' ? 0.001 : 1e-9;
          expect(apart(data, back, { axis, metric: 'accuracy', split: 'validation' })).toBeLessThan(width);
          expect(apart(data, back, { axis, metric: 'accuracy', split: 'training' })).toBeLessThan(width);
          expect(apart(data, back, { axis, metric: 'loss', split: 'validation' })).toBeLessThan(0.0025);
        }
        const race = { metric: 'accuracy', split: 'validation' } as const;
        saysTheSame(
          raceView(back, { axis: 'epochs', ...race }).sentence,
          raceView(data, { axis: 'epochs', ...race }).sentence,
        );
        const target = targetOf(data);
        const [mine, theirs] = [targetView(data, target), targetView(back, target)];
        expect(theirs.range).toEqual(mine.range);
        expect(theirs.fits).toEqual(mine.fits);
        for (const [i, point] of theirs.points.entries()) {
          expect(point.updates).toEqual(mine.points[i].updates);
          if (point.seconds)
            expect(point.seconds.value / (mine.points[i].seconds?.value ?? 0)).toBeCloseTo(1, 3);
        }
        expect(generalisationView(back).sentence).toBe(generalisationView(data).sentence);
        expect(generalisationView(back).points).toEqual(generalisationView(data).points);
        for (const [i, point] of speedView(back).points.entries()) {
          const { updateMs } = speedView(data).points[i];
          expect(point.updateMs.value / updateMs.value).toBeCloseTo(1, 3);
          expect((point.updateMs.low ?? 0) / (updateMs.low ?? 1)).toBeCloseTo(1, 3);
        }
        expect(runRows(back).map((r) => [r.id, r.updates, r.unranked, r.finalAccuracy, r.peakBytes])).toEqual(
          runRows(data).map((r) => [r.id, r.updates, r.unranked, r.finalAccuracy, r.peakBytes]),
        );
      }),
      { numRuns: 40 },
    );
  });

  it('of 3 seeds × 8 batch sizes is under 4,000 letters and draws the same pictures', async () => {
    const data = madeSweep(LARGE);
    const { data: back, text } = await roundTrip(data);
    expect(`r=${text}`.length).toBeLessThan(4000);
    for (const axis of AXES)
      for (const split of ['validation', 'training'] as const)
        expect(apart(data, back, { axis, metric: 'accuracy', split })).toBeLessThan(0.002);
    expect(verdict(back)).toBe(verdict(data));
  });

  it('leaves evaluations out where they do not fit, and says how many and what of it is seen', async () => {
    const data = madeSweep({ ...LARGE, epochs: 12 });
    const { data: back, text, notes } = await roundTrip(data);
    expect(`r=${text}`.length).toBeLessThan(4000);
    const made = ({ runs }: SweepData) => runs.reduce((n, { series }) => n + series.evaluations.length, 0);
    expect(made(back)).toBeLessThan(made(data));
    const [said] = notes;
    expect(said).toContain(
      `${made(data) - made(back)} of ${formatNumber(made(data))} evaluations are left out`,
    );
    const off = Number(/at most about (\d+)% of the picture/.exec(said)?.[1]) / 100;
    expect(off).toBeLessThan(0.05);
    for (const axis of AXES) {
      const choice = { axis, metric: 'accuracy', split: 'validation' } as const;
      expect(apart(data, back, choice)).toBeLessThanOrEqual(off);
    }
    expect(verdict(back).split(';')[0]).toBe(verdict(data).split(';')[0]);
    const needs = (of: SweepData) =>
      targetView(of, targetOf(data)).points.map((p) => [p.batchSize, p.updates, p.reached]);
    expect(needs(back)).toEqual(needs(data));
  });

  it('keeps the smoothed training loss at the places of evaluations', async () => {
    const data = madeSweep({ ...LARGE, sizes: [8, 64], diverges: 5 });
    const { data: back } = await roundTrip(data);
    for (const [i, { series }] of back.runs.entries()) {
      const { columns, length } = data.runs[i].series;
      const smoothed = smooth(columns.examples, columns.loss, length, data.runs[i].trainingCount);
      expect(series.length).toBeGreaterThan(5);
      expect(curveOf(back.runs[i], 'loss', 'training').value).toEqual(
        [...series.columns.loss].filter((loss) => !Number.isNaN(loss)),
      );
      for (let k = 0; k < series.length; k++) {
        const at = columns.update.indexOf(series.columns.update[k]);
        if (Number.isNaN(smoothed[at])) expect(series.columns.loss[k]).toBeNaN();
        else expect(series.columns.loss[k] / smoothed[at]).toBeCloseTo(1, 2);
      }
    }
    const choice = { axis: 'updates', metric: 'loss', split: 'training' } as const;
    expect(apart(back, (await roundTrip(back)).data, choice)).toBeLessThan(0.002);
  });

  it('leaves out what changes the curves least, down to the ends and the crossings', async () => {
    const data = madeSweep({ ...LARGE, sizes: [8, 64] });
    const whole = await roundTrip(data);
    const updates = (of: SweepData) => targetView(of, targetOf(data)).points.map((p) => p.updates);
    const made = (of: SweepData) => of.runs.reduce((sum, { series }) => sum + series.evaluations.length, 0);
    let fewest = made(whole.data);
    for (let limit = 900; ; limit -= 20) {
      const packed = await packSweep(data, { targets: [targetOf(data)], limit });
      if ('error' in packed) break;
      expect(packed.text.length).toBeLessThanOrEqual(limit);
      const few = await unpackSweep(packed.text);
      if ('error' in few) throw new Error(few.error);
      expect(made(few.data)).toBeLessThanOrEqual(fewest);
      expect(updates(few.data)).toEqual(updates(data));
      fewest = made(few.data);
    }
    expect(fewest).toBeLessThan(made(whole.data) / 2);
  });

  it('refuses what is too large when thinned to the least, with the numbers', async () => {
    const data = madeSweep({
      ...LARGE,
      epochs: 1,
      seeds: 10,
      sizes: Array.from({ length: 32 }, (_, i) => 4 * i + 4),
    });
    const packed = await packSweep(data);
    expect(packed).toEqual({
      error: expect.stringMatching(
        /^The results of 320 runs are too many for a link: even with only the start and the end of every curve they take \d,\d{3} letters, and a link holds 3,990\.$/,
      ) as string,
    });
    expect(await packSweep({ ...data, runs: [], speeds: [] })).toEqual({
      error: 'There are no results yet.',
    });
  });

  it('says that noise and tuning runs are not in it', async () => {
    const { notes } = await roundTrip(noiseSweep());
    expect(notes).toContain('The noise measurements are not in the link.');
    expect(notes).toContain('The runs that tuned the learning rates are not in the link.');
  });
});
