import { expect, it, vi } from 'vitest';
import type { TrialWorker } from '../../src/experiment/job.ts';
import { createWarmWorkers } from '../../src/state/compareWarm.ts';
import { PRESETS } from '../../src/sweep/presets.ts';

const { spec } = PRESETS[0];
const never = new Promise<never>(() => undefined);

function made() {
  const workers: (TrialWorker & { end: ReturnType<typeof vi.fn> })[] = [];
  const warm = createWarmWorkers(() => {
    const worker = { run: () => never, prepare: () => Promise.resolve(), end: vi.fn() };
    workers.push(worker);
    return worker;
  });
  return { workers, warm };
}
const job = { kind: 'speed', arm: 0, batchSize: 8 } as const;

it('hands out workers that are ready, then new ones', async () => {
  const { workers, warm } = made();
  await warm.prepare(spec, 2);
  expect(workers).toHaveLength(2);
  expect(workers).toContain(warm.take());
  expect(workers).toContain(warm.take());
  expect(workers).toHaveLength(2);
  warm.take();
  expect(workers).toHaveLength(3);
  warm.drop();
  for (const worker of workers) expect(worker.end).not.toHaveBeenCalled();
});

it('ends those that nobody took', async () => {
  const { workers, warm } = made();
  await warm.prepare(spec, 2);
  warm.drop();
  for (const worker of workers) expect(worker.end).toHaveBeenCalledTimes(1);
});

it('takes a borrowed worker back, unless it is at work', async () => {
  const { workers, warm } = made();
  await warm.prepare(spec, 1);
  warm.borrow().end();
  expect(workers[0].end).not.toHaveBeenCalled();
  expect(warm.take()).toBe(workers[0]);
  await warm.prepare(spec, 1);
  const busy = warm.borrow();
  void busy.run(job, spec, () => undefined);
  busy.end();
  expect(workers[1].end).toHaveBeenCalledTimes(1);
});
