/** A fresh worker for every peer of every cell; calls from outside go to the worker of that name, one at a time. */
import { probeEngines } from '../../src/engine/probe.ts';

const workers = new Map();

window.peers = {
  /** What this browser computes with on a graphics card, real or not. */
  gpus: probeEngines,
  /** Starts worker `id` and has it prepare `task`; resolves with what the device calls itself. */
  start(id, task) {
    workers.set(id, new Worker(new URL('./worker.mjs', import.meta.url), { type: 'module' }));
    return window.peers.call(id, { start: task });
  },
  /** Resolves with the worker's answer, rejects with its error or after `limitMs`. */
  call(id, message, limitMs = 60_000) {
    const worker = workers.get(id);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no answer within ${limitMs / 1000} s`)), limitMs);
      const settle = (action) => (value) => {
        clearTimeout(timer);
        action(value);
      };
      worker.onmessage = ({ data }) =>
        data.error === undefined ? settle(resolve)(data.result) : settle(reject)(new Error(data.error));
      worker.onerror = (event) => settle(reject)(new Error(event.message));
      worker.postMessage(message);
    });
  },
  stop(id) {
    workers.get(id)?.terminate();
    workers.delete(id);
  },
};
