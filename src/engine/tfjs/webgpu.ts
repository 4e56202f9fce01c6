/** TensorFlow.js on WebGPU, on a device of its own so that its loss and its errors are seen. */
import '@tensorflow/tfjs-backend-webgpu';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { Engine } from '../engine.ts';
import { createFailureWatch } from '../failure.ts';
import { probeAdapter, requestAdapter } from '../probe.ts';
import { activateBackend, type ActiveBackend } from './backend.ts';
import { createTfjsEngine } from './engine.ts';
import { registerWebgpuKernels } from './kernels/webgpu.ts';
import { isBufferTooLarge } from './memoryErrors.ts';

const LIMITS = [
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
  'maxStorageBufferBindingSize',
  'maxBufferSize',
  'maxComputeWorkgroupSizeX',
  'maxComputeInvocationsPerWorkgroup',
] as const;

/** @throws Error when there is no adapter, or it gives no device. */
export async function startWebgpu(): Promise<Engine> {
  const adapter = await requestAdapter();
  if (!adapter) throw new Error('the browser gave no GPU adapter');
  const { device: name, software } = probeAdapter(adapter);
  const requiredLimits = Object.fromEntries(LIMITS.map((limit) => [limit, adapter.limits[limit]]));
  const device = await adapter.requestDevice({ requiredLimits });
  let closing = false;
  // A destroyed device unmaps all buffers at once and may take long to say that it is lost.
  const watch = createFailureWatch((error) =>
    !closing && error instanceof DOMException && error.name === 'AbortError'
      ? { code: 'device-lost', message: 'it gave back no result' }
      : undefined,
  );
  registerWebgpuKernels();

  void device.lost.then((info) => {
    if (closing) return;
    watch.fail({ code: 'device-lost', message: info.message });
  });
  device.addEventListener('uncapturederror', ({ error }) => {
    const outOfMemory = error instanceof GPUOutOfMemoryError || isBufferTooLarge(error.message);
    watch.fail({
      code: outOfMemory ? 'out-of-memory' : 'gpu-error',
      message: outOfMemory ? 'the graphics processor has no room for an array of this update' : error.message,
    });
  });
  const close = (): void => {
    closing = true;
    device.destroy();
  };
  let active: ActiveBackend;
  try {
    active = await activateBackend('webgpu', new WebGPUBackend(device, adapter.info));
  } catch (error) {
    close();
    throw error;
  }
  const { maxStorageBufferBindingSize, maxBufferSize } = device.limits;
  return createTfjsEngine({
    info: {
      name: 'webgpu',
      device: name,
      software,
      maxBufferBytes: Math.min(maxStorageBufferBindingSize, maxBufferSize),
    },
    watch,
    activate: active.activate,
    evaluationExamples: 2000,
    inspect: () => undefined,
    dispose() {
      closing = true;
      active.release();
      close();
    },
  });
}
