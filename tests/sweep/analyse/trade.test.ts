import { describe, expect, it } from 'vitest';
import { initialConfig } from '../../../src/experiment/draft.ts';
import { predictedMemory } from '../../../src/experiment/memoryPrediction.ts';
import type { SweepData, Target } from '../../../src/experiment/sweep.ts';
import { tradeView } from '../../../src/sweep/analyse/tradeView.ts';
import { speed, sweep, type MadeRun } from './make.ts';

const ninety: Target = { metric: 'accuracy', value: 0.9 };

/** Reaches 90% at that update. */
const reaching = (batchSize: number, updates: number, seed = 1): MadeRun => ({
  batchSize,
  seed,
  every: updates,
  accuracies: [0.1, 0.9, 0.9],
});
const never = (batchSize: number): MadeRun => ({ batchSize, every: 10, accuracies: [0.1, 0.5, 0.5] });

interface Dealt {
  batchSize: number;
  updates: number;
  bytes: number;
}
const DEALT: readonly Dealt[] = [
  { batchSize: 16, updates: 500, bytes: 1_000_000 },
  { batchSize: 256, updates: 104, bytes: 1_200_000 },
  { batchSize: 1024, updates: 100, bytes: 4_800_000 },
];

/** Two seeds that differ by this factor in the same way at every batch size, and updates of 10 ms. */
const of = (dealt: readonly Dealt[], seeds = 2, change = {}): SweepData =>
  sweep(
    { batchSizes: dealt.map((d) => d.batchSize), seeds, ...change },
    dealt.flatMap(({ batchSize, updates }) =>
      Array.from({ length: seeds }, (_, s) => reaching(batchSize, updates * (1 + s), s + 1)),
    ),
    dealt.map(({ batchSize, bytes }) => speed(batchSize, [10, 10, 10], { peakBytes: bytes })),
  );

describe('what is set against memory', () => {
  it('is seconds or updates; memory as measured, else as predicted; bounds where a run never got there', () => {
    const data = sweep(
      {},
      [reaching(8, 50), never(64)],
      [speed(8, [2], { peakBytes: 1000 }), speed(64, [2])],
    );
    const seconds = tradeView(data, ninety, 'seconds');
    expect(seconds.points).toMatchObject([
      { batchSize: 8, cost: { value: expect.closeTo(0.1, 9) as number }, bytes: 1000, measuredBytes: 1000 },
      { batchSize: 64, cost: undefined, atLeast: expect.closeTo(0.04, 9) as number, reached: 0 },
    ]);
    const predicted = predictedMemory(data.spec.base, 'cpu', 64).total;
    expect(seconds.points[1]).toMatchObject({ bytes: predicted, measuredBytes: undefined });
    expect(seconds.notes).toContain('Memory is predicted, not measured, for batch size 64.');
    expect(tradeView(data, ninety, 'updates').points).toMatchObject([
      { cost: { value: expect.closeTo(50, 9) as number } },
      { atLeast: expect.closeTo(20, 9) as number },
    ]);
  });

  it('has a front of those that nothing beats in both', () => {
    const beaten = { batchSize: 64, updates: 600, bytes: 1_100_000 };
    const view = tradeView(of([...DEALT, beaten]), ninety, 'seconds');
    expect(view.fronts).toEqual([[16, 256, 1024]]);
  });

  it('knows which batches go through in micro-batches', () => {
    const base = { ...initialConfig(), size: 1000, microBatch: 256 };
    const view = tradeView(of(DEALT, 2, { base }), ninety, 'seconds');
    expect(view.points.map((p) => p.accumulated)).toEqual([false, false, true]);
    expect(view.notes.join(' ')).toContain('go through the network in micro-batches of 256');
  });
});

