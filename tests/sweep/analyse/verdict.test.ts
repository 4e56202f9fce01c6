import { describe, expect, it } from 'vitest';
import type { SweepData, SweepSpec } from '../../../src/experiment/sweep.ts';
import { movesSentence } from '../../../src/sweep/analyse/movesSentence.ts';
import { verdict } from '../../../src/sweep/analyse/verdict.ts';
import { PRESETS } from '../../../src/sweep/presets.ts';
import { measured, run, speed, sweep } from './make.ts';

const preset = (id: string) => PRESETS.find((p) => p.id === id) ?? PRESETS[0];

/** Results of a preset in which outcome and cost go with the batch size by a law, as `permute` deals the sizes out. */
function played(
  id: string,
  permute: (batchSize: number, sizes: readonly number[]) => number,
  change: Partial<SweepSpec> = {},
): SweepData {
  const spec = { ...preset(id).spec, ...change };
  const armed = spec.arms.flatMap((_, arm) => spec.batchSizes.map((batchSize) => ({ arm, batchSize })));
  const likeness = (b: number): number => permute(b, spec.batchSizes);
  const seeds = Array.from({ length: spec.seeds }, (_, i) => i + 1);
  return {
    id: 'played',
    spec,
    preset: id,
    createdAt: 0,
    speeds: armed.map(({ arm, batchSize }) => {
      const like = likeness(batchSize);
      const ms = spec.kind === 'speed' ? (batchSize / like) * (1 + like / 16) : 1 + batchSize / 16;
      return speed(batchSize, [ms, ms, ms], { arm });
    }),
    runs: armed.flatMap(({ arm, batchSize }) =>
      seeds.map((seed) => {
        const like = likeness(batchSize);
        const updates = Math.round(100 * (1 + (16 * (1 + arm)) / like) * (1 + 0.01 * seed));
        const last = 0.97 - 0.01 * Math.log2(like) + 0.0005 * ((seed * like) % 3);
        return run(spec, {
          arm,
          batchSize,
          seed,
          every: updates,
          accuracies: [0.1, 0.9, Math.max(0.91, last)],
          training: [0.1, 0.9, 0.99],
          noise: Array.from({ length: 20 }, () => measured(10 * like, 2)),
        });
      }),
    ),
  };
}

const straight = (b: number): number => b;
const reversed = (b: number, sizes: readonly number[]): number => sizes[sizes.length - 1 - sizes.indexOf(b)];

