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
    expect(view.sentence).toMatch(
      /^With batch size 32 the noise scale was 100 \(95%: \d+ to \d+\) before training; that it changed cannot be told: it is about 100 \(95%: \d+ to \d+\) after 290 updates: /,
    );
  });

  it('is of each moment by itself, whatever came before', () => {
    const [track] = noiseView(sweep({ noise: true }, [noisy(samples((i) => 20 * 1.5 ** i, 2))])).tracks;
    for (const [i, { scale }] of track.points.entries()) expect(scale?.value).toBeCloseTo(10 * 1.5 ** i, 6);
  });

  it('says that it grew or fell only where the intervals do not meet', () => {
    const said = (variance: (i: number) => number) =>
      noiseView(sweep({ noise: true }, [noisy(samples(variance, 2))])).sentence;
    expect(said((i) => 20 * 1.2 ** i)).toMatch(
      /the noise scale grew from 10 \(95%: [\d.,]+ to [\d.,]+\) before training to about 2,000 \(95%: [\d,]+ to [\d,]+\) after 290 updates/,
    );
    expect(said((i) => 2000 / 1.2 ** i)).toMatch(/the noise scale fell from 1,000 /);
    expect(said((i) => 2000 + i / 100)).toContain('that it changed cannot be told');
  });

  it('says where it can be told last', () => {
    const some = [...samples(() => 200, 2, 3), ...samples(() => 200, 0, 2)];
    expect(noiseView(sweep({ noise: true }, [noisy(some)])).sentence).toMatch(
      /after 20 updates; later moments are not resolved: /,
    );
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

  it('says that an epoch ends with a smaller batch, once one has ended', () => {
    const notes = (batchSize: number, change: Partial<SweepSpec['base']> = {}, most = 100) => {
      const about = { noise: true, base: { ...spec().base, ...change } };
      return noiseView(
        sweep(about, [
          noisy(
            samples(() => 200, 2, most),
            { batchSize },
          ),
        ]),
      ).notes.join(' ');
    };
    const said = /An epoch’s last batch is smaller here \(8 of 32 examples\)/;
    expect(notes(32)).toMatch(said);
    expect(notes(32, {}, 3)).not.toMatch(/last batch/);
    expect(notes(32, { remainder: 'drop' })).not.toMatch(/last batch/);
    expect(notes(8)).not.toMatch(/last batch/);
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
      sweep({ noise: true, batchSizes: [8, 64], seeds: 2 }, [
        of(8, 1, 0.2),
        of(8, 2, 0.3),
        of(64, 1, 0.7),
        of(64, 2, 0.9),
      ]),
    );
    const cosines = view.gradients.map((g) => [g.trainedWith, g.points[0].cosine]);
    // x̄ ± t(0.975, 1) · |difference|/2, and no farther than a cosine goes.
    const near = (value: number) => expect.closeTo(value, 3) as number;
    expect(cosines).toEqual([
      [undefined, { value: near(0.15), low: near(0.15 - 12.706 * 0.05), high: near(0.15 + 12.706 * 0.05) }],
      [8, { value: near(0.25), low: near(0.25 - 12.706 * 0.05), high: near(0.25 + 12.706 * 0.05) }],
      [64, { value: near(0.8), low: near(0.8 - 12.706 * 0.1), high: 1 }],
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
    const view = noiseView(sweep({ noise: true, lrRule: 'tuned' }, runs), { metric: 'accuracy', value: 0.9 });
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
