/**
 * The arena: where everything lies in the memory of the module, for one batch size. What outlives a change of the batch
 * size comes first, so that it stays where it is. All offsets and sizes are in bytes, blocks begin at multiples of 64.
 * What it ends at never shrinks as the batch or its rows grow, so that the largest that fits can be searched for.
 */
import { sizeOf } from '../../experiment/model.ts';
import { slotCount, type OptimizerId } from '../../experiment/optimizer.ts';
import type { PartName } from '../engine.ts';
import * as F from './assembly/fields.ts';
import type { Network } from './network.ts';
import { placeGradients, placeTensors, scratchNumbers, type TensorPlaces } from './places.ts';

/** Below it lies nothing, so that an address of 0 is never right. */
export const ARENA_START = 1024;
const ALIGNMENT = 64;
/** Examples whose indices are handed over in one call, unless one batch is larger. */
const CALL_EXAMPLES = 1024;

/** Squared norms that there is room for: each level includes those before it. */
export const NORMS = ['none', 'gradients', 'examples'] as const;
export type Norms = (typeof NORMS)[number];

/** What may change while a run lasts. */
export interface Layout {
  /** Examples of one update. */
  batchSize: number;
  /** Examples that go through the network together: the whole batch, or a micro-batch of it. */
  rows: number;
  norms: Norms;
}

export interface PlanRequest extends Layout {
  network: Network;
  optimizer: OptimizerId;
  /** Training examples in the dataset. */
  examples: number;
  /** The answers are numbers. */
  numbers: boolean;
  /** Bytes left untouched before every block; tests look whether they stay so. */
  guardBytes?: number;
}

export interface Part {
  name: PartName;
  offset: number;
  bytes: number;
}

/** What lies in one piece. */
export interface Block {
  part: PartName;
  /** Whose output, or whose statistics, it is. */
  layer: string | undefined;
  offset: number;
  /** Up to the next block. */
  span: number;
}

/** Bytes that nothing uses, between what is used. */
export interface Gap {
  offset: number;
  bytes: number;
}

export interface Plan extends PlanRequest, TensorPlaces {
  parts: Readonly<Record<PartName, Part>>;
  blocks: Block[];
  /** Every byte from the start of the arena to its end is in a part or in a gap; some gaps are inside parts. */
  gaps: Gap[];
  /** Bytes of memory up to the end of the arena. */
  endBytes: number;
  /** Bytes of the arena without the dataset. */
  arenaBytes: number;
  datasetBytes: number;
  /** Most examples handed over in one call: whole batches. */
  callExamples: number;
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

/** Hands out memory from the start of the arena on, and keeps book of what is left between. */
function createCursor(guardBytes: number) {
  const gaps: Gap[] = [];
  let end = ARENA_START;
  const take = (bytes: number): number => {
    const offset = align(end + guardBytes);
    if (offset > end) gaps.push({ offset: end, bytes: offset - end });
    end = offset + bytes;
    return offset;
  };
  return { take, gaps, end: () => end };
}

/** A block's bytes, and its layer where it has one. */
type Wanted = number | readonly [number, string];

/** Lays the arena out; nothing is allocated. */
export function layOut(request: PlanRequest): Plan {
  const { network, optimizer, examples, numbers, batchSize, rows, norms, guardBytes = 0 } = request;
  const { ops, activations, model } = network;
  const tensors = placeTensors(network);
  const trainable = tensors.decayed + tensors.undecayed;
  const callExamples = Math.max(1, Math.floor(CALL_EXAMPLES / batchSize)) * batchSize;
  const listed = Math.max(CALL_EXAMPLES, batchSize);
  const { of, sizes } = placeGradients(network);
  const cursor = createCursor(guardBytes);
  const { take } = cursor;
  const parts = {} as Record<PartName, Part>;
  const blocks: Omit<Block, 'span'>[] = [];
  /** One part, of these blocks; returns where each begins. */
  const part = (name: PartName, wanted: readonly Wanted[]): number[] => {
    const starts = (wanted.length > 0 ? wanted : [0]).map((block) => {
      const [bytes, layer] = typeof block === 'number' ? [block, undefined] : block;
      const offset = take(bytes);
      blocks.push({ part: name, layer, offset });
      return offset;
    });
    parts[name] = { name, offset: starts[0], bytes: cursor.end() - starts[0] };
    return starts;
  };
  const perRow = (values: number): number => 4 * values * rows;

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
  const [, losses] = part('indices', [4 * listed, 4 * CALL_EXAMPLES]);
  const [batch, batchLabels, batchTargets = 0] = part('batch', [perRow(activations[0]), ...answers(rows)]);
  const outputs = activations
    .slice(1)
    .map((values, i): Wanted => [perRow(values), ops.find(({ y }) => y === i + 1)!.layer]);
  const normed = ops.flatMap((op): Wanted[] => (op.kind === 'batchNorm' ? [[8 * op.units, op.layer]] : []));
  const kept = part('activations', [...outputs, ...normed]);
  const [even, odd, scratch] = part('workspace', [
    ...sizes.map(perRow),
    4 * scratchNumbers(network, rows, norms === 'examples'),
  ]);
  const split = rows < batchSize;
  const [, partNorms, exampleNorms] = part('norms', [
    norms === 'none' ? 0 : 8 * CALL_EXAMPLES,
    norms === 'none' || !split ? 0 : 8 * listed,
    norms === 'examples' ? 8 * listed : 0,
  ]);
  part('accumulator', [split ? 4 * trainable : 0]);
  const endBytes = take(0);
  const datasetBytes = parts.indices.offset - parts.dataset.offset;
  const stats = kept.slice(activations.length - 1);
  return {
    ...request,
    ...tensors,
    parts,
    blocks: blocks.map((block, i) => ({
      ...block,
      span: (i + 1 < blocks.length ? blocks[i + 1].offset : endBytes) - block.offset,
    })),
    gaps: cursor.gaps,
    endBytes,
    arenaBytes: endBytes - ARENA_START - datasetBytes,
    datasetBytes,
    callExamples,
    at: {
      ...{ labels, targets, batchTargets, zeros: program + table, losses, batchLabels, scratch },
      ...{ partNorms, exampleNorms },
      activations: [batch, ...kept.slice(0, activations.length - 1)],
      gradients: of.map((turn) => [0, even, odd][turn + 1]),
      stats: ops.map(({ kind }) => (kind === 'batchNorm' ? stats.shift()! : 0)),
    },
  };
}
