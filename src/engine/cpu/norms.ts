/** What an update can tell beside its loss, for the noise scale: squared norms of gradients. */
import type { ModelSpec } from '../../experiment/model.ts';
import type { EngineRun } from '../engine.ts';
import type { Plan } from './plan.ts';

export interface MeasuredOptions {
  /** Squared norm of every example's own gradient; not defined with batch normalisation. */
  examples?: boolean;
  /** In place of the run's own micro-batch. */
  microBatch?: number;
}

/** Squared norms of gradients of the mean loss, without weight decay, before the update that they make. */
export interface UpdateNorms {
  /** One for each update. */
  gradients: number[];
  /** For each update one for each micro-batch, of the mean over its examples; [] without micro-batches. */
  microBatches: number[][];
  /** For each update one for each of its examples, in their order; [] unless asked for. */
  examples: number[][];
}

/** A run that can also say how large its gradients are. */
export interface CpuRun extends EngineRun {
  /** As `update`, with the norms. @throws Error when they are not defined for this model. */
  updateMeasured(
    indices: Uint32Array,
    batchSize: number,
    learningRate: number,
    wanted?: MeasuredOptions,
  ): UpdateNorms;
}

/** Whether a run can tell norms of gradients. */
export const isMeasurable = (run: EngineRun): run is CpuRun => 'updateMeasured' in run;

export function requireMicroBatch(microBatch: number | undefined): void {
  if (microBatch !== undefined && (!Number.isInteger(microBatch) || microBatch < 1))
    throw new RangeError(`micro-batch must be a whole number of at least 1, got ${microBatch}`);
}

export function requireMeasurable({ layers }: ModelSpec, { examples, microBatch }: MeasuredOptions): void {
  requireMicroBatch(microBatch);
  if (examples && layers.some(({ kind }) => kind === 'batchNorm'))
    throw new Error(
      'With batch normalisation each gradient depends on the whole batch, so that single examples have none; use micro-batches.',
    );
}

/** Adds what one call wrote down about `count` examples. */
export function readNorms(
  memory: ArrayBufferLike,
  { parts, at, batchSize, rows }: Plan,
  count: number,
  wanted: MeasuredOptions,
  norms: UpdateNorms,
): void {
  const listAt = (offset: number, length: number): number[] =>
    Array.from(new Float64Array(memory, offset, length));
  const updates = Math.ceil(count / batchSize);
  norms.gradients.push(...listAt(parts.norms.offset, updates));
  let micro = 0;
  for (let start = 0; start < count; start += batchSize) {
    const size = Math.min(batchSize, count - start);
    if (rows < batchSize) {
      const own = Math.ceil(size / rows);
      norms.microBatches.push(listAt(at.partNorms + 8 * micro, own));
      micro += own;
    }
    if (wanted.examples) norms.examples.push(listAt(at.exampleNorms + 8 * start, size));
  }
}
