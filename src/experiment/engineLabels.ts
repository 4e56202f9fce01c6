import type { EngineName } from './config.ts';

export const ENGINE_LABELS: Readonly<Record<EngineName, string>> = {
  webgpu: 'WebGPU',
  webgl: 'WebGL',
  cpu: 'cpu',
};
