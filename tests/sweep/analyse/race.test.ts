import { describe, expect, it } from 'vitest';
import { withLive } from '../../../src/state/compareLive.ts';
import { raceView } from '../../../src/sweep/analyse/raceView.ts';
import type { SweepData } from '../../../src/experiment/sweep.ts';
import type { RaceAxis } from '../../../src/sweep/views.ts';
import { live, run, speed, spec, sweep, type MadeRun } from './make.ts';

const on = (axis: RaceAxis) => ({ axis, metric: 'accuracy', split: 'validation' }) as const;

/** 8: 100 updates of 8 examples to 90%; 64: 20 updates of 64 to 60%, but more at every update. */
const eight: MadeRun = { batchSize: 8, accuracies: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9], every: 20 };
const sixtyFour: MadeRun = { batchSize: 64, accuracies: [0.1, 0.3, 0.6], every: 10 };
const two = [eight, sixtyFour];
const times = [speed(8, [1]), speed(64, [2])];

describe('raceView', () => {
  it('compares at the last place that all have reached, on every axis', () => {
    // 64 ends after 20 updates = 1,280 examples = 1.28 epochs = 40 ms. 8 ends after 160 updates = 1,280 examples = 160 ms.
    // At 20 updates 8 stands at 20%; at 1,280 examples at 90%; at 40 ms (40 updates) at 30%.
    const data = sweep({}, two, times);
    expect(raceView(data, on('epochs')).sentence).toBe(
      'At equal epochs (1.3) batch size 8 had the lead with one seed, which tells nothing of chance: validation accuracy 90.0% against 60.0% for batch size 64, with 160 updates by then against 20; at equal updates (20) and at equal seconds (40 ms) batch size 64 had the lead.',
    );
    expect(raceView(data, on('updates')).sentence).toContain(
      'At equal updates (20) batch size 64 had the lead with one seed, which tells nothing of chance: validation accuracy 60.0% against 20.0% for batch size 8; at equal epochs (1.3) batch size 8 had the lead',
    );
    expect(raceView(data, on('seconds')).sentence).toContain(
      'At equal seconds (40 ms) batch size 64 had the lead with one seed, which tells nothing of chance: validation accuracy 60.0% against 30.0% for batch size 8',
    );
    expect(raceView(data, on('examples')).sentence).toContain(
      'At equal examples (1,280) batch size 8 had the lead',
    );
  });

  it('draws mean and band over seeds, in seconds measured alone', () => {
    const data = sweep(
      {},
      [0.3, 0.5, 0.9].map((value, i) => ({ batchSize: 8, seed: i + 1, accuracies: [0.1, value] })),
      [speed(8, [3, 1, 2])],
    );
    const view = raceView(data, on('seconds'));
    expect(view.curves).toEqual([
      {
        arm: 0,
        batchSize: 8,
        x: [0, 0.02],
        mean: [expect.closeTo(0.1, 12), expect.closeTo(1.7 / 3, 6)],
        low: [0.1, 0.3],
        high: [0.1, 0.9],
        seeds: 3,
        diverged: 0,
        dots: [{ x: 0.02, values: [0.3, 0.5, 0.9] }],
      },
    ]);
    expect(view.notes.join(' ')).toContain('measured alone');
  });

  const ending = (batchSize: number, ends: readonly number[], losses = false): MadeRun[] =>
    ends.map((end, i) => ({
      batchSize,
      seed: i + 1,
      accuracies: [0.1, 0.5],
      ...(losses ? { losses: [2, end] } : { accuracies: [0.1, end] }),
    }));
  const said = (runs: readonly MadeRun[], metric: 'accuracy' | 'loss' = 'accuracy'): string =>
    raceView(sweep({}, runs), { axis: 'updates', metric, split: 'validation' }).sentence;

  it('says who is ahead where the paired interval over seeds and the error of measurement both allow it', () => {
    // Differences 26.8, 26.4 and 27.2 points: t(0.98, 2)·0.4/√3 = 1.1 of the seeds, 2.05·3.3 of 200 examples.
    expect(said([...ending(8, [0.988, 0.986, 0.99]), ...ending(64, [0.72, 0.722, 0.718])])).toBe(
      'At equal updates (10) batch size 8 is ahead: validation accuracy 98.8% against 72.0% for batch size 64 (26.8 points, 95%: 19.9 to 33.7); at equal epochs (0.08) it is the same.',
    );
  });

  it('claims no winner by ranges of seeds that do not overlap', () => {
    const none = 'seeds cannot tell apart batch sizes 8 and 64';
    // Paired differences 15, 25 and 40 points: 26.7 ± 4.8·7.3; of the losses likewise.
    expect(said([...ending(8, [0.9, 0.95, 0.99]), ...ending(64, [0.75, 0.7, 0.59])])).toContain(none);
    expect(
      said([...ending(8, [0.1, 0.2, 0.2], true), ...ending(64, [0.3, 0.6, 0.9], true)], 'loss'),
    ).toContain(none);
    // An interval of 4.9 ± 0.3 points, but 200 examples tell only differences of 6.
    expect(said([...ending(8, [0.9, 0.91, 0.92]), ...ending(64, [0.851, 0.86, 0.872])])).toContain(none);
    expect(
      said([...ending(8, [0.1, 0.2, 0.3], true), ...ending(64, [0.2, 0.31, 0.39], true)], 'loss'),
    ).toContain('batch size 8 is ahead');
  });

  it('gives the values that chance may have made, on the other axes too', () => {
    const runs = [
      ...ending(8, [0.3, 0.4, 0.65]),
      ...ending(64, [0.6, 0.7, 0.65]),
      ...ending(512, [0.7, 0.72, 0.71]),
      ...ending(1024, [0.71, 0.73, 0.72]),
    ];
    expect(said(runs.slice(0, 9))).toMatch(
      /tell apart batch sizes 512, 64 and 8 \(validation accuracy 71\.0%, 65\.0% and 45\.0%; the first two differ by 6\.0 points, 95%: −/,
    );
    expect(said(runs)).toContain('tell apart the 4 batch sizes (validation accuracy 72.0% to 45.0%');
  });

  it('names who is behind the best, though none is ahead', () => {
    const runs = [
      ...ending(8, [0.3, 0.31, 0.32]),
      ...ending(64, [0.66, 0.7, 0.65]),
      ...ending(512, [0.7, 0.72, 0.71]),
    ];
    expect(said(runs)).toContain('; batch size 8 is behind batch size 512 (31.0%)');
  });

  it('ranks by no update times that the speed view says were disturbed', () => {
    const seeds = [1, 2, 3, 4];
    const at = (axis: RaceAxis, middle: number): string =>
      raceView(
        sweep(
          { seeds: 4 },
          [4, 16, 64].flatMap((batchSize, i) =>
            seeds.map((seed) => ({
              batchSize,
              seed,
              accuracies: [0.1, [0.9, 0.6, 0.3][i] + seed / 1000 + (seed % 2) / 500],
            })),
          ),
          [4, 16, 64].map((size, i) =>
            speed(
              size,
              [0.99, 1, 1.01].map((t) => t * [1, middle, 4][i]),
            ),
          ),
        ),
        on(axis),
      ).sentence;
    const doubt = 'by update times that were disturbed while they were measured';
    expect(at('seconds', 1.5)).toMatch(/^At equal seconds \(10 ms\) batch size 4 is ahead/);
    expect(at('seconds', 9)).toMatch(
      new RegExp(`^At equal seconds \\(10 ms\\) batch size 4 had the lead ${doubt}:`),
    );
    expect(at('updates', 1.5)).not.toContain(doubt);
    expect(at('updates', 9)).toMatch(/^At equal updates \(10\) batch size 4 is ahead/);
    expect(at('updates', 9)).toMatch(
      new RegExp(`at equal seconds \\(10 ms\\) batch size 4 had the lead ${doubt}`),
    );
  });

  it('corrects for the number of batch sizes that were behind', () => {
    // Losses: 20 ± 4.8·3.06 with one pair (level 0.04), ± 12.2·3.06 with six.
    const near = [...ending(8, [0.1, 0.12, 0.1], true), ...ending(64, [0.25, 0.37, 0.3], true)];
    expect(said(near, 'loss')).toContain('batch size 8 is ahead');
    const others = [16, 32].flatMap((size) => ending(size, [0.9, 0.8, 0.95], true));
    expect(said([...near, ...others], 'loss')).toContain('cannot tell apart batch sizes 8 and 64');
  });

  it('gives one seed no more than the lead', () => {
    const one =
      'batch size 8 had the lead with one seed, which tells nothing of chance: validation loss 0.1 against 0.3';
    expect(said([...ending(8, [0.1], true), ...ending(64, [0.3], true)], 'loss')).toContain(one);
    expect(said([...ending(8, [0.3], true), ...ending(64, [0.3], true)], 'loss')).toContain(
      '1 seed cannot tell apart batch size',
    );
  });

  it('gives two seeds no interval', () => {
    const { sentence } = raceView(
      sweep({}, [...ending(8, [0.9, 0.95]), ...ending(64, [0.1, 0.2])]),
      on('updates'),
    );
    expect(sentence).toContain(
      'batch size 8 had the lead with two seeds, which are too few to tell what is chance',
    );
    expect(sentence).not.toContain('95%');
  });

  it('gives no verdict while a seed is missing, and does not wait for what the reader leaves out', () => {
    const runs = [...ending(8, [0.9, 0.92, 0.91]), ...ending(64, [0.2, 0.21, 0.2])];
    const whole = sweep({}, runs);
    const partly = { ...whole, runs: whole.runs.slice(0, -1) };
    const of = (data: SweepData): string => raceView(data, on('updates')).sentence;
    expect(of(whole)).toContain('is ahead');
    expect(of(partly)).toBe(
      'At equal updates (10) there is no verdict yet: one seed of 3 has not ended (so far validation accuracy 91.0% and 20.5% for batch sizes 8 and 64).',
    );
    const hidden = [whole.runs[5].trial.id];
    expect(of({ ...partly, hidden })).toContain('with two seeds, which are too few');
  });

  it('does not rank a size of which some seeds diverged', () => {
    const fallen = ending(512, [0.99, 0.99, 0.99]);
    const { sentence } = raceView(
      sweep({}, [
        ...ending(8, [0.9, 0.92, 0.91]),
        ...ending(64, [0.2, 0.21, 0.2]),
        ...[...fallen.slice(0, 2), { ...fallen[2], diverged: true }],
      ]),
      on('updates'),
    );
    expect(sentence).toContain('batch size 8 is ahead');
    expect(sentence).toContain('Batch size 512 diverged with 1 of 3 seeds, so it is not ranked.');
  });

  it('says that nothing is learned where all are guessing', () => {
    const guessing = [...ending(8, [0.1, 0.11, 0.1]), ...ending(64, [0.1, 0.09, 0.1])];
    expect(said(guessing)).toBe(
      'At equal updates (10) nothing is learned at any batch size: validation accuracy 10.3% and 9.7% for batch sizes 8 and 64, and guessing has 10%.',
    );
  });

  it('says differences of the figures shown', () => {
    // 88.3% and 77.0% are 11.3 apart, the unrounded means 11.23.
    const runs = [...ending(8, [0.88, 0.8835, 0.8845]), ...ending(64, [0.77, 0.7705, 0.7705])];
    expect(said(runs)).toContain('88.3% against 77.0% for batch size 64 (11.3 points');
  });

  it('says what would be needed, and that what cannot be told is not equal', () => {
    const open = [...ending(8, [0.9, 0.8, 0.85]), ...ending(64, [0.6, 0.75, 0.82])];
    expect(said(open)).toMatch(/ If they differ as they seem to, about \d+ seeds would tell/);
    const alike = [...ending(8, [0.9, 0.8, 0.85]), ...ending(64, [0.9, 0.8, 0.8501])];
    expect(said(alike)).toContain('are too few to tell differences so small');
    const losses = [...ending(8, [0.3, 0.4, 0.35], true), ...ending(64, [0.3, 0.41, 0.341], true)];
    expect(said(losses, 'loss')).toContain('That is not to say that they are equal');
  });

  it('holds the error of few validation examples, however alike the seeds are', () => {
    const four = (size: number, ends: readonly number[]): MadeRun[] =>
      ending(size, ends).map((one) => ({ ...one, count: 4 }));
    expect(said([...four(20, [0.75, 0.75, 0.75]), ...four(1, [0.5, 0.5, 0.5])])).toContain(
      'cannot tell apart batch sizes 20 and 1',
    );
  });

  it('says that the other axes agree where they do', () => {
    const data = sweep({}, [
      eight,
      { ...eight, batchSize: 16, accuracies: eight.accuracies?.map((a) => a / 2) ?? [] },
    ]);
    expect(raceView(data, on('epochs')).sentence).toMatch(/; at equal updates \(160\) it is the same\./);
  });

  it('counts diverged runs and ends their curves', () => {
    const data = sweep({}, [
      { batchSize: 8, seed: 1, accuracies: [0.1, 0.5, 0.9] },
      { batchSize: 8, seed: 2, accuracies: [0.1, 0.2], diverged: true },
      { batchSize: 64, seed: 1, accuracies: [0.1], diverged: true },
    ]);
    const view = raceView(data, on('updates'));
    expect(view.curves[0]).toMatchObject({ x: [0, 10, 20], mean: [0.1, 0.35, 0.9], seeds: 2, diverged: 1 });
    expect(view.curves[1]).toMatchObject({ x: [0], seeds: 1, diverged: 1 });
    expect(view.sentence).toContain('Batch size 64 diverged with every seed.');
    expect(view.notes.join(' ')).toContain('1 of 2 runs of batch size 8 diverged');
  });

  it('says that all diverged, that nothing has run, that one batch size is no race', () => {
    const fell = sweep({}, [{ batchSize: 8, accuracies: [0.1], diverged: true }]);
    expect(raceView(fell, on('epochs')).sentence).toBe(
      'Every run of batch size 8 diverged: the learning rate is too high.',
    );
    expect(raceView(sweep({}, []), on('epochs')).sentence).toBe('No run has finished yet.');
    expect(raceView(sweep({}, [eight]), on('updates')).sentence).toBe(
      'Batch size 8 stands at validation accuracy 90.0% after 160 updates; a race needs a second batch size.',
    );
  });

  it('leaves out what has no measured time', () => {
    const data = sweep({}, two, [speed(8, [1])]);
    const view = raceView(data, on('seconds'));
    expect(view.curves.map((c) => c.batchSize)).toEqual([8]);
    expect(view.notes).toContain(
      'No update time was measured for batch size 64, so their seconds are not known.',
    );
  });

  it('lets runs that ended at the target stand until half of the seeds have ended', () => {
    const data = sweep({}, [
      { batchSize: 8, seed: 1, accuracies: [0, 0.9] },
      { batchSize: 8, seed: 2, accuracies: [0, 0.4, 0.9] },
      { batchSize: 8, seed: 3, accuracies: [0, 0.2, 0.4, 0.9] },
    ]);
    expect(raceView(data, on('updates')).curves[0]).toMatchObject({
      x: [0, 10, 20],
      mean: [0, 0.5, expect.closeTo(2.2 / 3, 6)],
    });
  });

  it('never ranks different tasks against each other', () => {
    const arms = [
      { dataset: 'digits', model: 'mlp' },
      { dataset: 'digits', model: 'softmax' },
    ] as const;
    const data = sweep({ arms }, [...two, ...two.map((r) => ({ ...r, arm: 1 }))]);
    const { sentence } = raceView(data, on('epochs'));
    expect(sentence).toContain(
      'Digits, multilayer perceptron: At equal epochs (1.3) batch size 8 had the lead',
    );
    expect(sentence).toContain('Digits, softmax regression: At equal epochs (1.3) batch size 8 had the lead');
  });

  it('draws runs under way where none has ended, and ranks none of them', () => {
    const data = sweep({}, [eight]);
    const [{ series }] = data.runs;
    // What ended was judged on all examples at its end, what is under way on fewer.
    const last = { ...series.evaluations[series.evaluations.length - 1], count: 9999 };
    const ended = { ...data.runs[0], series: { ...series, evaluations: [...series.evaluations, last] } };
    const settled = { ...data, runs: [ended] };
    const other = run(spec(), sixtyFour);
    const view = raceView(
      withLive(settled, [
        live(run(spec(), { batchSize: 8, seed: 2 }).trial, series.evaluations),
        live(other.trial, other.series.evaluations.slice(0, 2)),
      ]),
      on('updates'),
    );
    expect(view.curves.map((c) => [c.batchSize, c.seeds, c.x.at(-1)])).toEqual([
      [8, 1, 160],
      [64, 1, 10],
    ]);
    expect(view.notes).toEqual([]);
    expect(view.sentence).toBe(raceView(settled, on('updates')).sentence);
  });

  it('stands at its end where all examples say, and on the way where those of the way say', () => {
    const data = sweep({}, [eight]);
    const { series } = data.runs[0];
    const last = series.evaluations[series.evaluations.length - 1];
    const all = { ...last, accuracy: 0.5, count: 9999 };
    const more = { ...data.runs[0], series: { ...series, evaluations: [...series.evaluations, all] } };
    const view = raceView({ ...data, runs: [more] }, on('updates'));
    expect(view.curves[0].mean.slice(-2)).toEqual([0.8, 0.5]);
    expect(view.sentence).toContain('50.0%');
    expect(view.curves[0].x).toHaveLength(9);
  });

  it('draws the training loss of the batches in at most a few hundred points', () => {
    const about = spec();
    const long = run(about, { batchSize: 8, accuracies: Array.from({ length: 2001 }, () => 0.5) });
    const view = raceView(
      { ...sweep({}, []), runs: [long] },
      { axis: 'updates', metric: 'loss', split: 'training' },
    );
    expect(view.curves[0].x.length).toBeGreaterThan(100);
    expect(view.curves[0].x.length).toBeLessThanOrEqual(301);
    expect(view.curves[0].x.at(-1)).toBe(20_000);
  });
});