describe('verdict', () => {
  const several = PRESETS.filter((p) => p.spec.batchSizes.length > 1).map((p) => p.id);

  it.each(several)('of %s changes when the results are dealt to other batch sizes', (id) => {
    const one = verdict(played(id, straight));
    const other = verdict(played(id, reversed));
    expect(one).not.toBe(other);
    expect(one.length).toBeGreaterThan(40);
  });

  it('of one noisy batch changes with its noise', () => {
    expect(verdict(played('noise', straight))).not.toBe(verdict(played('noise', (b) => 4 * b)));
  });

  it.each(PRESETS.map((p) => p.id))('of %s has words before anything has run', (id) => {
    const none = { id: 'x', spec: preset(id).spec, preset: id, createdAt: 0, speeds: [], runs: [] };
    expect(verdict(none)).toMatch(/^No (run has finished|update time is measured) yet\.$/);
  });

  it('does not say that the critical batch size moves too where the fastest does not', () => {
    const arms = [
      { dataset: 'digits', model: 'mlp' },
      { dataset: 'digits', model: 'softmax' },
    ] as const;
    const of = (value: number) => ({ value, low: value, high: value });
    const said = (second: number): string => {
      const point = (arm: number, batchSize: number, seconds: number) => {
        const counted = {
          updates: of(100),
          examples: of(800),
          reached: 3,
          seeds: 3,
          ...{ atLeastUpdates: undefined, missed: [] },
        };
        return { arm, batchSize, seconds: of(seconds), ...counted };
      };
      const fit = (value: number) => ({
        ...{ status: 'fitted' as const, minUpdates: 10, line: [] },
        criticalBatch: of(value),
      });
      const view = {
        ...{ target: { metric: 'accuracy', value: 0.9 } as const, range: [0, 1] as [number, number] },
        points: [point(0, 8, 1), point(0, 64, 2), point(1, 8, 3 - second), point(1, 64, second)],
        fits: [fit(20), fit(90)],
        ...{ perfect: [[], []], sentence: '', notes: [] },
        fastest: [8, second < 1.5 ? 64 : 8].map((measured) => ({
          ...{ measured, best: [measured], unsure: undefined, formula: undefined },
        })),
      };
      return movesSentence(sweep({ arms }, []), view);
    };
    expect(said(2)).toMatch(
      /cannot tell whether the batch size that is fastest to .* moves: .* The critical batch size moves: /,
    );
    expect(said(1)).toMatch(/fastest batch size moves: .* The critical batch size moves too: /);
  });

  it('says that the fastest batch size moves only where no size can be the fastest of both tasks', () => {
    const arms = [
      { dataset: 'digits', model: 'mlp' },
      { dataset: 'digits', model: 'softmax' },
    ] as const;
    const until = { metric: 'accuracy', value: 0.9 } as const;
    /** Updates to 90% by task and batch size, each seed so many times them, at 1 ms an update. */
    const of = (first: readonly number[], second: readonly number[], seeds: readonly number[][]): string =>
      verdict(
        sweep(
          { arms, batchSizes: [8, 64], budget: { unit: 'epochs', amount: 5, until } },
          [first, second].flatMap((updates, arm) =>
            [8, 64].flatMap((batchSize, i) =>
              seeds.map((factors, s) => ({
                ...{ arm, batchSize, seed: s + 1, accuracies: [0.1, 0.9] },
                every: Math.round(updates[i] * factors[i]),
              })),
            ),
          ),
          [0, 1].flatMap((arm) => [8, 64].map((b) => speed(b, [1, 1], { arm }))),
          'moves',
        ),
      );
    const agreed = [0.97, 1, 1.05, 0.99].map((f) => [f, f]);
    const opposed = [0.6, 1, 1.6, 1.1].map((f) => [f, 1 / f]);
    expect(of([1000, 2000], [2000, 1000], agreed)).toContain(
      'To 90% validation accuracy the fastest batch size moves: 8 for Digits, multilayer perceptron and 64 for Digits, softmax regression.',
    );
    // The same factors of 2, but no two seeds agree on them.
    expect(of([1000, 2000], [2000, 1000], opposed)).toContain(
      'These runs cannot tell whether the batch size that is fastest to 90% validation accuracy moves: batch sizes 8 and 64 may be the fastest for Digits, multilayer perceptron and Digits, softmax regression.',
    );
    expect(of([1000, 2000], [2000, 1000], [[1, 1]])).toContain(
      'moves: one seed tells nothing of chance. The least time was that of 8 for Digits, multilayer perceptron and 64 for Digits, softmax regression.',
    );
    // A fifth apart, as seen by every seed: told apart, where a fixed ratio would not.
    expect(of([1000, 1200], [1200, 1000], agreed)).toContain('the fastest batch size moves: 8 for');
  });

  it('gives each task its own reason why its fastest batch size is unsure', () => {
    const arms = [
      { dataset: 'digits', model: 'mlp' },
      { dataset: 'digits', model: 'softmax' },
    ] as const;
    const until = { metric: 'accuracy', value: 0.9 } as const;
    const sizes = [8, 16, 64];
    /** Middle batch size so many times slower for each task. */
    const of = (middle: readonly number[], seeds: readonly number[], repeated = true): string =>
      verdict(
        sweep(
          { arms, batchSizes: sizes, budget: { unit: 'epochs', amount: 5, until } },
          [0, 1].flatMap((arm) =>
            sizes.flatMap((batchSize, i) =>
              seeds.map((seed) => ({
                ...{ arm, batchSize, seed, accuracies: [0.1, 0.9] },
                every: 1000 * (i + 1) + seed,
              })),
            ),
          ),
          [0, 1].flatMap((arm) =>
            sizes.map((b, i) =>
              speed(
                b,
                (arm === 0 || repeated ? [0.99, 1, 1.01] : [1]).map((t) => t * [1, middle[arm], 4][i]),
                { arm },
              ),
            ),
          ),
          'moves',
        ),
      );
    const disturbed = 'update times were disturbed while they were measured';
    expect(of([9, 9], [1, 2, 3])).toContain(`moves: ${disturbed}. The least time`);
    expect(of([9, 1.5], [1, 2, 3], false)).toContain(
      `moves: for Digits, multilayer perceptron, ${disturbed}; for Digits, softmax regression, how much chance there is in the times cannot be told. The least time`,
    );
  });

  it('does not rank batch sizes on a task whose target is reached within a few updates', () => {
    const arms = [
      { dataset: 'digits', model: 'mlp' },
      { dataset: 'digits', model: 'softmax' },
      { dataset: 'spirals', model: 'mlp' },
    ] as const;
    const data = played('moves', straight, { arms });
    const easy = data.runs.map((r) =>
      r.trial.arm < 2
        ? r
        : run(data.spec, {
            batchSize: r.trial.config.batchSize,
            seed: r.trial.config.seed,
            arm: r.trial.arm,
            every: 2,
            accuracies: [0.1, 0.97],
          }),
    );
    const said = verdict({ ...data, runs: easy });
    expect(said).toContain('Spirals, multilayer perceptron: the target is reached within a few updates');
    expect(said).toMatch(/Digits, multilayer perceptron and .*Digits, softmax regression/);
    expect(said).not.toMatch(/(for|and) Spirals/);
  });

  it('speaks of losses where answers are numbers', () => {
    const without = (made: SweepData): SweepData => ({
      ...made,
      runs: made.runs.map((r) => ({
        ...r,
        series: {
          ...r.series,
          evaluations: r.series.evaluations.map((e) => ({ ...e, accuracy: undefined })),
        },
      })),
    });
    expect(verdict(without(played('race', straight)))).toContain('validation loss');
    expect(verdict(without({ ...played('target', straight), preset: 'race' }))).toContain('validation loss');
    expect(verdict(without(played('generalise', straight)))).toContain('nothing to compare');
  });

  it('of a free sweep speaks of what it was made for', () => {
    const free = (id: string): string => verdict({ ...played(id, straight), preset: undefined });
    for (const id of ['race', 'target', 'speed', 'moves', 'noise'])
      expect(free(id)).toBe(verdict(played(id, straight)));
  });
});
