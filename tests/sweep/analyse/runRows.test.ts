import { describe, expect, it } from 'vitest';
import type { TrialRun } from '../../../src/experiment/sweep.ts';
import { raceView } from '../../../src/sweep/analyse/raceView.ts';
import { runRows } from '../../../src/sweep/analyse/runRows.ts';
import { run, spec, speed, sweep, type MadeRun } from './make.ts';

const accuracies = [0.1, 0.7, 0.6];
const made = (batchSize: number, more: Partial<MadeRun> = {}): MadeRun => ({
  batchSize,
  accuracies,
  ...more,
});
const three = [made(8), made(64), made(512)];

/** Three equal runs and one that is changed. */
function withOdd(change: (odd: TrialRun) => Partial<TrialRun>) {
  const data = sweep({}, three);
  const odd = run(spec(), made(16));
  return { ...data, runs: [...data.runs, { ...odd, ...change(odd) }] };
}

const why = (change: (odd: TrialRun) => Partial<TrialRun>): string | undefined =>
  runRows(withOdd(change)).find((r) => r.batchSize === 16)?.unranked;

describe('runRows', () => {
  it('has final and best values, updates and time', () => {
    const data = sweep({}, [made(8)], [speed(8, [5], { peakBytes: 77 })]);
    expect(runRows(data)).toEqual([
      {
        id: 'digits.mlp/b8/s1',
        arm: 0,
        batchSize: 8,
        seed: 1,
        learningRate: 0.1,
        role: 'run',
        status: 'finished',
        unranked: undefined,
        notes: [],
        updates: 20,
        finalLoss: 0.4,
        finalAccuracy: 0.6,
        bestLoss: expect.closeTo(0.3, 9) as number,
        bestAccuracy: 0.7,
        seconds: 0.1,
        peakBytes: 77,
      },
    ]);
  });

  it('refuses to rank other data, another split, another metric, changed runs, and says why', () => {
    const config = (odd: TrialRun, more: object): Partial<TrialRun> => ({
      trial: { ...odd.trial, config: { ...odd.trial.config, ...more } },
    });
    expect(why(() => ({}))).toBeUndefined();
    expect(why((o) => config(o, { noise: 0.3 }))).toMatch(/^Other data than the rest \(noise .* → 0.3\)\.$/);
    expect(why((o) => config(o, { dataSeed: 2 }))).toMatch(/^Other data than the rest/);
    expect(why((o) => config(o, { optimizer: 'adam' }))).toMatch(
      /^Other settings than the rest \(optimizer SGD → Adam/,
    );
    expect(why(() => ({ trainingCount: 900 }))).toMatch(
      /^Another split than the rest \(900 training examples/,
    );
    expect(
      why((o) => ({ series: { ...o.series, retunes: [{ update: 1, examples: 1, epoch: 1, seconds: 1 }] } })),
    ).toBe('Its settings were changed while it ran.');
    const fewer = (o: TrialRun): Partial<TrialRun> => ({
      series: { ...o.series, evaluations: o.series.evaluations.map((e) => ({ ...e, count: 50 })) },
    });
    expect(why(fewer)).toBe('Judged on 50 examples, the rest on 200 examples.');
  });

  it('does not let them into the other views either', () => {
    const data = withOdd(() => ({ trainingCount: 900 }));
    const view = raceView(data, { axis: 'updates', metric: 'accuracy', split: 'validation' });
    expect(view.curves.map((c) => c.batchSize)).toEqual([8, 64, 512]);
    expect(view.notes.join(' ')).toContain('1 run left out: another split than the rest');
  });

  it('has words for tuning, divergence and failure; different tasks do not judge each other', () => {
    const arms = [
      { dataset: 'digits', model: 'mlp' },
      { dataset: 'moons', model: 'mlp' },
    ] as const;
    const data = sweep({ arms, lrRule: 'tuned' }, [
      made(8),
      made(64),
      made(8, { arm: 1 }),
      made(8, { role: 'tuning', learningRate: 0.4 }),
      made(512, { diverged: true, accuracies: [0.1] }),
    ]);
    expect(runRows(data).map((r) => r.unranked)).toEqual([
      undefined,
      undefined,
      undefined,
      'It tuned the learning rate and was judged on held-out training examples.',
      'It diverged after 0 updates.',
    ]);
  });
});
