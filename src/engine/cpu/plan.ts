/**
 * The arena: where everything lies in the memory of the module, for one batch size. What outlives a change of the batch
 * size comes first, so that it stays where it is. All offsets and sizes are in bytes, parts begin at multiples of 64.
 */
import { sizeOf } from '../../experiment/model.ts';
import { slotCount, type OptimizerId } from '../../experiment/optimizer.ts';
import type { Network } from './network.ts';
import * as F from './assembly/fields.ts';

/** Below it lies nothing, so that an address of 0 is never right. */
export const ARENA_START = 1024;
const ALIGNMENT = 64;
/** Examples whose indices are handed over in one call, unless one batch is larger. */
const CALL_EXAMPLES = 1024;

/** Parts in the order in which they lie. */
export const PARTS = [
  'program',
  'weights',
  'gradients',
  'slots',
  'dataset',
  'indices',
  'batch',
  'activations',
  'workspace',
  'norms',
  'accumulator',
] as const;
export type PartName = (typeof PARTS)[number];

export interface Part {
  name: PartName;
  offset: number;
  bytes: number;
}

export interface PlanRequest {
  network: Network;
  optimizer: OptimizerId;
  /** Training examples in the dataset. */
  examples: number;
  /** The answers are numbers. */
  numbers: boolean;
  batchSize: number;
  /** Room for norms of gradients and for micro-batches. */
  extras: boolean;
  /** Bytes left untouched after every part; tests look whether they stay so. */
  guardBytes?: number;
}

/** Bytes that nothing uses, between what is used. */
export interface Gap {
  offset: number;
  bytes: number;
}

export interface Plan extends PlanRequest {
  parts: Readonly<Record<PartName, Part>>;
  /** Every byte from the start of the arena to its end is in a part or in a gap; some gaps are inside parts. */
  gaps: Gap[];
  /** Bytes of memory up to the end of the arena. */
  endBytes: number;
  /** Bytes of the arena without the dataset. */
  arenaBytes: number;
  datasetBytes: number;
  /** Most examples handed over in one call: whole batches. */
  callExamples: number;
  /** Start of every tensor, from the start of the weights. */
  tensorOffsets: number[];
  /** Trainable numbers with and without weight decay. */
  decayed: number;
  undecayed: number;
  /** Where what has no part of its own begins. */
  at: {
    labels: number;
    /** 0 where the answers are classes. */
    targets: number;
    batchTargets: number;
    /** For layers without a bias. */
    zeros: number;
    losses: number;
    batchLabels: number;
    scratch: number;
    partNorms: number;
    exampleNorms: number;
    /** Of every activation; the first is the batch. */
    activations: number[];
    /** The gradient of every activation, 0 where none is needed. */
    gradients: number[];
    /** Saved statistics of every operation, 0 where there are none. */
    stats: number[];
  };
}

const align = (bytes: number): number => Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;

/** Hands out memory from `start` on, and keeps book of what is left between. */
function createCursor(start: number, guardBytes: number) {
  const gaps: Gap[] = [];
  let end = start;
  const take = (bytes: number): number => {
    const offset = align(end + guardBytes);
    if (offset > end) gaps.push({ offset: end, bytes: offset - end });
    end = offset + bytes;
    return offset;
  };
  return { take, gaps, end: () => end };
}

