import { describe, expect, it } from 'vitest';
import type { NoiseSample, SweepSpec } from '../../../src/experiment/sweep.ts';
import { initialConfig } from '../../../src/experiment/draft.ts';
import { withLive } from '../../../src/state/compareLive.ts';
import { noiseView } from '../../../src/sweep/analyse/noiseView.ts';
import { live, measured, run, spec, sweep, type MadeRun } from './make.ts';

/** At each moment the squares of a V and of |G|² = `signal`. */
const samples = (
  variance: (i: number) => number,
  signal: number,
  count = 30,
  more?: Parameters<typeof measured>[2],
): Partial<NoiseSample>[] => Array.from({ length: count }, (_, i) => measured(variance(i), signal, more));

/** No look of these is right after a smaller batch. */
const WHOLE = { noise: true, base: { ...spec().base, remainder: 'drop' } } satisfies Partial<SweepSpec>;

const noisy = (noise: MadeRun['noise'], change: Partial<MadeRun> = {}): MadeRun => ({
  batchSize: 32,
  accuracies: [0.1, 0.9],
  ...(noise ? { noise } : {}),
  ...change,
});

describe('noiseView', () => {
  it('divides the averages', () => {
    const view = noiseView(sweep({ noise: true }, [noisy(samples(() => 200, 2))]));
    expect(view.tracks).toHaveLength(1);
    const { points, from, exact } = view.tracks[0];
    expect([from, exact]).toEqual(['per-example', undefined]);
    expect(points.map((p) => p.scale?.value)).toEqual(points.map(() => expect.closeTo(100, 6) as number));
    expect(view.sentence).toBe(
      'With batch size 32, over the last fifth of training, the noise scale was about 100; over the first fifth it was 100. That is one seed: how far others would be from it cannot be told. A single batch much smaller than the noise scale is mostly noise, one much larger mostly repeats itself.',
    );
  });

  it('is of each moment by itself, whatever came before', () => {
    const [track] = noiseView(sweep(WHOLE, [noisy(samples((i) => 20 * 1.5 ** i, 2))])).tracks;
    for (const [i, { scale }] of track.points.entries()) expect(scale?.value).toBeCloseTo(10 * 1.5 ** i, 6);
  });

  /** Seeds whose |G|² are those times 2. */
  const seedsOf = (factors: readonly number[], variance: (i: number) => number, count = 30) =>
    noiseView(
      sweep(
        { noise: true, seeds: factors.length },
        factors.map((factor, i) => noisy(samples(variance, 2 * factor, count), { seed: i + 1 })),
      ),
    );

  it('says that it grew or fell only where the interval of the factor leaves 1 out', () => {
    const said = (variance: (i: number) => number) => seedsOf([0.9, 1, 1.1, 1.05], variance).sentence;
    expect(said((i) => 20 * 1.2 ** i)).toMatch(
      /^With batch size 32, over the last fifth of training, the noise scale was about 1,[\d]00 \(95% over 4 seeds: 1,\d00 to 1,\d00\), [\d.]+ times \(95%: [\d.]+ to [\d.]+\) that of the first fifth, 1\d \(95%: 1\d to 1\d\)\. A single batch/,
    );
    expect(said((i) => 2000 / 1.2 ** i)).toMatch(/, 0\.\d+ times \(95%: /);
    const apart = seedsOf([0.2, 1, 5], (i) => 200 + i);
    // The seeds share their factor at both ends, so that the growth of 1.1 is told though the levels are not.
    expect(apart.tracks[0].levels?.factor?.low).toBeGreaterThan(1);
    const jumpy = noiseView(
      sweep(
        { noise: true, seeds: 3 },
        [1, 3, 0.4].map((jump, i) =>
          noisy(
            Array.from({ length: 30 }, (_, at) => measured(200, at < 15 ? 2 : 2 * jump)),
            { seed: i + 1 },
          ),
        ),
      ),
    ).sentence;
    expect(jumpy).toMatch(
      /; over the first fifth it was 100(?: \(95%: 100 to 100\))?: that it changed cannot be told \(factor [\d.]+ \(95%: [\d.]+ to [\d.]+\)\)\./,
    );
  });

  it('holds the spread between seeds: what one look of four seeds says is not taken for all', () => {
    const { levels } = seedsOf([0.5, 1, 1.5, 0.8], () => 200).tracks[0];
    const [least, most] = [100 / 1.5, 100 / 0.5];
    expect(levels?.last.each).toEqual([200, 100, 200 / 3, 125].map((v) => expect.closeTo(v, 6) as number));
    expect(levels?.last.scale?.low).toBeLessThan(80);
    expect(levels?.last.scale?.high).toBeGreaterThan(160);
    expect(levels?.last.scale?.value).toBeGreaterThan(least);
    expect(levels?.last.scale?.value).toBeLessThan(most);
  });

  it('does not follow one jump of |G|² at the last look', () => {
    const at = (jump: number) =>
      noiseView(
        sweep({ noise: true, seeds: 3 }, [
          ...[1, 2].map((seed) =>
            noisy(
              samples(() => 200, 2, 61),
              { seed },
            ),
          ),
          noisy(
            Array.from({ length: 61 }, (_, i) => measured(200, i === 60 ? 2 * jump : 2)),
            { seed: 3 },
          ),
        ]),
      ).tracks[0];
    const jumped = at(10);
    expect(jumped.points.at(-1)?.scale?.value).toBeLessThan(30);
    expect(jumped.levels?.last.scale?.value).toBeGreaterThan(85);
    expect(jumped.levels?.last.scale?.high).toBeGreaterThan(100);
  });

  it('has no interval with two seeds, and none is wider than the scale', () => {
    const { sentence, tracks } = seedsOf([0.5, 1.5], () => 200);
    expect(tracks[0].levels?.last.scale).toEqual({
      value: expect.closeTo(100, 6) as number,
      low: undefined,
      high: undefined,
    });
    expect(sentence).toContain('about 100; over the first fifth it was 100. Two seeds are too few');
    expect(sentence).not.toContain('95%');
  });

  it('takes five looks where a fifth holds fewer, and says so; of fewer than five it says nothing', () => {
    expect(seedsOf([1, 1.1, 1.2], (i) => 20 * 2 ** i, 10).sentence).toMatch(
      /over the last 5 looks \(from update 50 on\), .* that of the first 5 looks \(to update 40\), /,
    );
    const { sentence, tracks } = seedsOf([1], () => 200, 4);
    expect(tracks[0].levels).toBeUndefined();
    expect(tracks[0].points).toHaveLength(4);
    expect(sentence).toContain('too few looks');
    expect(seedsOf([1], () => 200, 7).sentence).toContain(
      'over the last 5 looks (from update 20 on), the noise scale was about 100. That is one seed',
    );
  });

  it('says which end is not resolved', () => {
    const some = [...samples(() => 200, 2, 10), ...samples(() => 200, 0, 10)];
    expect(noiseView(sweep(WHOLE, [noisy(some)])).sentence).toMatch(
      /over the last 5 looks \(from update 150 on\), the noise scale is not resolved: .*; over the first 5 looks \(to update 40\) it was about 100\. That is one seed/,
    );
    const other = [...samples(() => 200, 0, 10), ...samples(() => 200, 2, 10)];
    expect(noiseView(sweep(WHOLE, [noisy(other)])).sentence).toMatch(
      /the noise scale was about 100; over the first 5 looks \(to update 40\) it is not resolved\./,
    );
  });

  it('averages what came to its end: neither a run that diverged nor one under way', () => {
    const ended = seedsOf([1, 1.1, 1.2], () => 200);
    const data = sweep({ noise: true, seeds: 4 }, [
      ...[1, 1.1, 1.2].map((f, i) =>
        noisy(
          samples(() => 200, 2 * f),
          { seed: i + 1 },
        ),
      ),
      noisy(
        samples(() => 1e9, 2),
        { seed: 4, diverged: true },
      ),
    ]);
    expect(noiseView(data).tracks[0].levels).toEqual(ended.tracks[0].levels);
  });

  it('is not resolved while there is no signal', () => {
    const view = noiseView(sweep({ noise: true }, [noisy(samples(() => 200, 0))]));
    expect(view.sentence).toContain('not resolved yet');
    expect(view.tracks[0].points.every((p) => p.scale === undefined)).toBe(true);
  });

  it('draws runs under way where none has ended, and says nothing of them', () => {
    const data = sweep({ noise: true, seeds: 2 }, []);
    const under = run(data.spec, { ...noisy(samples(() => 200, 2, 7)), gradients: [at(0, 8, 0.5)] });
    const { trial, noise, gradients } = under;
    const { evaluations } = under.series;
    const view = noiseView(withLive(data, [live(trial, evaluations, { noise, gradients })]));
    expect(view.tracks.map(({ batchSize, points }) => [batchSize, points.length])).toEqual([[32, 7]]);
    expect(view.gradients.map(({ moment, points }) => [moment, points.length])).toEqual([['start', 1]]);
    expect(view.sentence).toBe('No run has finished yet.');

    const settled = sweep({ noise: true, seeds: 2 }, [noisy(samples(() => 200, 2, 9))]);
    const second = live({ ...trial, id: 'second' }, evaluations, { noise: noise.slice(0, 3) });
    const after = noiseView(withLive(settled, [second]));
    expect(after.tracks).toEqual(noiseView(settled).tracks);
    expect(after.sentence).toBe(noiseView(settled).sentence);
  });

  it('leaves out looks right after a smaller last batch that made a full step', () => {
    // Of 1,000 examples in batches of 32 the last holds 8; every 32nd update is made with it.
    const of = (change: Partial<SweepSpec['base']>, batchSize = 32) => {
      const noise = Array.from({ length: 40 }, (_, i) => ({
        ...measured(200, i % 4 === 0 ? 40 : 2),
        ...{ update: 8 * i, examples: 8 * i * batchSize },
      }));
      return noiseView(
        sweep({ noise: true, base: { ...spec().base, ...change } }, [noisy(noise, { batchSize })]),
      );
    };
    const kept = of({ remainder: 'keep' });
    expect(kept.tracks[0].points.map(({ update }) => update).filter((u) => u % 32 === 0)).toEqual([0]);
    expect(kept.tracks[0].levels?.last.scale?.value).toBeCloseTo(100, 6);
    expect(kept.notes.join(' ')).toContain(
      'Looks right after an epoch’s last, smaller batch (8 of 32 examples) are left out',
    );
    for (const other of [of({ remainder: 'drop' }), of({ remainder: 'keep' }, 8)]) {
      expect(other.tracks[0].points).toHaveLength(40);
      expect(other.notes.join(' ')).not.toContain('left out');
    }
  });

  it('averages the squares of seeds at the same place', () => {
    const of = (signal: number, seed: number): MadeRun =>
      noisy(
        samples(() => 200, signal),
        { seed },
      );
    const view = noiseView(sweep({ noise: true, seeds: 2 }, [of(1, 1), of(3, 2)]));
    // (200 + 200)/(1 + 3), not the mean of 200 and 67.
    expect(view.tracks[0].points.at(-1)?.scale?.value).toBeCloseTo(100, 0);
    expect(view.tracks[0].levels?.last.scale?.value).toBeCloseTo(100, 6);
    expect(view.tracks[0].each?.map(({ seed, values }) => [seed, values.at(-1)])).toEqual([
      [1, expect.closeTo(200, 6)],
      [2, expect.closeTo(200 / 3, 6)],
    ]);
  });

  it('labels micro-batches', () => {
    const some = samples(() => 200, 2, 30, { small: 8 }).map((s) => ({ ...s, small: 8 }));
    const view = noiseView(sweep({ noise: true }, [noisy(some)]));
    expect(view.tracks[0].from).toBe(8);
    expect(view.tracks[0].points[0].scale?.value).toBeCloseTo(100, 6);
    expect(view.notes.join(' ')).toContain('micro-batches of 8 examples with their own statistics');
  });

  it('passes over samples that are no numbers or make no sense', () => {
    const bad = [{ smallSquare: NaN }, { small: 64, large: 8 }, ...samples(() => 200, 2)];
    const view = noiseView(sweep({ noise: true }, [noisy(bad)]));
    expect(view.tracks[0].points.at(-1)?.scale?.value).toBeCloseTo(100, 0);
  });

  const at = (update: number, batchSize: number, cosine: number) => ({
    ...{ update, examples: 0, epoch: 0, seconds: 0, batchSize },
    cosines: [cosine - 0.1, cosine + 0.1, NaN],
    lengths: [2, 4],
  });

  it('sets gradients of growing batches against the full one, at start and end', () => {
    const gradients = [at(0, 1, 0.4), at(0, 64, 0.8), at(50, 1, 0.2), at(50, 64, 0.5)];
    const view = noiseView(sweep({ noise: true }, [noisy([], { gradients })]));
    expect(view.gradients.map((g) => [g.moment, g.trainedWith])).toEqual([
      ['start', undefined],
      ['end', 32],
    ]);
    expect(view.gradients[0].points[0]).toEqual({
      batchSize: 1,
      cosine: { value: expect.closeTo(0.4, 9) as number, low: undefined, high: undefined },
      length: { value: 3, low: undefined, high: undefined },
    });
    expect(view.notes.join(' ')).toContain('One seed');
    expect(view.sentence).toBe(
      'Before training the gradient of one example has on average cosine 0.4 with the full gradient, at the end 0.2; that of 64 has 0.5 then.',
    );
  });

  it('keeps the ends of batch sizes apart, and takes a seed for one, however many its draws', () => {
    const of = (batchSize: number, seed: number, end: number): MadeRun =>
      noisy([], { batchSize, seed, gradients: [at(0, 1, 0.1 * seed), at(50, 1, end)] });
    const view = noiseView(
      sweep({ noise: true, batchSizes: [8, 64], seeds: 3 }, [
        of(8, 1, 0.2),
        of(8, 2, 0.3),
        of(8, 3, 0.25),
        of(64, 1, 0.7),
        of(64, 2, 0.9),
        of(64, 3, 0.8),
      ]),
    );
    const cosines = view.gradients.map((g) => [g.trainedWith, g.points[0].cosine]);
    // x̄ ± t(0.975, 2)·s/√3, and no farther than a cosine goes.
    const near = (value: number) => expect.closeTo(value, 3) as number;
    expect(cosines).toEqual([
      [undefined, { value: near(0.2), low: near(0.2 - 2.4841 * 0.1), high: near(0.2 + 2.4841 * 0.1) }],
      [8, { value: near(0.25), low: near(0.25 - 2.4841 * 0.05), high: near(0.25 + 2.4841 * 0.05) }],
      [64, { value: near(0.8), low: near(0.8 - 2.4841 * 0.1), high: 1 }],
    ]);
    expect(view.notes.join(' ')).not.toContain('One seed');
    expect(view.sentence).toContain('at the end of batch size 8 0.25');
  });

  it('counts the draws before training once for each seed, since every batch size has the same', () => {
    const of = (sizes: readonly number[]) =>
      noiseView(
        sweep(
          { noise: true, batchSizes: [8, 32, 64], seeds: 2 },
          sizes.flatMap((batchSize) =>
            [1, 2].map((seed) => noisy([], { gradients: [at(0, 1, 0.1 * seed)], batchSize, seed })),
          ),
        ),
      ).gradients;
    expect(of([8, 32, 64])).toEqual(of([8]));
  });

  it('stands beside the critical batch size', () => {
    const sizes = [2, 8, 32, 128];
    const runs = sizes.flatMap((b) =>
      [0.98, 1.02].map((f, i): MadeRun => ({
        ...noisy(samples(() => 200, 2)),
        batchSize: b,
        seed: i + 1,
        every: 200 * f * (1 + 32 / b),
        accuracies: [0.8, 1],
      })),
    );
    const until = { metric: 'accuracy', value: 0.9 } as const;
    const budget = { unit: 'epochs', amount: 5, until } as const;
    const view = noiseView(sweep({ noise: true, lrRule: 'tuned', budget }, runs), until);
    expect(view.criticalBatch?.value).toBeCloseTo(32, 0);
    expect(view.sentence).toContain('The critical batch size from the updates to the target is 32');
  });

  it('draws the closed form where the true weights are known', () => {
    const arms = [{ dataset: 'linear', model: 'linear' }] as const;
    const base = { ...initialConfig(), dataset: 'linear', model: 'linear', dimension: 10, noise: 2 } as const;
    const known = samples(() => 51, 1).map((s) => ({ ...s, distance: 1 }));
    const [track] = noiseView(
      sweep({ base: { ...base, hidden: [] }, arms, noise: true }, [noisy(known)]),
    ).tracks;
    // (d + 1) + dσ²/|w − w*|² = 11 + 40.
    expect(track.exact).toEqual(track.points.map(() => 51));
    expect(track.points.at(-1)?.scale?.value).toBeCloseTo(51, 0);
    expect(track.levels?.last.exact).toBeCloseTo(51, 9);
    expect(track.levels?.last.scale?.value).toBeCloseTo(51, 0);
    const unknown = sweep({ base: { ...base, hidden: [] }, arms, noise: true }, [
      noisy(samples(() => 51, 1)),
    ]);
    expect(noiseView(unknown).tracks[0].exact).toBeUndefined();
  });

  it('has words where nothing was measured', () => {
    expect(noiseView(sweep({ noise: true }, [])).sentence).toBe('No run has finished yet.');
    expect(noiseView(sweep({ noise: true }, [noisy([])])).sentence).toBe('No noise is measured yet.');
    expect(noiseView(sweep({}, [noisy([])])).sentence).toContain('was not measured in this sweep');
  });
});
