import { describe, expect, it } from 'vitest';
import type { SweepSpec, Target } from '../../../src/experiment/sweep.ts';
import { targetView } from '../../../src/sweep/analyse/targetView.ts';
import { speed, sweep, type MadeRun } from './make.ts';

const ninety = { metric: 'accuracy', value: 0.9 } as const;
const tuned: Partial<SweepSpec> = { lrRule: 'tuned', budget: { unit: 'epochs', amount: 5, until: ninety } };

/** Reaches 100% at `2 · half`, on a straight line from 80%: 90% at `half` updates. */
const reaching = (batchSize: number, half: number, seed = 1): MadeRun => ({
  batchSize,
  seed,
  every: 2 * half,
  accuracies: [0.8, 1],
});
const never = (batchSize: number, updates: number, seed = 1): MadeRun => ({
  batchSize,
  seed,
  every: updates,
  accuracies: [0.1, 0.5],
});

describe('targetView', () => {
  it('interpolates crossings between evaluations; updates, examples and seconds', () => {
    const data = sweep({}, [reaching(8, 50), reaching(64, 10)], [speed(8, [1]), speed(64, [3])]);
    const view = targetView(data, ninety);
    const [a, b] = view.points;
    expect(a).toMatchObject({ batchSize: 8, reached: 1, seeds: 1, atLeastUpdates: undefined });
    expect(a.updates?.value).toBeCloseTo(50, 9);
    expect(a.examples?.value).toBeCloseTo(400, 9);
    expect(a.seconds?.value).toBeCloseTo(0.05, 9);
    expect(b.updates?.value).toBeCloseTo(10, 9);
    expect(b.seconds?.value).toBeCloseTo(0.03, 9);
    expect(view.fastest[0]).toEqual({
      ...{ measured: 64, best: [8, 64], unsure: 'one seed', formula: undefined },
    });
    expect(view.perfect[0].map((p) => p.updates)).toEqual(
      [50, 6.25].map((u) => expect.closeTo(u, 9) as number),
    );
    expect(view.range).toEqual([0.8, 1]);
    expect(view.sentence).toContain(
      'Batch size 8 needs 50 updates (400 examples) to 90% validation accuracy, batch size 64 needs 10 (640 examples): a batch 8 times as large saved a factor 5 in updates, with one seed, which tells nothing of chance.',
    );
    expect(view.sentence).toContain(
      'Batch size 64 took the least time, 30 ms, with one seed, which tells nothing of chance.',
    );
  });

  it('calls none the fastest by times that the speed view says were disturbed', () => {
    const seeds = [1, 2, 3, 4];
    const of = (middle: number): string =>
      targetView(
        sweep(
          { seeds: 4 },
          [4, 16, 64].flatMap((b, i) => seeds.map((s) => reaching(b, [900, 190, 20][i] + s, s))),
          [4, 16, 64].map((b, i) =>
            speed(
              b,
              [0.99, 1, 1.01].map((t) => t * [1, middle, 4][i]),
            ),
          ),
        ),
        ninety,
      ).sentence;
    expect(of(1.5)).toContain('Fastest is batch size 64');
    expect(of(9)).toContain(
      'by update times that were disturbed while they were measured, so another may be faster',
    );
    expect(of(9)).not.toContain('Fastest is');
  });

  describe('of times', () => {
    const sizes = [4, 16, 64];
    /** Updates of each seed at each batch size, and the repetitions of an update's time. */
    const timed = (updates: readonly number[][], times: readonly number[][]): string =>
      targetView(
        sweep(
          { seeds: updates[0].length },
          sizes.flatMap((b, i) => updates[i].map((u, s) => reaching(b, u, s + 1))),
          sizes.map((b, i) => speed(b, times[i])),
        ),
        ninety,
      ).sentence;
    const steady = [0, 1, 2].map(() => [1, 1, 1]);

    it('calls one the fastest where the interval over paired seeds leaves the others behind', () => {
      // Seeds differ by a factor 2, batch sizes within each by 0.8 and 0.9 with 1% of scatter.
      const updates = [
        [101, 200, 152],
        [80, 161, 120],
        [90, 180, 136],
      ];
      expect(timed(updates, steady)).toMatch(
        /Fastest is batch size 16 with 116 ms \(95%: \d+ ms to \d+ ms\)\./,
      );
      // The same factors where the seeds do not agree on them, as an unpaired ratio of means cannot see.
      const apart = [
        [101, 200, 152],
        [110, 120, 120],
        [90, 180, 136],
      ];
      expect(timed(apart, steady)).toContain(
        'Batch size 16 took the least time, 117 ms, but cannot be told from batch sizes 4 and 64 (145 ms and 130 ms).',
      );
    });

    it('calls none the fastest where the update times scatter as much as they differ', () => {
      const updates = [
        [101, 200, 152],
        [80, 161, 120],
        [90, 180, 136],
      ];
      const loose = [0, 1, 2].map(() => [0.8, 0.9, 1, 1.1, 1.2]);
      expect(timed(updates, loose)).toContain('cannot be told from batch sizes 4 and 64');
      expect(timed(updates, [[1], [1], [1]])).toContain(
        'Batch size 16 took the least time, 116 ms, and how much chance there is in that cannot be told.',
      );
    });

    it('puts the scatter of update times into the interval of the seconds', () => {
      const of = (ms: number[]) =>
        targetView(sweep({ seeds: 2 }, [reaching(8, 100, 1), reaching(8, 102, 2)], [speed(8, ms)]), ninety)
          .points[0];
      const [steadily, loosely] = [of([2, 2, 2]), of([1.5, 2, 2.5])];
      const width = (p: typeof steadily) => Math.log((p.seconds?.high ?? NaN) / (p.seconds?.low ?? NaN));
      expect(width(steadily)).toBeCloseTo(
        Math.log((steadily.updates?.high ?? NaN) / (steadily.updates?.low ?? NaN)),
        9,
      );
      expect(width(loosely)).toBeGreaterThan(2 * width(steadily));
    });

    it('does not rule out a batch size that ended before the target in less time than the fastest took', () => {
      const runs = [1, 2].flatMap((s) => [
        reaching(4, 100 + s, s),
        reaching(16, 200 + s, s),
        never(64, 60, s),
      ]);
      const data = sweep(
        { seeds: 2 },
        runs,
        sizes.map((b) => speed(b, [1, 1])),
      );
      const view = targetView(data, ninety);
      expect(view.fastest[0].best).toEqual([4, 64]);
      expect(view.sentence).toContain(
        'Batch size 4 took the least time, 101 ms, but cannot be told from batch size 64 (over 60 ms).',
      );
    });
  });

  it('says how sure a saving of updates is', () => {
    const of = (small: number[], large: number[]): string =>
      targetView(
        sweep({ seeds: 2 }, [
          ...small.map((u, s) => reaching(8, u, s + 1)),
          ...large.map((u, s) => reaching(64, u, s + 1)),
        ]),
        ninety,
      ).sentence;
    // Log ratios ln 5 ± 0.01: standard error 0.01, t(0.975, 1) = 12.7.
    expect(of([500, 1000], [99, 202])).toContain('saves a factor 5 in updates (95%: 4.');
    expect(of([99, 202], [500, 1000])).toContain('takes a factor 5 more updates (95%: 4.');
    expect(of([500, 1000], [100, 900])).toContain(
      'whether a batch 8 times as large saves updates cannot be told from 2 seeds (a factor 2.4, 95%: ',
    );
  });

  it('says of one seed where the interval of the critical batch size comes from', () => {
    const sizes = [2, 8, 32, 128, 512];
    const runs = (seeds: number[]): MadeRun[] =>
      sizes.flatMap((b, i) =>
        seeds.map((seed) => reaching(b, (i % 2 ? 1.02 : 0.98) * (100 + seed) * (1 + 32 / b), seed)),
      );
    const told = (seeds: number[]) => targetView(sweep(tuned, runs(seeds)), ninety).sentence;
    const words = ', by how the runs of one seed scatter about the fitted curve)';
    expect(told([1])).toMatch(/The critical batch size is about \d+ \(95%: \d+ to \d+, by how the runs/);
    expect(told([1])).toContain(words);
    expect(told([1, 2])).not.toContain(words);
  });

  it('has losses fall to the target', () => {
    const data = sweep({}, [{ batchSize: 8, accuracies: [0, 0], losses: [2, 1], every: 10 }]);
    const view = targetView(data, { metric: 'loss', value: 1.5 });
    expect(view.points[0].updates?.value).toBeCloseTo(5, 9);
    expect(view.range).toEqual([1, 2]);
  });

  it('takes the geometric mean over seeds with its interval', () => {
    const data = sweep({}, [reaching(8, 10, 1), reaching(8, 1000, 2)]);
    const { updates } = targetView(data, ninety).points[0];
    expect(updates?.value).toBeCloseTo(100, 6);
    // Logs ln 10 and ln 1,000: standard error ln 10 = (ln 100)/2, t(0.975, 1) = 12.706.
    expect(Math.log((updates?.high ?? 0) / 100)).toBeCloseTo((12.7062 * Math.log(100)) / 2, 3);
  });

  it('does not blame the budget where runs ended at an easier target', () => {
    const budget = { unit: 'epochs', amount: 5, until: { metric: 'accuracy', value: 0.8 } } as const;
    const stopped = sweep({ ...tuned, budget }, [reaching(8, 50), never(64, 70)]);
    const ends = 'before the runs ended (at 80% validation accuracy or after 5 epochs).';
    expect(targetView(stopped, ninety).sentence).toContain(`Batch size 64 did not get there ${ends}`);
    const easy = targetView(stopped, { metric: 'accuracy', value: 0.7 }).sentence;
    expect(easy).not.toContain('before the runs ended');
  });

  it('keeps runs that never got there as lower bounds', () => {
    const data = sweep(
      tuned,
      [reaching(8, 50, 1), never(8, 400, 2), never(64, 70)],
      [speed(8, [1]), speed(64, [1])],
    );
    const view = targetView(data, ninety);
    // No mean of the one that got there: that of both is above √(50·400).
    expect(view.points[0]).toMatchObject({ updates: undefined, seconds: undefined, reached: 1, seeds: 2 });
    expect(view.points[0].atLeastUpdates).toBeCloseTo(Math.sqrt(50 * 400), 9);
    expect(view.points[0].missed).toEqual([400]);
    expect(view.points[1]).toMatchObject({ updates: undefined, reached: 0, seeds: 1, missed: [70] });
    expect(view.sentence).toContain('Batch size 64 did not get there within 5 epochs.');
    expect(view.sentence).toContain(
      'Batch size 8 got there with 1 of 2 seeds within 5 epochs, so on average it needs more than 141 updates.',
    );
    expect(view.sentence).not.toContain('needs 50 updates');
    // A part of its seeds is not enough to be called the fastest.
    expect(view.sentence).toContain(
      'Which batch size is the fastest cannot be told: none got there with every seed.',
    );
    expect(view.fastest[0].measured).toBeUndefined();
  });

  it('does not lose a run that ended at the target when all examples are a little below it', () => {
    const data = sweep({}, [reaching(8, 50)]);
    const { series } = data.runs[0];
    const all = { ...series.evaluations[1], accuracy: 0.89, count: 9999 };
    const run = { ...data.runs[0], series: { ...series, evaluations: [...series.evaluations, all] } };
    expect(targetView({ ...data, runs: [run] }, ninety).points[0].reached).toBe(1);
  });

  it('fits the critical batch size to tuned runs, and finds the fastest batch by the formula', () => {
    // S = 100 (1 + 32/B) with a little scatter; t = 1 ms + 0.125 ms·B: Bc = 32, B* = sqrt(32·8) = 16.
    const sizes = [2, 8, 32, 128, 512];
    const runs = sizes.flatMap((b) => [0.98, 1.02].map((f, i) => reaching(b, f * 100 * (1 + 32 / b), i + 1)));
    const data = sweep(
      { ...tuned, batchSizes: sizes, seeds: 2 },
      runs,
      sizes.map((b) => speed(b, [1 + b / 8])),
    );
    const view = targetView(data, ninety);
    const fit = view.fits[0];
    if (fit.status !== 'fitted') throw new Error(fit.reason);
    expect(fit.criticalBatch.value).toBeCloseTo(32, 0);
    expect(fit.minUpdates).toBeCloseTo(100, -1);
    expect(fit.line[0].batchSize).toBe(2);
    expect(view.fastest[0].formula).toBeCloseTo(16, 0);
    expect(view.sentence).toMatch(/The critical batch size is about 32 \(95%: \d+ to \d+\)/);
    expect(view.sentence).toContain('the formula √(Bc·t0/c) says about 16');
  });

  it('uses the censored runs in the fit', () => {
    const sizes = [2, 8, 32, 128];
    const runs = sizes.flatMap((b) =>
      [1, 2, 3].map((seed) => reaching(b, (90 + 5 * seed) * (1 + 32 / b), seed)),
    );
    const half = runs.map((r, i) => (r.batchSize === 128 && i % 3 > 0 ? never(128, 150, r.seed) : r));
    const bc = (list: MadeRun[]): number => {
      const fit = targetView(sweep({ ...tuned, seeds: 3 }, list), ninety).fits[0];
      if (fit.status !== 'fitted') throw new Error(fit.reason);
      return fit.criticalBatch.value;
    };
    const dropped = bc(half.filter((r) => r.accuracies?.[1] === 1));
    // Two of three needed over 150 updates at 128: with them the curve flattens earlier, so Bc is smaller.
    expect(bc(half)).toBeLessThan(0.85 * dropped);
  });

  describe('of runs that ended at a target of their own', () => {
    const sizes = [2, 8, 32, 128];
    /** Two looks: at `half` updates 90.5%, where the run ends; at 95% none is, by chance or by law. */
    const cut = (batchSize: number, half: number, seed: number): MadeRun => ({
      batchSize,
      seed,
      every: half,
      accuracies: [0.1, 0.905],
      losses: [2, 0.4],
    });
    const runs = sizes.flatMap((b) => [1, 2, 3].map((seed) => cut(b, (95 + 5 * seed) * (1 + 32 / b), seed)));
    const said = (list: readonly MadeRun[], target: Target) =>
      targetView(sweep({ ...tuned, batchSizes: sizes, seeds: 3 }, list), target);

    it.each([
      [{ metric: 'accuracy', value: 0.902 }, '90.2% validation accuracy'],
      [{ metric: 'loss', value: 0.45 }, 'a validation loss of 0.45'],
    ] as const)(
      'fits no critical batch size to %j where some were cut short, and says why',
      (target, words) => {
        // One seed of each size jumps to the harder target, the others are cut off on their way: lucky runs and lower ends.
        const some = runs.map((r) => (r.seed === 1 ? r : { ...r, accuracies: [0.1, 0.9], losses: [2, 0.5] }));
        const { fits, sentence } = said(some, target);
        expect(fits[0].status).toBe('none');
        expect(sentence).toContain(
          `Runs ended when they reached 90% validation accuracy, some of them before ${words}: how far they came depends on how fast they were, so no critical batch size is fitted for this target.`,
        );
      },
    );

    it('fits one where all got there before their end, or were cut off by the budget alone', () => {
      expect(said(runs, { metric: 'loss', value: 0.45 }).fits[0].status).toBe('fitted');
      const budget = runs.map((r) =>
        r.batchSize === 2 && r.seed === 1 ? { ...r, accuracies: [0.1, 0.89] } : r,
      );
      expect(said(budget, ninety).fits[0].status).toBe('fitted');
    });
  });

  it.each([
    ['fixed', 'One learning rate for all sizes'],
    ['linear', 'follows the batch size by a rule'],
    ['sqrt', 'follows the square root'],
  ] as const)('offers no fit with the rule %s and says why', (lrRule, words) => {
    const fit = targetView(
      sweep(
        { lrRule },
        [2, 8, 32, 128].map((b) => reaching(b, 100)),
      ),
      ninety,
    ).fits[0];
    expect(fit).toMatchObject({ status: 'none' });
    expect(fit.status === 'none' && fit.reason).toContain(words);
    expect(fit.status === 'none' && fit.reason).toContain('means nothing');
  });

  it('says that a target met before the first update does not tell Bc', () => {
    const easy = { metric: 'accuracy', value: 0.7 } as const;
    const runs = [2, 8, 32, 128].map((size) => reaching(size, 50));
    expect(targetView(sweep(tuned, runs), easy).sentence).toContain(
      'The target was met before the first update, so the critical batch size cannot be told.',
    );
  });

  it('says that too few batch sizes cannot tell Bc', () => {
    const view = targetView(sweep(tuned, [reaching(8, 50), reaching(64, 10)]), ninety);
    expect(view.fits[0]).toMatchObject({ status: 'none' });
    expect(view.sentence).toContain('Only 2 batch sizes reached the target');
  });

  it('says that perfect scaling all the way does not tell Bc', () => {
    const sizes = [2, 4, 8, 16];
    const runs = sizes.flatMap((b) => [1, 2].map((seed) => reaching(b, 1600 / b + seed / 1000, seed)));
    const view = targetView(sweep({ ...tuned, batchSizes: sizes }, runs), ninety);
    expect(view.fits[0].status === 'none' && view.fits[0].reason).toMatch(/cannot be told|smallest|larger/);
  });

  it('has words for a target that nobody reached, for all diverged and for no runs', () => {
    expect(targetView(sweep({}, [never(8, 10)]), ninety).sentence).toBe(
      'No run reached 90% validation accuracy within 5 epochs; the best validation accuracy measured is 50.0%.',
    );
    const fell = sweep({}, [{ batchSize: 8, accuracies: [0.1], diverged: true }]);
    expect(targetView(fell, ninety).sentence).toContain('No run reached 90%');
    expect(targetView(fell, ninety).notes.join(' ')).toContain('1 of 1 run of batch size 8 diverged');
    expect(targetView(sweep({}, []), ninety)).toMatchObject({
      sentence: 'No run has finished yet.',
      points: [],
      range: [0.9, 0.9],
    });
  });
});