/** Tensors that decay first, then the other trainable ones, then those that no gradient changes. */
function placeTensors({
  tensors,
}: Network): Pick<Plan, 'tensorOffsets' | 'decayed' | 'undecayed'> & { all: number } {
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
function placeGradients({ ops, activations, first }: Network): { of: number[]; sizes: [number, number] } {
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

/** Most numbers that any operation needs beside what it reads and writes. */
function scratchNumbers({ ops, first }: Network, batchSize: number, extras: boolean): number {
  const needs = ops.map((op, i) => {
    if (op.kind === 'dense')
      return batchSize < F.PACK_FROM ? 0 : Math.min(F.PART, batchSize) * (F.STRIP + op.units);
    if (op.kind !== 'conv') return 0;
    const weights = op.size * op.size * op.input.pixel * op.units;
    return Math.max(i > first ? weights : 0, extras ? weights + op.units : 0);
  });
  return Math.max(0, ...needs);
}

/** Lays the arena out; nothing is allocated. */
export function layOut(request: PlanRequest): Plan {
  const { network, optimizer, examples, numbers, batchSize, extras, guardBytes = 0 } = request;
  const { ops, activations, model } = network;
  const tensors = placeTensors(network);
  const trainable = tensors.decayed + tensors.undecayed;
  const callExamples = Math.max(1, Math.floor(CALL_EXAMPLES / batchSize)) * batchSize;
  const { of, sizes } = placeGradients(network);
  const cursor = createCursor(ARENA_START, guardBytes);
  const { take } = cursor;
  const parts = {} as Record<PartName, Part>;
  /** One part, of blocks of these many bytes; returns where each begins. */
  const part = (name: PartName, blocks: readonly number[]): number[] => {
    const starts = blocks.map(take);
    const offset = starts[0] ?? take(0);
    parts[name] = { name, offset, bytes: cursor.end() - offset };
    return starts;
  };
  const perExample = (numbers: number): number => 4 * numbers * batchSize;

  const table = F.HEADER + ops.length * F.OP;
  const unbiased = ops.flatMap((op) => (op.kind === 'dense' && !op.bias ? [4 * op.units] : []));
  const [program] = part('program', [table + Math.max(0, ...unbiased)]);
  part('weights', [4 * tensors.all]);
  part('gradients', [4 * trainable]);
  part('slots', [4 * trainable * slotCount(optimizer)]);
  const answers = (count: number): number[] => (numbers ? [count, 4 * count] : [count]);
  const [, labels, targets = 0] = part('dataset', [
    4 * sizeOf(model.inputShape) * examples,
    ...answers(examples),
  ]);
  const [, losses] = part('indices', [4 * callExamples, (4 * callExamples) / batchSize]);
  const [batch, batchLabels, batchTargets = 0] = part('batch', [
    perExample(activations[0]),
    ...answers(batchSize),
  ]);
  const normed = ops.flatMap((op) => (op.kind === 'batchNorm' ? [8 * op.units] : []));
  const kept = part('activations', [...activations.slice(1).map(perExample), ...normed]);
  const [even, odd, scratch] = part('workspace', [
    ...sizes.map(perExample),
    4 * scratchNumbers(network, batchSize, extras),
  ]);
  const [, partNorms, exampleNorms] = part(
    'norms',
    [1, 1, 1].map(() => (extras ? 8 * callExamples : 0)),
  );
  part('accumulator', [extras ? 4 * trainable : 0]);
  const endBytes = take(0);
  const { tensorOffsets, decayed, undecayed } = tensors;
  const stats = kept.slice(activations.length - 1);
  return {
    ...request,
    parts,
    gaps: cursor.gaps,
    endBytes,
    arenaBytes: endBytes - ARENA_START - parts.dataset.bytes,
    datasetBytes: parts.dataset.bytes,
    callExamples,
    tensorOffsets,
    decayed,
    undecayed,
    at: {
      ...{
        labels,
        targets,
        batchTargets,
        zeros: program + table,
        losses,
        batchLabels,
        scratch,
        partNorms,
        exampleNorms,
      },
      activations: [batch, ...kept.slice(0, activations.length - 1)],
      gradients: of.map((turn) => [0, even, odd][turn + 1]),
      stats: ops.map(({ kind }) => (kind === 'batchNorm' ? stats.shift()! : 0)),
    },
  };
}

/** The largest batch size up to the number of examples whose arena ends within `limitBytes`; 0 when none does. */
export function largestBatch(request: PlanRequest, limitBytes: number): number {
  let fits = 0;
  let tooLarge = request.examples + 1;
  while (tooLarge - fits > 1) {
    const batchSize = (fits + tooLarge) >> 1;
    if (layOut({ ...request, batchSize }).endBytes <= limitBytes) fits = batchSize;
    else tooLarge = batchSize;
  }
  return fits;
}
