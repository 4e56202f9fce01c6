/**
 * A sweep's worker for frames that may load nothing: the cpu engine and drawn data in one file, which the page holds as text
 * and starts from a blob. A frame of opaque origin can start no other.
 */
import { generate, isGenerated } from '../datasets/generate.ts';
import { startCpuEngine } from '../engine/cpu/engine.ts';
import { showLife } from './life.ts';
import { createSweepJobs, type SweepPost } from './sweepJobs.ts';
import type { SweepCommand } from './sweepProtocol.ts';
import { createYield } from './yieldToEvents.ts';

const post: SweepPost = (event, transfer = []) => postMessage(event, { transfer });
const NO_GPU = { device: undefined, software: false };

showLife(
  (event) => {
    if (event.type === 'alive') post(event);
  },
  navigator.locks as LockManager | undefined,
);

const jobs = createSweepJobs({
  post,
  async loadDataset(_site, settings) {
    const id = settings.dataset;
    if (!isGenerated(id)) throw new RangeError(`${id} has to be downloaded, which an embed does not do`);
    return { dataset: generate(id, settings), notes: [] };
  },
  startEngine: async (asked) => ({
    engine: await startCpuEngine(),
    asked,
    got: 'cpu',
    why: 'Running on cpu: an embed trains on the CPU engine, which computes the same everywhere.',
  }),
  probe: async () => ({ webgl: NO_GPU, webgpu: NO_GPU }),
  now: () => performance.now(),
  date: () => Date.now(),
  yieldToEvents: createYield(),
});

addEventListener('message', ({ data }: MessageEvent<SweepCommand>) => jobs.receive(data));
