/** What an update can tell beside its loss, for the noise scale: squared norms of gradients. */
import type { ModelSpec } from '../../experiment/model.ts';
import type { EngineRun } from '../engine.ts';
import type { Part, Plan } from './plan.ts';

export interface MeasuredOptions {
  /** Squared norm of every example's own gradient; not defined with batch normalisation. */
  examples?: boolean;
  /**
   * Sums the gradient from parts of this many examples, weighted by their sizes, before the one update. With batch
   * normalisation each part has its own statistics, so that it is another computation than the whole batch.
   */
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
  /** The arena, part by part, in bytes. */
  parts(): Part[];
}

export function requireMeasurable({ layers }: ModelSpec, { examples, microBatch }: MeasuredOptions): void {
  if (microBatch !== undefined && (!Number.isInteger(microBatch) || microBatch < 1))
    throw new RangeError(`micro-batch must be a whole number of at least 1, got ${microBatch}`);
  if (examples && layers.some(({ kind }) => kind === 'batchNorm'))
    throw new Error(
      'With batch normalisation each gradient depends on the whole batch, so that single examples have none; use micro-batches.',
    );
}

/** Adds what one call wrote down about `count` examples. */
export function readNorms(
  memory: ArrayBufferLike,
  { parts, at, callExamples, batchSize }: Plan,
  count: number,
  part: number,
  wanted: MeasuredOptions,
  norms: UpdateNorms,
): void {
  const listAt = (offset: number): Float64Array => new Float64Array(memory, offset, callExamples);
  const whole = listAt(parts.norms.offset);
  const micros = listAt(at.partNorms);
  const singles = listAt(at.exampleNorms);
  let micro = 0;
  for (let start = 0; start < count; start += batchSize) {
    const size = Math.min(batchSize, count - start);
    norms.gradients.push(whole[start / batchSize]);
    if (part < batchSize) {
      const own = Math.ceil(size / part);
      norms.microBatches.push(Array.from(micros.subarray(micro, micro + own)));
      micro += own;
    }
    if (wanted.examples) {
      norms.examples.push(Array.from(singles.subarray(start, start + size)));
    }
  }
}
