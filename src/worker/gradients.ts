/** Gradients as vectors, from the difference that one step of SGD makes: what every engine can. */
import { parameterTensors, sizeOf, type ModelSpec } from '../experiment/model.ts';
import type { EngineRun } from '../engine/engine.ts';

/** Long enough a step for the difference of float32 weights to keep its digits. */
const RATE = 64;
/** Larger batches are summed from pieces of this size: the same gradient, with little memory. */
const PIECE = 512;

export interface Gradients {
  /** The weights at which gradients are taken from now on. */
  at(tensors: Float32Array<ArrayBuffer>[]): void;
  /**
   * The mean gradient of `indices`, all trainable numbers one after another, from pieces of `size` examples; with batch
   * normalisation each piece has statistics of its own. `each` is told every piece's gradient, which is then overwritten.
   */
  mean(
    indices: Uint32Array,
    size?: number,
    each?: (gradient: Float64Array) => Promise<void>,
  ): Promise<Float64Array>;
}

/** For a run with plain SGD and no weight decay. */
export function createGradients(run: EngineRun, model: ModelSpec): Gradients {
  const specs = parameterTensors(model);
  const length = specs.reduce((sum, { trainable, shape }) => sum + (trainable ? sizeOf(shape) : 0), 0);
  const piece = new Float64Array(length);
  let weights: Float32Array<ArrayBuffer>[] = [];

  const at = (tensors: Float32Array<ArrayBuffer>[]): void => {
    weights = tensors;
    run.restore({ tensors, slots: [], updates: 0 });
  };

  return {
    at,
    async mean(indices, size = PIECE, each = () => Promise.resolve()) {
      const sum = new Float64Array(length);
      for (let start = 0; start < indices.length; start += size) {
        const own = indices.subarray(start, start + size);
        run.update(own, own.length, RATE);
        const { tensors } = await run.state();
        await run.losses();
        at(weights);
        let to = 0;
        specs.forEach(({ trainable }, k) => {
          if (!trainable) return;
          const before = weights[k];
          const after = tensors[k];
          for (let i = 0; i < before.length; i++) piece[to++] = (before[i] - after[i]) / RATE;
        });
        const share = own.length / indices.length;
        for (let i = 0; i < length; i++) sum[i] += share * piece[i];
        await each(piece);
      }
      return sum;
    },
  };
}

/** How a gradient stands to the full one: the cosine of their angle, and its length over the full one's; 0 for none. */
export function compareWith(full: Float64Array, one: Float64Array): { cosine: number; length: number } {
  let dot = 0;
  let fullSquare = 0;
  let square = 0;
  for (let i = 0; i < full.length; i++) {
    dot += full[i] * one[i];
    fullSquare += full[i] * full[i];
    square += one[i] * one[i];
  }
  const lengths = Math.sqrt(fullSquare * square);
  return {
    cosine: lengths > 0 ? Math.max(-1, Math.min(1, dot / lengths)) : 0,
    length: fullSquare > 0 ? Math.sqrt(square / fullSquare) : 0,
  };
}
