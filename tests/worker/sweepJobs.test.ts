import { expect, it } from 'vitest';
import { probeEngines } from '../../src/engine/probe.ts';
import { tooLarge } from '../../src/worker/faults.ts';
import { createSweepJobs } from '../../src/worker/sweepJobs.ts';
import type { SweepEvent } from '../../src/worker/sweepProtocol.ts';
import { realTools, specOf } from './trialSupport.ts';

it('an error that says itself what to do keeps its advice: fewer examples, not a smaller batch', async () => {
  const { error } = tooLarge('moons', 'webgpu', 2e9, 1e9);
  const failed = new Promise<SweepEvent>((resolve) => {
    const jobs = createSweepJobs({
      ...realTools(),
      probe: probeEngines,
      loadDataset: () => Promise.reject(tooLarge('moons', 'webgpu', 2e9, 1e9)),
      post: (event) => event.type === 'failed' && resolve(event),
    });
    const job = { kind: 'speed', arm: 0, batchSize: 100 } as const;
    jobs.receive({ type: 'job', requestId: 1, job, spec: specOf(), site: '' });
  });
  expect(await failed).toMatchObject({ requestId: 1, error });
  expect(error.advice).toBe('Choose fewer training examples, or engine CPU.');
});

it('says which graphics interfaces there are, and which of them are emulated', async () => {
  const offered = new Promise<SweepEvent>((resolve) => {
    const jobs = createSweepJobs({
      ...realTools(),
      probe: async () => ({
        webgpu: { device: undefined, software: false },
        webgl: { device: 'SwiftShader', software: true },
      }),
      loadDataset: () => Promise.reject(new Error('not asked for')),
      post: resolve,
    });
    jobs.receive({ type: 'job', requestId: 1, job: { kind: 'look' }, spec: specOf(), site: '' });
  });
  expect(await offered).toEqual({
    ...{ type: 'offered', requestId: 1 },
    offers: [{ engine: 'webgl', device: 'SwiftShader', software: true }],
  });
});
