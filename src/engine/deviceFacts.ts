/** What the browser reveals of this device's memory. */
import type { DeviceFacts } from '../experiment/devices.ts';
import { createContext, describeContext, probeAdapter, requestAdapter } from './probe.ts';

/** Never throws; contexts made for the question are given back. */
export async function deviceFacts(): Promise<DeviceFacts> {
  const { deviceMemory } = navigator as { deviceMemory?: number };
  const adapter = await requestAdapter();
  const gl = createContext()?.gl;
  const webgl = gl && {
    ...describeContext(gl),
    maxTextureSide: gl.getParameter(gl.MAX_TEXTURE_SIZE) as number,
  };
  gl?.getExtension('WEBGL_lose_context')?.loseContext();
  return {
    memoryGb: deviceMemory,
    webgpu: adapter && { ...probeAdapter(adapter), maxBufferBytes: adapter.limits.maxBufferSize },
    webgl,
  };
}