describe('the sentence', () => {
  const said = (data: SweepData, unit: 'seconds' | 'updates' = 'seconds') =>
    tradeView(data, ninety, unit).sentence;

  it('names the one that is nearly as fast with less, and what the least memory costs', () => {
    expect(said(of(DEALT))).toMatch(
      /^Batch size 256 is within 10% of the fastest \(95%: 0\.9\d+ to 1\.0\d+ times\) and needs a quarter of the memory of batch size 1,024 \(1\.2 MB against 4\.8 MB\)\. The least memory, 1 MB at batch size 16, costs 5 times that time\.$/,
    );
    expect(said(of(DEALT), 'updates')).toContain('within 10% of the fewest updates');
  });

  it('says more carefully what one seed tells', () => {
    expect(said(of(DEALT, 1))).toContain('with one seed, which tells nothing of chance');
  });

  it('says where chance could undo it', () => {
    const data = of(DEALT);
    const wild = {
      ...data,
      runs: sweep(data.spec, [
        reaching(256, 60, 1),
        reaching(256, 180, 2),
        reaching(1024, 150, 1),
        reaching(1024, 70, 2),
      ]).runs,
    };
    expect(said(wild)).toContain('by chance it could be more');
  });

  it('doubts times that the speed view says were disturbed, and only where they are used', () => {
    const said = (dealt: readonly Dealt[], middle: number, unit: 'seconds' | 'updates'): string => {
      const data = of(dealt);
      const speeds = data.speeds.map((s, i) => ({
        ...s,
        updateMs: [9.9, 10, 10.1].map((t) => t * [1, middle, 2][i]),
      }));
      return tradeView({ ...data, speeds }, ninety, unit).sentence;
    };
    const doubt = ', by update times that were disturbed while they were measured, so another may be faster.';
    const nearly = [DEALT[0], { ...DEALT[1], updates: 10 }, { ...DEALT[2], updates: 2000 }];
    const alone = [{ ...DEALT[0], updates: 10 }, DEALT[1], DEALT[2]];
    for (const dealt of [nearly, alone]) {
      expect(said(dealt, 40, 'seconds')).toContain(doubt);
      expect(said(dealt, 1.5, 'seconds')).not.toContain('disturbed');
      expect(said(dealt, 40, 'updates')).not.toContain('disturbed');
    }
    expect(said(alone, 40, 'seconds')).not.toContain('nothing to trade');
  });

  it('has words for nothing to trade, for one alone, for none and for the limit', () => {
    const [small, middle, large] = DEALT;
    expect(said(of([{ ...small, updates: 90 }, middle]))).toContain(
      'Batch size 16 took the least time, 1.3 s, and the least memory, 1 MB: there is nothing to trade.',
    );
    expect(said(of([small, large]))).toContain('none with less memory came within 10% of that');
    expect(said(of([small]))).toContain('Batch size 16 alone got there');
    expect(said(sweep({}, [never(8)]))).toContain('so there is nothing to trade');
    expect(said(sweep({}, []))).toBe('No run has finished yet.');
    const base = { ...initialConfig(), size: 1000, memoryLimit: 2 };
    expect(said(of(DEALT, 2, { base }))).toContain('Batch size 1,024 does not fit into 2 MB.');
  });

  it('says whose limit it is, and holds each task to its own', () => {
    const base = { ...initialConfig(), dataset: 'mnist' as const, model: 'cnn-bn' as const, size: 0 };
    const arms = [
      { dataset: 'mnist', model: 'cnn-bn' } as const,
      { dataset: 'digits', model: 'mlp' } as const,
    ];
    const sizes = { batchSizes: [16, 60_000], arms };
    const made = [0, 1].map((arm) => ({ ...reaching(16, 50), arm }));
    const view = (memoryLimit: number) =>
      tradeView(sweep({ ...sizes, base: { ...base, memoryLimit } }, made), ninety, 'updates');
    const own = /^MNIST, [^:]+: .*Batch size 60,000 does not fit into the 4\.\d+ GB that WebAssembly leaves/;
    expect(view(0).limits).toEqual([{ bytes: expect.any(Number) as number, of: 'webassembly' }, undefined]);
    expect(view(0).sentence).toMatch(own);
    expect(view(0).sentence.match(/fit/g)).toHaveLength(1);
    expect(view(6000).limits.map((limit) => limit?.of)).toEqual(['webassembly', 'webassembly']);
    expect(view(1).limits).toEqual(Array(2).fill({ bytes: 1e6, of: 'settings' }));
    expect(view(1).sentence).toMatch(/Digits, [^:]+: .*do(es)? not fit into 1 MB\.$/);
  });

  it('changes when times or bytes are dealt to other batch sizes', () => {
    const deal = (key: 'updates' | 'bytes'): Dealt[] =>
      DEALT.map((d, i) => ({ ...d, [key]: DEALT[DEALT.length - 1 - i][key] }));
    const all = [DEALT, deal('updates'), deal('bytes')].map((dealt) => said(of(dealt)));
    expect(new Set(all).size).toBe(3);
  });
});
