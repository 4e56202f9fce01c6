import { describe, expect, it } from 'vitest';
import { generalisationView } from '../../../src/sweep/analyse/generalisationView.ts';
import { sweep, type MadeRun } from './make.ts';

const ending = (batchSize: number, ends: readonly number[], training = 0.99): MadeRun[] =>
  ends.map((end, i) => ({ batchSize, seed: i + 1, accuracies: [0.1, end], training: [0.1, training] }));

describe('generalisationView', () => {
  it('decides by the paired interval, which unpaired spread would hide', () => {
    // Seeds differ by 10 points, the batch sizes by 0.5 to 0.7 within each.
    const b = [0.8, 0.85, 0.9, 0.82, 0.88];
    const a = b.map((x, i) => x + [0.006, 0.005, 0.007, 0.006, 0.006][i]);
    const view = generalisationView(sweep({ seeds: 5 }, [...ending(8, a), ...ending(512, b)]));
    // Mean 0.6, s = 0.0707, t(0.975, 4) = 2.776: ±0.0878.
    expect(view.pairs).toHaveLength(1);
    expect(view.pairs[0]).toMatchObject({ better: 8, worse: 512, decided: true });
    expect(view.pairs[0].difference.low).toBeCloseTo(0.5122, 3);
    expect(view.sentence).toContain('B = 8 is 0.6 points above B = 512 (95%: 0.5 to 0.7, 5 seeds).');
  });

  it('corrects for the number of pairs', () => {
    const b = [0.8, 0.8, 0.8];
    const a = [0.801, 0.805, 0.805];
    // Mean 0.367, s = 0.231: 95% of one pair ±0.574; of three ±1.02.
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
      /^3 seeds cannot tell B = \d+ from B = \d+ \(95%: −[\d.]+ to [\d.]+ points\)\./,
    );
  });

  it('says of what it cannot tell which pair comes closest, by the interval and not by the mean', () => {
    // 8 leads 64 by 2 and 2.4 points (2.2 ± 2.5), and 512 by 0 and 20 (10 ± 127).
    const view = generalisationView(
      sweep({ seeds: 2 }, [
        ...ending(8, [0.9, 0.9]),
        ...ending(64, [0.88, 0.876]),
        ...ending(512, [0.9, 0.7]),
      ]),
    );
    expect(view.pairs.every((p) => !p.decided)).toBe(true);
    expect(view.sentence).toContain('closest to a difference: 2 seeds cannot tell B = 8 from B = 64');
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
    expect(equal.sentence).toContain('B = 8 and B = 512 are equal with all 3 seeds');
    const shifted = generalisationView(
      sweep({ seeds: 2 }, [...ending(8, [0.9, 0.8]), ...ending(512, [0.8, 0.7])]),
    );
    expect(shifted.pairs[0].decided).toBe(false);
    expect(shifted.sentence).toContain('no interval can be told');
  });

  it('pairs only seeds that both have, leaving diverged runs out', () => {
    const runs = [...ending(8, [0.9, 0.8, 0.7]), ...ending(512, [0.8, 0.71, 0.6])];
    runs[5] = { ...runs[5], diverged: true };
    const view = generalisationView(sweep({ seeds: 3 }, runs));
    expect(view.points.map((p) => p.seeds)).toEqual([3, 2]);
    expect(view.pairs[0].difference.value).toBeCloseTo(9.5, 9);
    expect(view.notes.join(' ')).toContain('1 of 3 runs of batch size 512 diverged');
  });

  it('measures the gap on equally many examples', () => {
    const [made] = ending(8, [0.9]);
    const data = sweep({}, [made]);
    const { evaluations } = data.runs[0].series;
    evaluations[1].accuracy = 0.5;
    const all = { ...evaluations[1], count: 2000, accuracy: 0.6 };
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
