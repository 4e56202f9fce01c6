import { describe, expect, it } from 'vitest';
import { gpuReport, type GpuReport } from './support/gpu.ts';

const right: GpuReport = { webgl2: [0, 255, 0, 255], webgpu: [2, 4, 6, 8] };

function inWorker(): Promise<GpuReport> {
  const worker = new Worker(new URL('./support/gpu.worker.ts', import.meta.url), { type: 'module' });
  return new Promise<GpuReport>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<GpuReport>) => resolve(data);
    worker.onerror = (event) => reject(new Error(event.message));
  }).finally(() => worker.terminate());
}

describe('the test browser computes on WebGL2 and WebGPU', () => {
  it('in the page', async () => expect(await gpuReport()).toEqual(right));
  it('in a module worker', async () => expect(await inWorker()).toEqual(right));
});
