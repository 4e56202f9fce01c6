import { engine, getBackend, registerBackend, removeBackend, setBackend } from '@tensorflow/tfjs-core';
import type { KernelBackend } from '@tensorflow/tfjs-core';
import type { EngineName } from '../../experiment/config.ts';

export interface ActiveBackend {
  /** Has TensorFlow.js compute with it again, after another was active. */
  activate(): void;
  /** Takes it away. */
  release(): void;
}

/**
 * Makes `backend` the one that TensorFlow.js computes with.
 * @throws Error when another backend stays active, which `setBackend` would not say.
 */
export async function activateBackend(name: EngineName, backend: KernelBackend): Promise<ActiveBackend> {
  if (engine().findBackendFactory(name)) removeBackend(name);
  registerBackend(name, () => backend);
  const active = await setBackend(name);
  if (!active || getBackend() !== name || engine().findBackend(name) !== backend)
    throw new Error(`TensorFlow.js did not start its ${name} backend`);
  return {
    activate() {
      // At once, for a backend that is there already.
      if (engine().registry[name] === backend && engine().backendName !== name) void setBackend(name);
    },
    release() {
      if (engine().registry[name] === backend) removeBackend(name);
    },
  };
}
