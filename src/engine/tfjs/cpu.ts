/** TensorFlow.js on the processor: plain JavaScript, always there, and repeatable bit by bit. */
import '@tensorflow/tfjs-backend-cpu';
import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import type { Engine } from '../engine.ts';
import { createFailureWatch } from '../failure.ts';
import { activateBackend } from './backend.ts';
import { createTfjsEngine } from './engine.ts';
import { registerCpuKernels } from './kernels/cpu.ts';

/** Evaluating more would take longer than training between two points. */
const EVALUATION_EXAMPLES = 500;

export async function startCpu(): Promise<Engine> {
  registerCpuKernels();
  const { activate, release } = await activateBackend('cpu', new MathBackendCPU());
  return createTfjsEngine({
    info: { name: 'cpu', device: 'JavaScript', software: false },
    watch: createFailureWatch(),
    activate,
    evaluationExamples: EVALUATION_EXAMPLES,
    inspect: () => undefined,
    dispose: release,
  });
}
