import { describe, expect, it } from 'vitest';
import type { Engine, RunSetup } from '../../src/engine/engine.ts';
import { createTrial } from '../../src/engine/trial.ts';
import { CASES, randomData } from './cases.ts';

const { model } = CASES[0];
const optimizer = { id: 'sgd', weightDecay: 0 } as const;

interface Given {
  batchSize: number;
  count?: number;
  predictedMs?: number;
  measure: (batchSize: number) => number | Promise<number>;
  maxBufferBytes?: number;
}

function tried({ batchSize, count = 100_000, predictedMs = 1, measure, maxBufferBytes }: Given) {
  const measured: number[] = [];
  const setups: RunSetup[] = [];
  let open = 0;
  const engine = {
    info: { name: 'cpu', device: 'fake', software: false, ...(maxBufferBytes && { maxBufferBytes }) },
    createRun(setup: RunSetup) {
      setups.push(setup);
      open++;
      return {
        measure: async (size: number) => {
          measured.push(size);
          return measure(size);
        },
        dispose: () => open--,
      };
    },
  } as unknown as Engine;
  const trial = createTrial({
    ...{ model, optimizer, batchSize, seed: 1, limitMs: 200 },
    data: () => Promise.resolve(randomData(model, count)),
    predict: () => predictedMs,
  });
  return { time: () => trial.time(engine), trial, measured, setups, open: () => open };
}

describe('a trial', () => {
  it('measures an update at the batch size itself, on as many examples, and frees its run', async () => {
    const { time, measured, setups, open } = tried({ batchSize: 96, measure: (b) => b / 10 });
    expect(await time()).toEqual({ updateMs: 9.6, estimated: false });
    expect(measured).toEqual([96]);
    expect(setups[0].data.training.count).toBe(96);
    expect(setups[0].data.training.inputs.length).toBe(96 * 4);
    expect(open()).toBe(0);
  });

  it('finds a long update along a line through two smaller ones', async () => {
    const { time, measured } = tried({ batchSize: 60_000, predictedMs: 1e5, measure: (b) => 3 + b / 20 });
    const { updateMs, estimated } = await time();
    expect(updateMs).toBeCloseTo(3003, 6);
    expect([measured, estimated]).toEqual([[64, 512, 4096], true]);
  });

  it('takes the whole batch when smaller ones show that it is quick', async () => {
    const { time, measured } = tried({ batchSize: 60_000, predictedMs: 1e5, measure: () => 3 });
    expect(await time()).toEqual({ updateMs: 3, estimated: false });
    expect(measured).toEqual([64, 512, 60_000]);
  });

  it.each([
    [
      'an engine that cannot',
      (): never => {
        throw new Error('no memory');
      },
      /no memory/,
    ],
    [
      'an engine that does not come to an end',
      () => new Promise<number>(() => undefined),
      /no update within/,
    ],
  ] as const)('fails with %s', async (_, measure, message) => {
    const { time } = tried({ batchSize: 8, measure });
    await expect(time()).rejects.toThrow(message);
  });

  it('fails where the training examples are too large for the device', async () => {
    const { time, setups } = tried({ batchSize: 8, measure: () => 1, count: 1000, maxBufferBytes: 12_000 });
    await expect(time()).rejects.toThrow(/training examples need 16 kB in one piece, and it takes 12 kB/);
    expect(setups).toHaveLength(0);
  });

  it('is the same for the same model, optimiser and batch size alone', () => {
    const data = () => Promise.resolve(randomData(model, 8));
    const key = (change: object): string =>
      createTrial({ model, optimizer, batchSize: 8, seed: 1, data, ...change }).key;
    expect(key({ seed: 2 })).toBe(key({}));
    expect(key({ batchSize: 9 })).not.toBe(key({}));
    expect(key({ model: CASES[2].model })).not.toBe(key({}));
    expect(key({ optimizer: { id: 'adam' } })).not.toBe(key({}));
  });
});
