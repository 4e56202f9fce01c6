import type { EngineName } from '../../experiment/config.ts';

export const ENGINE_NAMES: Readonly<Record<EngineName, string>> = {
  cpu: 'cpu engine',
  webgl: 'WebGL',
  webgpu: 'WebGPU',
};
export const ENGINES = ['cpu', 'webgl', 'webgpu'] as const satisfies readonly EngineName[];
