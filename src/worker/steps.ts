/** Updates as a trial makes them: whole, or accumulated from micro-batches where the engine can. */
import type { EngineRun } from '../engine/engine.ts';
import type { CpuRun } from '../engine/cpu/norms.ts';

/** Whether a run can tell norms of gradients and accumulate micro-batches. */
export const isMeasurable = (run: EngineRun): run is CpuRun => 'updateMeasured' in run;

export type Step = (indices: Uint32Array, batchSize: number, learningRate: number) => void;

export function stepOf(run: EngineRun, microBatch: number | undefined): Step {
  if (microBatch === undefined || !isMeasurable(run))
    return (indices, batchSize, learningRate) => run.update(indices, batchSize, learningRate);
  return (indices, batchSize, learningRate) => {
    if (batchSize <= microBatch) run.update(indices, batchSize, learningRate);
    else run.updateMeasured(indices, batchSize, learningRate, { microBatch });
  };
}
