/** A TrialWorker of the lab: a thread that does one job at a time. Its end is always heard of, so nothing is pinged. */
import { Worker } from 'node:worker_threads';

export function startThread({ address, data, JobFault }) {
  const worker = new Worker(address, { workerData: { data } });
  let requests = 0;
  let pending;
  let ended = false;

  const take = () => {
    const one = pending;
    pending = undefined;
    return one;
  };
  const crashed = (message) =>
    new JobFault({ code: 'worker-crashed', message, advice: 'Start the lab again with --resume.' });

  worker.on('message', (event) => {
    if (!pending || event.requestId !== pending.requestId) return;
    const { on, jobId } = pending;
    if (event.type === 'progress') on({ jobId, share: event.share });
    else if (event.type === 'prepared') take().resolve(undefined);
    else if (event.type === 'offered') take().resolve({ kind: 'look', offers: event.offers });
    else if (event.type === 'timed') take().resolve({ kind: 'speed', sample: event.sample });
    else if (event.type === 'trained') take().resolve({ kind: 'trial', run: event.run });
    else if (event.type === 'failed') take().reject(new JobFault(event.error));
  });
  worker.on('error', (error) => take()?.reject(crashed(`A thread ended: ${error.message}.`)));
  worker.on('exit', (code) => take()?.reject(crashed(`A thread ended with code ${code}.`)));

  const ask = (command, jobId = '', on = () => undefined) =>
    new Promise((resolve, reject) => {
      const requestId = ++requests;
      pending = { requestId, jobId, on, resolve, reject };
      if (ended) take().reject(crashed('The thread was ended.'));
      else worker.postMessage({ ...command, requestId, site: 'file:///' });
    });

  return {
    prepare: (spec) => ask({ type: 'prepare', spec }),
    run: (job, spec, on) =>
      ask({ type: 'job', job, spec }, job.kind === 'trial' ? job.trial.id : job.kind, on),
    end() {
      ended = true;
      void worker.terminate();
    },
  };
}
