import { describe, expect, it } from 'vitest';
import { generalisationView } from '../../../src/sweep/analyse/generalisationView.ts';
import { raceView } from '../../../src/sweep/analyse/raceView.ts';
import { sweep, type MadeRun } from './make.ts';

/** On so many validation examples that their error is small beside that of the seeds, unless few are asked for. */
const ending = (batchSize: number, ends: readonly number[], training = 0.99, count = 1e8): MadeRun[] =>
  ends.map((end, i) => ({
    ...{ batchSize, count, seed: i + 1 },
    ...{ accuracies: [0.1, end], training: [0.1, training] },
  }));

describe('generalisationView', () => {
  it('decides by the paired interval, which unpaired spread would hide', () => {
    // Seeds differ by 10 points, the batch sizes by 0.5 to 0.7 within each.
    const b = [0.8, 0.85, 0.9, 0.82, 0.88];
    const a = b.map((x, i) => x + [0.006, 0.005, 0.007, 0.006, 0.006][i]);
    const view = generalisationView(sweep({ seeds: 5 }, [...ending(8, a), ...ending(512, b)]));
    // Mean 0.6, s = 0.0707, t(0.98, 4) = 2.999: ±0.0948.
    expect(view.pairs).toHaveLength(1);
    expect(view.pairs[0]).toMatchObject({ better: 8, worse: 512, decided: true });
    expect(view.pairs[0].difference.low).toBeCloseTo(0.5052, 2);
    expect(view.sentence).toContain('B = 8 is 0.6 points above B = 512 (95%: 0.5 to 0.7, 5 seeds).');
  });

  it('corrects for the number of pairs', () => {
    const b = [0.8, 0.8, 0.8];
    const a = [0.801, 0.805, 0.805];
    // Mean 0.367, s = 0.231: of one pair t(0.98, 2) = 4.85; of three t(0.9933, 2) = 8.58.
    const far = ending(64, [0.5, 0.52, 0.48]);
    const one = generalisationView(sweep({ seeds: 3 }, [...ending(8, a), ...ending(512, b)]));
    const three = generalisationView(sweep({ seeds: 3 }, [...ending(8, a), ...ending(512, b), ...far]));
    const width = (view: typeof one): number => {
      const pair = view.pairs.find((p) => p.better === 8 && p.worse === 512);
      return (pair?.difference.high ?? 0) - (pair?.difference.low ?? 0);
    };
    expect(width(three) / width(one)).toBeGreaterThan(1.5);
  });

  it('says that the seeds cannot tell', () => {
    const view = generalisationView(
      sweep({ seeds: 3 }, [...ending(8, [0.8, 0.9, 0.85]), ...ending(512, [0.85, 0.84, 0.86])]),
    );
    expect(view.pairs[0].decided).toBe(false);
    expect(view.sentence).toMatch(
      /^3 seeds cannot tell B = \d+ from B = \d+ \(0\.0 points apart, 95%: −[\d.]+ to [\d.]+\)\./,
    );
  });

  it('says of what it cannot tell which pair comes closest, by the interval and not by the mean', () => {
    // 8 leads 64 by 2, 2.4 and 4 points, and 512 by 0, 20 and 10.
    const view = generalisationView(
      sweep({}, [
        ...ending(8, [0.9, 0.9, 0.9]),
        ...ending(64, [0.88, 0.876, 0.86]),
        ...ending(512, [0.9, 0.7, 0.8]),
      ]),
    );
    expect(view.pairs.every((p) => !p.decided)).toBe(true);
    expect(view.sentence).toContain('closest to a difference: 3 seeds cannot tell B = 8 from B = 64');
  });

  it('says that one seed tells nothing of chance', () => {
    const view = generalisationView(sweep({}, [...ending(8, [0.9]), ...ending(512, [0.8])]));
    expect(view.points[0].validation).toEqual({ value: 0.9, low: undefined, high: undefined });
    expect(view.sentence).toContain('one seed tells nothing of chance');
    expect(view.pairs[0].decided).toBe(false);
  });

  it('claims nothing from zero variance', () => {
    const equal = generalisationView(
      sweep({ seeds: 3 }, [...ending(8, [1, 1, 1]), ...ending(512, [1, 1, 1])]),
    );
    expect(equal.sentence).toContain('3 seeds cannot tell B = 8 from B = 512 (0.0 points apart');
    expect(equal.sentence).not.toContain('equal with');
    const shifted = generalisationView(sweep({}, [...ending(8, [0.9, 0.8]), ...ending(512, [0.8, 0.7])]));
    expect(shifted.pairs[0].decided).toBe(false);
    expect(shifted.sentence).toContain('two seeds are too few');
  });

  it('agrees with the race, pair by pair', () => {
    const data = sweep({}, [
      ...ending(8, [0.9, 0.91, 0.92], 0.99, 200),
      ...ending(64, [0.851, 0.86, 0.872], 0.99, 200),
      ...ending(512, [0.3, 0.4, 0.35], 0.99, 200),
    ]);
    const [first] = generalisationView(data).pairs;
    expect(first.decided).toBe(true);
    const race = raceView(data, { axis: 'updates', metric: 'accuracy', split: 'validation' }).sentence;
    expect(race).toContain('cannot tell apart batch sizes 8 and 64');
    expect(race).toContain('batch size 512 is behind batch size 8');
    expect(generalisationView(data).pairs.filter((p) => p.decided)).toHaveLength(2);
  });

  it('ranks no batch size of which a seed diverged', () => {
    const runs = [...ending(8, [0.9, 0.8, 0.7]), ...ending(512, [0.8, 0.71, 0.6])];
    runs[5] = { ...runs[5], diverged: true };
    const none = generalisationView(sweep({ seeds: 3 }, runs));
    expect(none.pairs).toEqual([]);
    expect(none.points.map((p) => p.seeds)).toEqual([3, 2]);
    expect(none.notes.join(' ')).toContain('1 of 3 runs of batch size 512 diverged');
  });

  it('measures the gap on equally many examples', () => {
    const [made] = ending(8, [0.9]);
    const data = sweep({}, [made]);
    const { evaluations } = data.runs[0].series;
    evaluations[1].accuracy = 0.5;
    const all = { ...evaluations[1], count: 2e8, accuracy: 0.6 };
    const series = { ...data.runs[0].series, evaluations: [...evaluations, all] };
    const view = generalisationView({ ...data, runs: [{ ...data.runs[0], series }] });
    expect(view.points[0].validation.value).toBeCloseTo(0.6, 9);
    expect(view.points[0].gap.value).toBeCloseTo(0.49, 9);
  });

  it('does not take unfinished training for generalisation', () => {
    const of = (training: number): string =>
      generalisationView(
        sweep({ seeds: 2 }, [...ending(8, [0.9, 0.91]), ...ending(512, [0.7, 0.72], training)]),
      ).sentence;
    expect(of(0.75)).toContain(
      'But B = 512 learned even the training examples less well (75.0% against 99.0%): with this budget that is unfinished training',
    );
    expect(of(0.98)).not.toContain('unfinished');
  });

  it('has words for all diverged and for no runs', () => {
    const fell = sweep({}, [{ batchSize: 8, accuracies: [0.1], diverged: true }]);
    expect(generalisationView(fell).sentence).toBe(
      'No run has a final accuracy, so there is nothing to compare.',
    );
    expect(generalisationView(sweep({}, [])).sentence).toBe('No run has finished yet.');
  });

  it('notes that the rates were not tuned', () => {
    const runs = [...ending(8, [0.9]), ...ending(512, [0.8])];
    expect(generalisationView(sweep({}, runs)).notes.join(' ')).toContain('not tuned');
    expect(generalisationView(sweep({ lrRule: 'tuned' }, runs)).notes.join(' ')).not.toContain('not tuned');
  });
});
