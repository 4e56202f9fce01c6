/** Hands tasks from the outside to the worker, one at a time. */
import { probeAdapter, requestAdapter, type FoundGpu } from '../../src/engine/probe.ts';
import type { Result, Task } from './messages.ts';

declare global {
  interface Window {
    measureEngine: (task: Task) => Promise<Result>;
    /** What WebGPU runs on, where there is an adapter. */
    findWebgpu: () => Promise<FoundGpu | undefined>;
  }
}

const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });

window.measureEngine = (task) =>
  new Promise((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<{ result?: Result; error?: string }>) => {
      if (data.result) resolve(data.result);
      else reject(new Error(data.error));
    };
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage(task);
  });

window.findWebgpu = async () => {
  const adapter = await requestAdapter();
  return adapter && probeAdapter(adapter);
};
