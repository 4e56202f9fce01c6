/** Where things lie among others of their kind: tensors among the weights, gradients of activations in their buffers. */
import * as F from './assembly/fields.ts';
import type { Network } from './network.ts';

export interface TensorPlaces {
  /** Start of every tensor, in bytes from the start of the weights. */
  tensorOffsets: number[];
  /** Trainable numbers with and without weight decay. */
  decayed: number;
  undecayed: number;
  /** Numbers altogether. */
  all: number;
}

/** Tensors that decay first, then the other trainable ones, then those that no gradient changes. */
export function placeTensors({ tensors }: Network): TensorPlaces {
  const tensorOffsets = tensors.map(() => 0);
  const ends = [0, 0, 0];
  let next = 0;
  [
    (k: number) => tensors[k].decays,
    (k: number) => tensors[k].trainable && !tensors[k].decays,
    (k: number) => !tensors[k].trainable,
  ].forEach((belongs, group) => {
    tensors.forEach(({ numbers }, k) => {
      if (!belongs(k)) return;
      tensorOffsets[k] = 4 * next;
      next += numbers;
    });
    ends[group] = next;
  });
  return { tensorOffsets, decayed: ends[0], undecayed: ends[1] - ends[0], all: ends[2] };
}

/** Gradients of activations take turns in two buffers; an activation function works in place. */
export function placeGradients({ ops, activations, first }: Network): {
  /** Which buffer each activation's gradient is in; -1 where none is needed. */
  of: number[];
  /** Numbers of one example in each buffer. */
  sizes: [number, number];
} {
  const of = activations.map(() => -1);
  const sizes: [number, number] = [0, 0];
  let turn = 0;
  const last = ops[ops.length - 1];
  of[last.y] = turn;
  sizes[turn] = activations[last.y];
  for (let i = ops.length - 1; i > first; i--) {
    const { kind, x } = ops[i];
    if (kind !== 'activation') turn = 1 - turn;
    of[x] = turn;
    sizes[turn] = Math.max(sizes[turn], activations[x]);
  }
  return { of, sizes };
}

/** Most numbers that any operation needs beside what it reads and writes, over `rows` examples. */
export function scratchNumbers({ ops, first }: Network, rows: number, exampleNorms: boolean): number {
  const needs = ops.map((op, i) => {
    if (op.kind === 'dense') return rows < F.PACK_FROM ? 0 : Math.min(F.PART, rows) * (F.STRIP + op.units);
    if (op.kind !== 'conv') return 0;
    const weights = op.size * op.size * op.input.pixel * op.units;
    return Math.max(i > first ? weights : 0, exampleNorms ? weights + op.units : 0);
  });
  return Math.max(0, ...needs);
}
