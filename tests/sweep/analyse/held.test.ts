import { describe, expect, it } from 'vitest';
import type { SweepData, TrialRun } from '../../../src/experiment/sweep.ts';
import { heldSentence } from '../../../src/sweep/analyse/held.ts';
import { sweep, type MadeRun } from './make.ts';

const BASE: MadeRun[] = [8, 64].flatMap((batchSize) =>
  [1, 2, 3].map((seed) => ({ batchSize, seed, accuracies: [0.1, 0.5, 0.9 + seed / 200] })),
);
const link = (): SweepData => sweep({ seeds: 3 }, BASE);
/** The link's sweep made again, with one run changed. */
const again = (
  change: Partial<MadeRun> = {},
  more: (one: TrialRun) => TrialRun = (one) => one,
): SweepData => {
  const data = sweep(
    { seeds: 3 },
    BASE.map((one) => (one.batchSize === 64 && one.seed === 2 ? { ...one, ...change } : one)),
  );
  return { ...data, runs: data.runs.map(more) };
};
const onGpu = (one: TrialRun): TrialRun => ({ ...one, engine: { ...one.engine, got: 'webgpu' } });

describe('whether a link’s results hold', () => {
  it('on the cpu engine means the same evaluations, as precisely as the link says them', () => {
    expect(heldSentence(link(), again(), true)).toBe(
      '6 of 6 runs hold: every evaluation in the link came out the same here, as precisely as the link says it.',
    );
    const near = again({ losses: [0.9, 0.5, 0.09 * 1.0005] });
    expect(heldSentence(link(), near, true)).toMatch(/^6 of 6 runs hold/);
  });

  it('names the runs that do not, with both numbers', () => {
    expect(heldSentence(link(), again({ accuracies: [0.1, 0.5, 0.88] }), true)).toBe(
      '1 of 6 runs does not hold: B = 64, seed 2 ends at 88.0%, the link says 91.0%.',
    );
    expect(heldSentence(link(), again({ accuracies: [0.1, 0.6, 0.91] }), true)).toBe(
      '1 of 6 runs does not hold: B = 64, seed 2 is at 60.0% after 10 updates, the link says 50.0%.',
    );
    expect(heldSentence(link(), again({ losses: [0.9, 0.5, 0.2] }), true)).toBe(
      '1 of 6 runs does not hold: B = 64, seed 2 ends at a loss of 0.2, the link says a loss of 0.09.',
    );
    expect(heldSentence(link(), again({ diverged: true }), true)).toBe(
      '1 of 6 runs does not hold: B = 64, seed 2 diverged, in the link it did not.',
    );
    const all = sweep(
      { seeds: 3 },
      BASE.map((one) => ({ ...one, accuracies: [0.1, 0.2, 0.3] })),
    );
    expect(heldSentence(link(), all, true)).toMatch(/^6 of 6 runs do not hold: .+; .+; .+; and 3 more\.$/);
  });

  it('speaks of the runs so far while they come', () => {
    const data = again();
    expect(heldSentence(link(), { ...data, runs: [] }, false)).toMatch(/none has ended yet/);
    expect(heldSentence(link(), { ...data, runs: data.runs.slice(0, 2) }, false)).toMatch(
      /^2 of 2 runs so far hold/,
    );
  });

  it('on another engine means within the band of the seeds', () => {
    const few = again({ accuracies: [0.1, 0.5, 0.9] }, onGpu);
    expect(heldSentence(link(), few, true)).toBe(
      '6 of 6 runs hold: each ends within the band of the link’s seeds (95%).',
    );
    expect(heldSentence(link(), again({ accuracies: [0.1, 0.5, 0.7] }, onGpu), true)).toBe(
      '1 of 6 runs does not hold: B = 64, seed 2 ends at 70.0%, the link’s seeds at about 91.0%.',
    );
  });

  it('is not asked of update times', () => {
    const data = sweep({ kind: 'speed' }, []);
    expect(heldSentence(data, data, true)).toContain('depend on the machine');
  });
});
