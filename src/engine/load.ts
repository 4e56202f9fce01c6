/** How every engine is started: the cpu engine's code is here, TensorFlow.js is fetched when one of its engines is. */
import type { EngineName } from '../experiment/config.ts';
import { reasonOf } from '../experiment/reason.ts';
import { startCpuEngine } from './cpu/engine.ts';
import type { Engine } from './engine.ts';

/** An engine, and what there is to say of the way it came. */
export interface Loaded {
  engine: Engine;
  note?: string;
}

export type Load = (name: EngineName) => Promise<Loaded>;

/** The module with SIMD, and without that TensorFlow.js's plain JavaScript. */
async function loadCpu(): Promise<Loaded> {
  try {
    return { engine: await startCpuEngine() };
  } catch (error) {
    const engine = await (await import('./tfjs/cpu.ts')).startCpu();
    const info = { ...engine.info, software: true };
    return {
      engine: { ...engine, info },
      note: `TensorFlow.js computes, slowly, because ${reasonOf(error)}`,
    };
  }
}

/** Loads the code of one engine and starts it. */
export async function loadEngine(name: EngineName): Promise<Loaded> {
  switch (name) {
    case 'webgpu':
      return { engine: await (await import('./tfjs/webgpu.ts')).startWebgpu() };
    case 'webgl':
      return { engine: await (await import('./tfjs/webgl.ts')).startWebgl() };
    case 'cpu':
      return loadCpu();
    default:
      return name satisfies never;
  }
}
