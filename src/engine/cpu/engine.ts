/** The cpu engine: a whole update, and many of them, in one call of a WebAssembly module with SIMD. */
import { CPU_LIMIT_BYTES } from '../../experiment/cpuLimit.ts';
import type { Engine, RunSetup } from '../engine.ts';
import { createFailureWatch } from '../failure.ts';
import { createArena } from './arena.ts';
import { instantiate, loadModule } from './module.ts';
import { requireMicroBatch, type CpuRun } from './norms.ts';
import { createCpuRun } from './run.ts';

export interface CpuOptions {
  /** Most bytes of memory that any run may take, its dataset's included. */
  limitBytes?: number;
}

export interface CpuEngine extends Engine {
  createRun(setup: RunSetup): CpuRun;
}

const EVALUATION_EXAMPLES = 2000;

/** @throws Error with a plain reason when there is no WebAssembly SIMD. */
export async function startCpuEngine(options: CpuOptions = {}): Promise<CpuEngine> {
  const module = await loadModule();
  const { limitBytes = CPU_LIMIT_BYTES } = options;
  const watch = createFailureWatch();
  return {
    info: { name: 'cpu', device: 'WebAssembly SIMD', software: false },
    evaluationExamples: EVALUATION_EXAMPLES,
    onFailure: (listener) => watch.onFailure(listener),
    createRun(setup) {
      watch.check();
      requireMicroBatch(setup.microBatch);
      return createCpuRun(createArena(instantiate(module), setup, { limitBytes }), setup, watch);
    },
    dispose: () => undefined,
  };
}
