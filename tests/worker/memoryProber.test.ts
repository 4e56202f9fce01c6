import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createMemoryProber } from '../../src/worker/client/memoryProber.ts';
import type { Probed } from '../../src/worker/protocol.ts';
import { configOf } from '../experiment/support.ts';
import { fakeWorkers } from './fakeLine.ts';

const config = configOf();
const engine = { asked: 'cpu', got: 'cpu', why: '', device: '', software: false } as const;
const fits: Probed = { fits: true, engine, peakBytes: 2, restBytes: 1 };
const lost: Probed = {
  fits: false,
  engine,
  error: { code: 'context-lost', message: 'Gone.', advice: '' },
  lost: true,
};

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function setup(answer: Probed | undefined) {
  const { start, workers } = fakeWorkers((worker, command) => {
    if (command.type === 'probe' && answer)
      worker.event({ type: 'probed', requestId: command.requestId, probed: answer });
  });
  return { prober: createMemoryProber(start, 1000), workers };
}

describe('the memory prober', () => {
  it('asks one worker after the other, and ends it when idle', async () => {
    const { prober, workers } = setup(fits);
    expect(await prober.probe(config, 1000)).toBe(fits);
    expect(await prober.probe(config, 1000)).toBe(fits);
    expect(workers).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(workers[0].ended).toBe(true);
  });

  it('replaces a worker whose device is lost', async () => {
    const { prober, workers } = setup(lost);
    expect(await prober.probe(config, 1000)).toBe(lost);
    expect(workers[0].ended).toBe(true);
    await prober.probe(config, 1000);
    expect(workers).toHaveLength(2);
  });

  it('gives up a worker that crashes or never answers, in words', async () => {
    const { prober, workers } = setup(undefined);
    const crashed = prober.probe(config, 1000);
    workers[0].error('out of memory');
    await expect(crashed).rejects.toThrow('crashed: out of memory');
    const hung = expect(prober.probe(config, 1000)).rejects.toThrow('gave no result for 1 s');
    await vi.advanceTimersByTimeAsync(1001);
    await hung;
    expect(workers.map((w) => w.ended)).toEqual([true, true]);
  });

  it('waits longer for an update that holds more', async () => {
    const { prober, workers } = setup(undefined);
    const hung = expect(prober.probe(config, 4e9)).rejects.toThrow('gave no result for 2 min 1 s');
    await vi.advanceTimersByTimeAsync(120_000);
    expect(workers[0].ended).toBe(false);
    await vi.advanceTimersByTimeAsync(1001);
    await hung;
  });

  it('a newer question takes the place of an older one of its kind, and of no other', async () => {
    const { prober, workers } = setup(undefined);
    const newer = prober.describe();
    const older = expect(prober.probe(config, 1000)).rejects.toThrow('newer question');
    const last = prober.probe(config, 1000);
    await older;
    const { requestId: latest } = workers[0].of('probe')[1];
    workers[0].event({ type: 'probed', requestId: latest, probed: fits });
    expect(await last).toBe(fits);
    const [{ requestId }] = workers[0].of('describe');
    const device = { memoryGb: 4, webgpu: undefined, webgl: undefined };
    workers[0].event({ type: 'described', requestId, device });
    expect(await newer).toBe(device);
  });
});
