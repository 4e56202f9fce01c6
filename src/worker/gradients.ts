/** Gradients as vectors, from the difference that one step of SGD makes: what every engine can. */
import { parameterTensors, sizeOf, type ModelSpec } from '../experiment/model.ts';
import { isMeasurable } from '../engine/cpu/norms.ts';
import type { EngineRun } from '../engine/engine.ts';

/** Long enough a step for the difference of float32 weights to keep its digits. */
const RATE = 64;
/** Larger batches are summed from pieces of this size: the same gradient, with little memory. */
const PIECE = 512;

export interface Piece {
  /** Overwritten by the next piece. */
  gradient: Float64Array;
  /** Mean of the squared lengths of its examples' own gradients; undefined unless asked for, of a run that tells norms. */
  exampleSquare: number | undefined;
}

export interface Gradients {
  /** How many numbers a gradient has. */
  length: number;
  /** The weights at which gradients are taken from now on. */
  at(tensors: Float32Array<ArrayBuffer>[]): void;
  /** The mean gradient of `indices` in one piece, all trainable numbers one after another. */
  piece(indices: Uint32Array, singles?: boolean): Promise<Piece>;
  /** The mean gradient of `indices`, summed from pieces where they are many. `breathe` is called after each. */
  mean(indices: Uint32Array, breathe?: () => Promise<void>): Promise<Float64Array>;
}

/** For a run with plain SGD and no weight decay. */
export function createGradients(run: EngineRun, model: ModelSpec): Gradients {
  const specs = parameterTensors(model);
  const length = specs.reduce((sum, { trainable, shape }) => sum + (trainable ? sizeOf(shape) : 0), 0);
  const gradient = new Float64Array(length);
  let weights: Float32Array<ArrayBuffer>[] = [];

  const at = (tensors: Float32Array<ArrayBuffer>[]): void => {
    weights = tensors;
    run.restore({ tensors, slots: [], updates: 0, startShare: 1 });
  };

  const piece = async (indices: Uint32Array, singles = false): Promise<Piece> => {
    const { length: count } = indices;
    let exampleSquare: number | undefined;
    if (singles && isMeasurable(run)) {
      const [squares] = run.updateMeasured(indices, count, RATE, { examples: true }).examples;
      exampleSquare = squares.reduce((sum, square) => sum + square, 0) / count;
    } else run.update(indices, count, RATE);
    const { tensors } = await run.state();
    await run.losses();
    at(weights);
    let to = 0;
    specs.forEach(({ trainable }, k) => {
      if (!trainable) return;
      const before = weights[k];
      const after = tensors[k];
      for (let i = 0; i < before.length; i++) gradient[to++] = (before[i] - after[i]) / RATE;
    });
    return { gradient, exampleSquare };
  };

  return {
    length,
    at,
    piece,
    async mean(indices, breathe = () => Promise.resolve()) {
      const sum = new Float64Array(length);
      for (let start = 0; start < indices.length; start += PIECE) {
        const own = indices.subarray(start, start + PIECE);
        const { gradient: one } = await piece(own);
        const share = own.length / indices.length;
        for (let i = 0; i < length; i++) sum[i] += share * one[i];
        await breathe();
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

export function squareOf(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] * values[i];
  return sum;
}
