/** One thread of the lab: trains one run after another with the code of the page's sweep worker. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parentPort, workerData } from 'node:worker_threads';
import { loadDataset } from '../../src/datasets/load/load.ts';
import { probeEngines } from '../../src/engine/probe.ts';
import { createSweepJobs } from '../../src/worker/sweepJobs.ts';

/** Answers with a file of the data folder; the lab never uses the network. */
async function fromFolder(address) {
  const { protocol, pathname } = new URL(address);
  if (protocol !== 'file:') throw new TypeError('the lab does not use the network');
  const path = join(workerData.data, ...pathname.split('/').slice(-2));
  try {
    return new Response(await readFile(path));
  } catch (error) {
    if (error.code !== 'ENOENT') throw new TypeError(error.message, { cause: error });
    return new Response(null, { status: 404 });
  }
}

const jobs = createSweepJobs({
  post: (event, transfer = []) => parentPort.postMessage(event, transfer),
  async loadDataset(_site, settings, signal) {
    const loaded = await loadDataset(settings, {
      baseUrl: 'file:///',
      fetch: fromFolder,
      store: null,
      signal,
    });
    return { dataset: loaded.dataset, notes: loaded.notes };
  },
  async startEngine(asked) {
    return (await import('../../src/engine/select.ts')).startEngine(asked, {});
  },
  // Node has no graphics interfaces.
  probe: probeEngines,
  now: () => performance.now(),
  date: () => Date.now(),
  yieldToEvents: () => new Promise((resolve) => setImmediate(resolve)),
});

parentPort.on('message', (command) => jobs.receive(command));
