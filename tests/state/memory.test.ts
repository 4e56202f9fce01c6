import { describe, expect, it } from 'vitest';
import type { ExperimentConfig } from '../../src/experiment/config.ts';
import { bytesOfMb } from '../../src/experiment/devices.ts';
import { predictedLargest, predictedMemory } from '../../src/experiment/memoryPrediction.ts';
import type { EngineReport, RunError } from '../../src/experiment/run.ts';
import { createMemory, type Memory } from '../../src/state/memory.ts';
import type { MemoryProber } from '../../src/worker/client/memoryProber.ts';
import type { Probed } from '../../src/worker/protocol.ts';
import { configOf } from '../experiment/support.ts';

const report: EngineReport = { asked: 'cpu', got: 'cpu', why: 'Asked.', device: 'SIMD', software: false };
const full: RunError = { code: 'out-of-memory', message: 'Full: conv1.', advice: 'Less.' };

function setup(
  probe: (config: ExperimentConfig) => Promise<Probed>,
  config = configOf({ model: 'cnn', memoryLimit: '64' }),
) {
  const asked: number[] = [];
  const prober: MemoryProber = {
    probe: (one) => {
      asked.push(one.batchSize);
      return probe(one);
    },
    describe: () => Promise.resolve({ memoryGb: 8, webgpu: undefined, webgl: undefined }),
    dispose: () => undefined,
  };
  const memory = createMemory({ prober, settings: () => config, pause: () => Promise.resolve() });
  return { memory, asked, config };
}

const byPrediction = (one: ExperimentConfig): Promise<Probed> => {
  const { total } = predictedMemory(one, 'cpu', one.batchSize);
  return Promise.resolve(
    total <= bytesOfMb(one.memoryLimit)
      ? { fits: true, engine: report, peakBytes: total, restBytes: total }
      : { fits: false, engine: report, error: full, lost: false },
  );
};
const searchOf = (memory: Memory) => memory.store.getState().search!;

describe('find', () => {
  it('ends at the largest batch that fits, with what it held and why one more does not', async () => {
    const { memory, config } = setup(byPrediction);
    await memory.find();
    const { status, largest, all, steps } = searchOf(memory);
    expect([status, all]).toEqual(['done', false]);
    expect(largest).toBe(predictedLargest(config, 'cpu', bytesOfMb(64)));
    expect(steps.find((s) => s.batchSize === largest)?.peakBytes).toBeLessThanOrEqual(bytesOfMb(64));
    expect(steps.find((s) => s.batchSize === largest! + 1)).toMatchObject({
      fits: false,
      error: { message: 'Full: conv1.' },
    });
  });

  it('stops when it is cancelled, and keeps what it has tried', async () => {
    const { memory, asked } = setup((one) => {
      if (one.batchSize === 8) memory.cancel();
      return byPrediction(one);
    });
    await memory.find();
    expect(asked).toEqual([1, 2, 4, 8]);
    expect(searchOf(memory)).toMatchObject({ status: 'cancelled', largest: undefined });
    expect(searchOf(memory).steps).toHaveLength(3);
  });

  it('says of a measurement that it cancels that it was cancelled', async () => {
    let abort: ((reason: Error) => void) | undefined;
    const { memory } = setup((one) =>
      abort ? byPrediction(one) : new Promise((_, reject) => (abort = reject)),
    );
    const measured = memory.measure('cpu');
    const found = memory.find();
    // As the prober does when it is asked anew.
    abort?.(new DOMException('A newer question was asked.', 'AbortError'));
    await Promise.all([measured, found]);
    expect(memory.store.getState().measuring).toBeUndefined();
    expect(memory.store.getState().readings).toMatchObject([
      { asked: 'cpu', outcome: { status: 'failed', message: 'Cancelled.' } },
    ]);
    expect(searchOf(memory).status).toBe('done');
  });

  it('a new search takes the place of one under way', async () => {
    let go: () => void = () => undefined;
    const { memory } = setup(async (one) => {
      if (one.batchSize === 1 && searchOf(memory).steps.length === 0)
        await new Promise<void>((r) => (go = r));
      return byPrediction(one);
    });
    const first = memory.find();
    go();
    const second = memory.find();
    go();
    await Promise.all([first, second]);
    const { steps, status } = searchOf(memory);
    expect(status).toBe('done');
    expect(new Set(steps.map((s) => s.batchSize)).size).toBe(steps.length);
  });

  it('says why it could not go on', async () => {
    const lost: RunError = { code: 'device-lost', message: 'The device was lost.', advice: '' };
    const { memory } = setup(() => Promise.resolve({ fits: false, engine: report, error: lost, lost: true }));
    await memory.find();
    expect(searchOf(memory)).toMatchObject({ status: 'failed', message: 'The device was lost.' });
  });

  it('is not content with another engine', async () => {
    const { memory } = setup(byPrediction);
    memory.show({ engine: 'webgpu' });
    await memory.find();
    expect(searchOf(memory)).toMatchObject({ status: 'failed', message: 'Asked.' });
  });
});

describe('measure', () => {
  it('keeps a reading beside its prediction, one for each engine and batch size', async () => {
    const { memory, config } = setup(byPrediction, configOf({ memoryLimit: '256' }));
    await memory.measure('cpu');
    await memory.measure('cpu');
    const { readings, measuring } = memory.store.getState();
    expect(measuring).toBeUndefined();
    expect(readings).toHaveLength(1);
    const { total } = predictedMemory(config, 'cpu', config.batchSize);
    expect(readings[0]).toMatchObject({
      predictedBytes: total,
      outcome: { status: 'measured', peakBytes: total },
    });
  });

  it('keeps a refusal and a failure in words', async () => {
    const refused = setup(() => Promise.resolve({ fits: false, engine: report, error: full, lost: false }));
    await refused.memory.measure('cpu');
    expect(refused.memory.store.getState().readings[0].outcome).toEqual({ status: 'refused', error: full });
    const failed = setup(() => Promise.reject(new Error('The worker crashed.')));
    await failed.memory.measure('cpu');
    expect(failed.memory.store.getState().readings[0].outcome).toEqual({
      status: 'failed',
      message: 'The worker crashed.',
    });
  });
});
