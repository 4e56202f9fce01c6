/** The entry of a sweep's worker: trains one run after another. An engine's code is fetched when it is needed. */
import { probeEngines } from '../engine/probe.ts';
import { showLife } from './life.ts';
import { loadData } from './loadData.ts';
import { createSweepJobs, type SweepPost } from './sweepJobs.ts';
import type { SweepCommand } from './sweepProtocol.ts';
import { createYield } from './yieldToEvents.ts';

const post: SweepPost = (event, transfer = []) => postMessage(event, { transfer });

// Types say that `locks` is always there; browsers leave it out where the page is not secure.
showLife(
  (event) => {
    if (event.type === 'alive') post(event);
  },
  navigator.locks as LockManager | undefined,
);

const jobs = createSweepJobs({
  post,
  loadDataset: (site, settings, signal) => loadData(settings, site, signal, () => undefined),
  startEngine: async (asked) => (await import('../engine/select.ts')).startEngine(asked),
  probe: probeEngines,
  now: () => performance.now(),
  date: () => Date.now(),
  yieldToEvents: createYield(),
});

addEventListener('message', ({ data }: MessageEvent<SweepCommand>) => jobs.receive(data));
